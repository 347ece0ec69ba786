/**
 * The entries of the table for JPEG, PNG, WebP, GIF and AVIF, by libvips' names.
 * Not here: options that other formats have, too (graph/output/options), or their memory (plan/cost/encoder).
 * Read next: graph/output/options.
 */
import type { Need, OutputOption } from "./output-option.ts";

const interlaced: Need = { option: "interlace", values: [true], of: "progressive JPEG" };
const palettes: Need = { option: "palette", values: [true], of: "a palette" };

export const photoOptions = {
  interlace: {
    text: "Progressive JPEG, interlaced PNG or GIF: shown coarse first, and held whole in memory.",
    kind: { type: "flag" },
    formats: { jpeg: {}, png: {}, gif: {} },
    default: false,
  },
  optimise: {
    text: "Huffman tables of its own: some 5 % smaller, and 6 bytes of memory a pixel.",
    kind: { type: "flag" },
    formats: { jpeg: { saver: "optimize_coding" } },
    default: { words: "up to 4 megapixels, where the budget has room" },
  },
  restartInterval: {
    text: "A restart marker after every so many blocks (MCUs), from which a damaged file can be read on; 0 for none.",
    kind: { type: "integer", min: 0, max: 65_535 },
    formats: { jpeg: {} },
    default: 0,
  },
  subsampleMode: {
    text: "Whether colours are stored at half size: `on`, `off`, or `auto` (on below a quality of 90). Off holds twice as much.",
    kind: { type: "word", words: ["auto", "on", "off"] },
    formats: { jpeg: {}, avif: {} },
    default: "auto",
  },
  trellisQuant: {
    text: "Chooses coefficients by what they cost: some 10 % smaller and ten times slower; held whole as coefficients.",
    kind: { type: "flag" },
    formats: { jpeg: {} },
    default: false,
  },
  overshootDeringing: {
    text: "Fewer halos around black text on white.",
    kind: { type: "flag" },
    formats: { jpeg: {} },
    default: false,
  },
  optimizeScans: {
    text: "Looks for the best scans of a progressive JPEG: some 4 % smaller.",
    kind: { type: "flag" },
    formats: { jpeg: { needs: interlaced } },
    default: false,
  },
  quantTable: {
    text: "The quantisation table, by mozjpeg's number: 0 is JPEG's own, 3 is ImageMagick's.",
    kind: { type: "integer", min: 0, max: 8 },
    formats: { jpeg: {} },
    default: 0,
  },
  palette: {
    text: "Up to 256 colours in a palette: smaller, slow, and the whole image is held.",
    kind: { type: "flag" },
    formats: { png: {} },
    default: false,
  },
  colours: {
    text: "How many colours the palette has at most, rounded up to a power of two.",
    kind: { type: "integer", min: 2, max: 256 },
    formats: {
      // libpng stores 1, 2, 4 or 8 bits a pixel.
      png: { needs: palettes, saver: (colours: number) => ({ bitdepth: 2 ** Math.ceil(Math.log2(bitsFor(colours))) }) },
      gif: { saver: (colours: number) => ({ bitdepth: bitsFor(colours) }) },
    },
    default: { words: "256" },
  },
  dither: {
    text: "How much of what a palette lacks is spread over neighbouring pixels.",
    kind: { type: "number", min: 0, max: 1 },
    formats: { png: { needs: palettes }, gif: {} },
    default: { words: "1" },
  },
  bitdepth: {
    text: "Bits of a sample; of PNG and GIF, below 8, of an index into the palette.",
    kind: { type: "integer", min: 1, max: 16 },
    formats: {
      png: { only: [1, 2, 4, 8, 16] },
      gif: { max: 8 },
      avif: { only: [8, 10, 12] },
      tiff: { only: [1, 2, 4] },
    },
    default: { words: "as the samples are, and 8 for gif" },
  },
  filter: {
    text: "How a row of PNG is predicted from its neighbours; `all` tries each, and is smaller for photos.",
    kind: { type: "word", words: ["none", "sub", "up", "avg", "paeth", "all"] },
    formats: { png: {} },
    default: "none",
  },
  nearLossless: {
    text: "Lossless after small changes, of which quality says how many (100: none).",
    kind: { type: "flag" },
    formats: { webp: {} },
    default: false,
  },
  smartSubsample: {
    text: "Halves colours with care for sharp edges; holds twice as much.",
    kind: { type: "flag" },
    formats: { webp: {} },
    default: false,
  },
  smartDeblock: {
    text: "Looks for the best strength of the deblocking filter.",
    kind: { type: "flag" },
    formats: { webp: {} },
    default: false,
  },
  alphaQ: {
    text: "Quality of alpha, beside that of colours.",
    kind: { type: "integer", min: 0, max: 100 },
    formats: { webp: {} },
    default: 100,
  },
  preset: {
    text: "What the encoder is tuned for.",
    kind: { type: "word", words: ["default", "picture", "photo", "drawing", "icon", "text"] },
    formats: { webp: {} },
    default: "default",
  },
  minSize: {
    text: "Frames of an animation are packed as well as can be, which is slow.",
    kind: { type: "flag" },
    formats: { webp: {} },
    default: false,
  },
  mixed: {
    text: "Each frame of an animation with or without loss, whichever is smaller.",
    kind: { type: "flag" },
    formats: { webp: {} },
    default: false,
  },
  targetSize: {
    text: "A size in bytes that the encoder aims at in six passes, whatever the quality.",
    kind: { type: "integer", min: 1, max: 2 ** 31 - 1 },
    formats: { webp: { saver: (size: number) => ({ target_size: size, passes: 6 }) } },
    default: { words: "none" },
  },
  interframeMaxerror: {
    text: "How far a pixel may be from that of the frame before to be left out of a frame.",
    kind: { type: "number", min: 0, max: 32 },
    formats: { gif: {} },
    default: 0,
  },
  interpaletteMaxerror: {
    text: "How far a frame's colours may be from the palette before to be shown with that.",
    kind: { type: "number", min: 0, max: 256 },
    formats: { gif: {} },
    default: 3,
  },
  reuse: {
    text: "The palette of the GIF that is read is used again.",
    kind: { type: "flag" },
    formats: { gif: {} },
    default: false,
  },
  keepDuplicateFrames: {
    text: "Frames like the one before stay frames of their own.",
    kind: { type: "flag" },
    formats: { gif: {} },
    default: false,
  },
  loop: {
    text: "How often an animation is shown, 0 for ever.",
    kind: { type: "integer", min: 0, max: 65_535 },
    formats: { webp: {}, gif: {} },
    ...{ default: { words: "as the input says" }, saver: null },
  },
  delay: {
    text: "How many milliseconds each frame is shown: one number, or a list with one for each frame.",
    kind: { type: "integers", min: 0, max: 655_350 },
    formats: { webp: {}, gif: {} },
    ...{ default: { words: "as the input says" }, saver: null },
  },
  tune: {
    text: "What the encoder measures its losses by.",
    kind: { type: "text" },
    formats: { avif: {} },
    default: { words: "the encoder's own" },
  },
} as const satisfies Readonly<Record<string, OutputOption>>;

/** Bits that tell so many colours apart. */
function bitsFor(colours: number): number {
  return Math.ceil(Math.log2(colours));
}
