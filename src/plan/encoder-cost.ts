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
  const pixels = image.width * image.height * image.pages;
  return prices[format](image, pixels, options);
}

type Price = (image: ImageHeader, pixels: number, options: EncodeOptions) => Term[];

const prices: { readonly [F in OutputFormat]: Price } = {
  jpeg: (image, pixels, options) => [
    term("encoder", "jpeg rows", image.width * 3 * 32 + 500_000),
    // libjpeg keeps every coefficient when it needs more than one pass.
    ...(options.interlace === true ? [term("encoder", "jpeg coefficients", pixels * 6)] : []),
  ],
  png: (image, pixels, options) => [
    term("encoder", "png rows and deflate state", image.width * 8 * 6 + 1_000_000),
    ...(options.interlace === true ? [term("encoder", "png interlaced image", pixels * image.bands)] : []),
  ],
  webp: (image, _, options) => {
    const frame = image.width * image.height;
    return [term("encoder", "webp frame", frame * (options.lossless === true ? 32 : 16) + 1_000_000)];
  },
  avif: (_, pixels) => [term("encoder", "avif frame and encoder state", pixels * 40 + 24_000_000)],
  gif: (image, pixels) => [term("encoder", "gif frames and palette", (pixels + image.width * image.height) * 12)],
  tiff: (image, pixels, options) => {
    const rows = Math.min(image.height, options.tile === true ? 256 * 2 : 128);
    const levels = options.pyramid === true ? pixels * image.bands : 0;
    return [term("encoder", "tiff rows", image.width * rows * image.bands * 2 + levels + 500_000)];
  },
};
