/**
 * The memory of each encoder while it runs, from the image and the options.
 * Not here: the sink in front of it (plan/cost/pipeline).
 * Read next: plan/make-plan. docs/explanation/memory.md has the measurement that checks each entry.
 */

import type { ChunkedShape } from "../../codec/chunks-at-work.ts";
import { sampleBytes } from "../../core/pixel-format.ts";
import { type Term, term } from "../../core/term.ts";
import { chunkOf } from "../../graph/output/chunk.ts";
import type { OutputFormat } from "../../graph/output/encoding.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { type ImageHeader, imageBytes, pelBytes } from "../../graph/recipe/header.ts";
import { pyramidSizes } from "../../graph/tiles/pyramid-sizes.ts";
import { allRows, heldPixels, memorySink, rowTerms } from "./pipeline.ts";
import { hdf5WriteTerms } from "./store-writing.ts";
import { type ChosenOptions, mayPack, packedTiffTerms, tiffShape } from "./tiff.ts";
import { zarrWriteTerms } from "./zarr.ts";

/** The peak memory of writing `image` (all pages of it) in this format. */
export function encoderTerms(
  image: ImageHeader,
  format: OutputFormat,
  options: ChosenOptions,
  threads: number,
): Term[] {
  const held = isFitted({ format, options }) ? fittedTerms(image, threads) : [];
  return [...held, ...prices[format](image, image.width * image.height, options, threads)];
}

/**
 * JPEGs up to this many pixels are coded in two passes, for 5 % smaller files. libjpeg then keeps every coefficient, as
 * for progressive files.
 */
const optimisedPixels = 4_000_000;

/** Whether a JPEG is coded in two passes. */
function isOptimised({ optimise = false, interlace = false, trellisQuant = false }: EncodeOptions): boolean {
  return optimise || interlace || trellisQuant;
}

/** Whether colours are stored at full size: by libvips' own choice from a quality of 90 on. */
function isFullColour({ subsampleMode = "auto" }: EncodeOptions, quality: number): boolean {
  return subsampleMode === "off" || (subsampleMode === "auto" && quality >= 90);
}

/** Whether the highest quality is looked for that fits into `maxBytes`. */
export function isFitted({ format, options }: { readonly format: string; readonly options: EncodeOptions }): boolean {
  return options.maxBytes !== undefined && (format === "jpeg" || format === "webp" || format === "avif");
}

/** The pixels wait while they are encoded several times, and so do the bytes of each time. */
function fittedTerms(image: ImageHeader, threads: number): Term[] {
  const bytes = term("encoder", "bytes of each quality", imageBytes(image) * 2);
  return [heldPixels("pixels for several encodings", image, pelBytes(image), image.pages), memorySink(threads), bytes];
}

/** What is wanted of an encoder. */
interface Wished {
  readonly format: string;
  readonly options: EncodeOptions;
  /** Whether the encoded bytes stay in memory instead of going to a file. */
  readonly toMemory: boolean;
  /** Whether the encoder runs for a reader of its bytes. Default false. */
  readonly streamed?: boolean | undefined;
}

/**
 * The options with the planner's decisions. With `streaming`, the encoder must hold no whole image at any size, unless
 * an option asks for it.
 */
export function chosenOptions(
  image: ImageHeader,
  { format, options: asked, toMemory, streamed = false }: Wished,
  streaming: boolean,
): { readonly options: ChosenOptions; readonly told: readonly string[] } {
  const options = isFitted({ format, options: asked }) ? { ...asked, quality: asked.quality ?? 100 } : asked;
  if (format === "tiff" && !toMemory && !streamed && mayPack(image, options)) {
    if (streaming) return { options, told: ["compressed by libvips on one thread, which holds fewer rows"] };
    return { options: { ...options, tile: true, packed: true }, told: [] };
  }
  if (format !== "jpeg" || options.optimise !== undefined) return { options, told: [] };
  if (isOptimised(options)) return { options: { ...options, optimise: true }, told: [] };
  const optimise = !streaming && image.width * image.height <= optimisedPixels;
  const told = optimise ? [] : ["coded in one pass, which holds a few rows only (some 5 % larger; see optimise)"];
  return { options: { ...options, optimise }, told };
}

/** `frame` is the number of pixels of one page. */
type Price = (image: ImageHeader, frame: number, options: ChosenOptions, threads: number) => Term[];

