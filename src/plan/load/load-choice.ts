/**
 * Chooses how little of a file to decode for a result of a given size: a codec's own scale, or a pyramid's level.
 * Not here: the cost of decoding (plan/cost/decoder), or passing the choice to libvips (run/source/open-source).
 * Read next: plan/cost/decoder.
 */
import type { ByteRange } from "../../codec/jpeg-scans.ts";
import type { Rect, Size } from "../../core/rect.ts";
import type { Level, SourceHeader } from "../../graph/recipe/header.ts";
import { scansToSkip } from "./scan-choice.ts";

/** How a source is loaded: all options of libvips' loaders that decide its memory. */
export interface LoadChoice {
  /** JPEG: decode at 1/2, 1/4 or 1/8. */
  readonly shrink: 1 | 2 | 4 | 8;
  /** Progressive JPEG: the parts of the file that the result does not need, in order. */
  readonly skip: readonly ByteRange[];
  /** WebP, SVG and PDF: decode or draw at this scale. */
  readonly scale: number;
  /** The pyramid's level to read instead of the full image. */
  readonly level: Level | undefined;
  /** A store: the part of it that is loaded, in pixels of the image. */
  readonly region: Rect | undefined;
  /** Pages to load, from the first; more than one makes a tall image of all of them. */
  readonly pages: number;
  /** The size of one loaded page, or of the region. */
  readonly size: Size;
}

/**
 * How much finer than the result the decoder's scale must stay, so that the resampler still decides the quality. Mean
 * difference against full decodes with Lanczos, over 46 photos to 500 pixels: 0.94 of 255 at the median and 3.0 at
 * worst when the codec takes the whole factor (1); 0.36 and 1.9 with 1.5; 0.29 and 0.7 with libvips' own 2. A share of
 * 2 costs 10 % more processor time than 1, and 1.5 costs 3 %.
 */
export const resamplerShare = 1.5;

/** Loads the image as it is stored. */
export function wholeImage(header: Size, pages = 1): LoadChoice {
  const { width, height } = header;
  return { shrink: 1, skip: [], scale: 1, level: undefined, region: undefined, pages, size: { width, height } };
}

/**
 * The cheapest load from which `wanted` (not yet rotated) can be resampled well: at least `share` times as fine, where
 * the file has that.
 */
export function chooseLoad(header: SourceHeader, wanted: Size, pages: number, share = resamplerShare): LoadChoice {
  const whole = wholeImage(header, pages);
  const factor = Math.min(header.width / wanted.width, header.height / wanted.height);
  switch (header.codec) {
    case "jpeg":
      return chooseShrink(whole, factor, header, share);
    case "webp":
      return factor > share ? atScale(whole, share / factor) : whole;
    case "svg":
    case "pdf":
      return atScale(whole, Math.max(wanted.width / header.width, wanted.height / header.height));
    default:
      return pages === 1 ? chooseLevel(whole, header.levels, wanted, share) : whole;
  }
}

function chooseShrink(whole: LoadChoice, factor: number, { facts }: SourceHeader, share: number): LoadChoice {
  const shrink = ([8, 4, 2] as const).find((candidate) => candidate * share <= factor) ?? 1;
  const { width, height } = whole.size;
  const size = { width: Math.ceil(width / shrink), height: Math.ceil(height / shrink) };
  const skip = facts?.codec === "jpeg" ? scansToSkip(facts.jpeg, factor / share, shrink) : [];
  return { ...whole, shrink, skip, size };
}

function atScale(whole: LoadChoice, scale: number): LoadChoice {
  const { width, height } = whole.size;
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  return { ...whole, scale, size };
}

function chooseLevel(whole: LoadChoice, levels: readonly Level[], wanted: Size, share: number): LoadChoice {
  const fine = levels.filter(({ width, height }) => width >= wanted.width * share && height >= wanted.height * share);
  const level = fine.reduce<Level | undefined>(
    (min, next) => (min === undefined || next.width < min.width ? next : min),
    undefined,
  );
  return level === undefined ? whole : { ...whole, level, size: { width: level.width, height: level.height } };
}
