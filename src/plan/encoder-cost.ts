/**
 * What each encoder holds in memory while it runs, as a function of the image and the options.
 * Not here: the sink in front of it (plan/pipeline-cost).
 * Read next: plan/make-plan. docs/memory.md has the measurement that checks each entry.
 */
import type { EncodeOptions, OutputFormat } from "../graph/encoding.ts";
import type { ImageHeader } from "../graph/header.ts";
import { type Term, term } from "./term.ts";

/** What writing `image` (of one page, all pages counted) in this format holds at its peak. */
export function encoderTerms(image: ImageHeader, format: OutputFormat, options: EncodeOptions): Term[] {
  return prices[format](image, image.width * image.height, options);
}

/**
 * JPEGs up to this many pixels are coded in two passes, for 5 % smaller files; libjpeg then keeps every coefficient,
 * as it does for progressive ones.
 */
const optimisedPixels = 4_000_000;

/** Whether a JPEG is coded in two passes. */
function isOptimised({ optimise = false, interlace = false }: EncodeOptions): boolean {
  return optimise || interlace;
}

/**
 * The options with what was left to the planner. `streaming`: whatever the size, the encoder is to hold no whole image
 * unless it was told to.
 */
export function chosenOptions(
  image: ImageHeader,
  { format, options }: { readonly format: string; readonly options: EncodeOptions },
  streaming: boolean,
): { readonly options: EncodeOptions; readonly told: readonly string[] } {
  if (format !== "jpeg" || options.optimise !== undefined) return { options, told: [] };
  if (options.interlace === true) return { options: { ...options, optimise: true }, told: [] };
  const optimise = !streaming && image.width * image.height <= optimisedPixels;
  const told = optimise ? [] : ["coded in one pass, which holds a few rows only (some 5 % larger; see optimise)"];
  return { options: { ...options, optimise }, told };
}

/** `frame` is the number of pixels of one page: all encoders work through pages one by one. */
type Price = (image: ImageHeader, frame: number, options: EncodeOptions) => Term[];

const prices: { readonly [F in OutputFormat]: Price } = {
  jpeg: (image, frame, options) => [
    term("encoder", "jpeg rows", image.width * 3 * 32 + 500_000),
    ...(isOptimised(options) ? [term("encoder", "jpeg coefficients", frame * 6.3 + 2_500_000)] : []),
  ],
  png: (image, frame, options) => [
    term("encoder", "png rows and deflate state", image.width * 8 * 6 + 1_000_000),
    ...(options.interlace === true
      ? [term("encoder", "png interlaced image", growing(frame, 20, 15_000_000, image.bands * 1.2))]
      : []),
  ],
  webp: ({ hasAlpha }, frame, { lossless = false }) => {
    const alpha = hasAlpha ? 36 : 0;
    const size = lossless ? frame * (37 + alpha) + 8_000_000 : frame * (8 + alpha) + 2_000_000;
    return [term("encoder", "webp frame and encoder state", size)];
  },
  avif: ({ hasAlpha }, frame, { lossless = false }) => {
    const plain = lossless ? growing(frame, 80, 56_000_000, 35) : growing(frame, 56, 50_000_000, 18);
    const alpha = hasAlpha ? growing(frame, 44, 42_000_000, 12) : 0;
    return [term("encoder", "avif frame and encoder state", plain + alpha)];
  },
  gif: (_, frame) => [term("encoder", "gif frame and palette", growing(frame, 72, 96_000_000, 6))],
  tiff: (image, frame, options) => {
    const rows = Math.min(image.height, options.tile === true ? 256 * 2 : 128);
    const levels = options.pyramid === true ? frame * image.bands * 0.5 : 0;
    return [term("encoder", "tiff rows", image.width * rows * image.bands * 2 + levels + 500_000)];
  },
};

/** Encoders with tables of their own grow steeply while these fill up, and then by the pixel. */
function growing(pixels: number, steep: number, tables: number, perPixel: number): number {
  return Math.min(pixels * steep, tables + pixels * perPixel);
}