const prices: { readonly [F in OutputFormat]: Price } = {
  jpeg: (image, frame, options) => [
    term("encoder", "jpeg rows", image.width * 3 * 32 + 500_000),
    ...(isOptimised(options) ? [jpegCoefficients(image, frame, options)] : []),
  ],
  png: (image, frame, options) => [
    term("encoder", "png rows and deflate state", image.width * 8 * 6 + 1_000_000),
    ...(options.interlace === true
      ? [term("encoder", "png interlaced image", growing(frame, 20, 15_000_000, pelBytes(image)))]
      : []),
    // A table of all colours, which is thinned out where it grows too large.
    ...(isQuantised(image, options) ? [term("encoder", "png palette", growing(frame, 70, 55_000_000, 11))] : []),
  ],
  webp: (image, frame, options) => {
    const { effort = 4 } = options;
    // Each frame of an animation is tried both ways.
    const lossless = options.lossless === true || options.nearLossless === true || options.mixed === true;
    const kind = lossless ? "lossless" : options.smartSubsample === true ? "smart" : "lossy";
    const { plain, alpha } = webpPerPixel[kind][effort <= (lossless ? 0 : 1) ? "quick" : "default"];
    const state = frame * (plain + (image.hasAlpha ? alpha : 0)) + (lossless ? 8_000_000 : 2_000_000);
    // Encoded frames of an animation wait until the last one is known.
    const frames = image.pages > 1 ? frame * image.pages * 9.5 : 0;
    return [term("encoder", "webp frame and encoder state", state + frames)];
  },
  avif: ({ hasAlpha, format }, frame, options) => {
    const { lossless = false, quality = 50, effort = 4, bitdepth = format === "ushort" ? 12 : 8 } = options;
    const kind = lossless ? "lossless" : isFullColour(options, quality) ? "fullColour" : "halfColour";
    const { tables, perPixel } = avifState[effort <= 1 ? "quick" : "default"][kind];
    // Samples of more than 8 bits take two bytes.
    const deep = bitdepth === 8 ? 0 : frame * (kind === "halfColour" ? 13 : 21);
    const alpha = hasAlpha ? growing(frame, 44, 12_000_000, 12) : 0;
    return [term("encoder", "avif frame and encoder state", growing(frame, 80, tables, perPixel) + deep + alpha)];
  },
  gif: ({ pages }, frame) => [
    term("encoder", "gif frames and palette", frame * pages * 14 + 6_000_000),
    ...(pages > 1 ? [term("encoder", "gif animation", 30_000_000)] : []),
  ],
  tiff: (image, _, options, threads) => {
    if (options.packed === true) return [...packedTiffTerms(tiffShape(image, options.tileSize), threads)];
    const rows = Math.min(image.height, options.tile === true ? (options.tileSize ?? 128) : 128);
    const { compression = "deflate", pyramid = false } = options;
    const isCodec = codecsInTiff.has(compression);
    const band = image.width * rows * pelBytes(image);
    // Smaller levels go to a file of their own; on the way each holds more where samples are small.
    const levels = band * (isCodec || sampleBytes(image.format) > 1 ? 4 : 9);
    return [
      // Without compression, one more strip is in flight.
      term("encoder", "tiff rows", band * (compression === "none" && options.tile !== true ? 2 : 1) + 500_000),
      ...(pyramid ? [term("encoder", "tiff levels", levels)] : []),
      ...(isCodec ? [term("encoder", `${compression} in tiff`, threads * 3_400_000)] : []),
    ];
  },
  v: () => [term("encoder", "v header", 100_000)],
  dz: (image, _, { tileSize = 254 }, threads) => tileLevels(image, tileSize, threads),
  iiif: (image, _, { tileSize = 512 }, threads) => tileLevels(image, tileSize, threads),
  // Rows go to chunks through JavaScript.
  hdf5: (image, _, options) => [...rowTerms(), ...hdf5WriteTerms(chunked(image, options))],
  zarr: (image, _, options) => {
    const shape = chunked(image, options);
    const levels = options.pyramid === true ? (options.levels ?? true) : false;
    const sizes = pyramidSizes(shape, shape.chunk, levels).map((size) => ({ ...shape, ...size }));
    return [...rowTerms(), ...zarrWriteTerms(sizes)];
  },
};

/** Two bytes for each coefficient; looking for the best scans keeps what it has tried. */
function jpegCoefficients(image: ImageHeader, frame: number, options: EncodeOptions): Term {
  const isFull = image.bands >= 3 && isFullColour(options, options.quality ?? 80);
  const scans = options.optimizeScans === true ? frame * (isFull ? 1.3 : 0.8) : 0;
  return term("encoder", "jpeg coefficients", frame * (isFull ? 12.5 : 6.3) + scans + 2_500_000);
}

/** A colour image that is to have fewer than 8 bits gets a palette, too. */
function isQuantised({ bands }: ImageHeader, { palette = false, bitdepth = 8 }: EncodeOptions): boolean {
  return palette || (bitdepth < 8 && bands >= 3);
}

/** Every level has rows of tiles of its own, half as wide as in the level above. */
function tileLevels(image: ImageHeader, tileSize: number, threads: number): Term[] {
  const rows = 2 * image.width * (tileSize + 2) * pelBytes(image) * 2;
  return [term("encoder", "levels and tiles", rows + threads * 2_800_000)];
}

function chunked(image: ImageHeader, options: EncodeOptions): ChunkedShape {
  const rows = allRows(image);
  const { bands, format } = image;
  return { ...rows, bands, format, chunk: chunkOf(options, rows) };
}

/** Compressions that are codecs themselves, with state for each thread. */
const codecsInTiff: ReadonlySet<string> = new Set(["jpeg", "webp"]);

/** Tables, and bytes per pixel, for libvips' effort 0 or 1, and above. */
const avifState = {
  quick: {
    halfColour: { tables: 12_000_000, perPixel: 17.5 },
    fullColour: { tables: 20_000_000, perPixel: 29 },
    lossless: { tables: 30_000_000, perPixel: 36 },
  },
  default: {
    halfColour: { tables: 50_000_000, perPixel: 18 },
    fullColour: { tables: 56_000_000, perPixel: 30 },
    lossless: { tables: 56_000_000, perPixel: 35 },
  },
} as const;

/** Bytes per pixel, for libvips' effort 0 or 1, and above; alpha is always lossless. */
const webpPerPixel = {
  lossy: { quick: { plain: 5.2, alpha: 25 }, default: { plain: 8, alpha: 36 } },
  smart: { quick: { plain: 16.5, alpha: 25 }, default: { plain: 16.5, alpha: 36 } },
  lossless: { quick: { plain: 18, alpha: 0 }, default: { plain: 37, alpha: 36 } },
} as const;

/** Encoders with tables of their own grow steeply until these are full, and then by the pixel. */
function growing(pixels: number, steep: number, tables: number, perPixel: number): number {
  return Math.min(pixels * steep, tables + pixels * perPixel);
}
