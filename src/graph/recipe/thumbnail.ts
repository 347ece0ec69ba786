/**
 * The options of a thumbnail, checked and complete.
 * Not here: choosing how to decode for it (plan/load/load-choice), or computing it (run/thumbnail/resample).
 * Read next: graph/recipe/thumbnail-geometry.
 */
import { UsageError } from "../../core/errors.ts";
import { checkOptionNames, type OptionNames } from "../../core/option-names.ts";

export const fits = ["inside", "cover", "contain", "fill"] as const;
/**
 * How the image meets the box: `inside` fits within it; `cover` fills it and crops; `contain` fits within it and pads;
 * `fill` ignores the aspect ratio.
 */
export type Fit = (typeof fits)[number];

export const crops = ["centre", "attention", "entropy"] as const;
/** The part that `cover` keeps. Animations are always cropped at the centre. */
export type Crop = (typeof crops)[number];

/** A box in pixels; one side may be free. */
export interface Box {
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

export interface ThumbnailOptions {
  /** Default `inside`. */
  readonly fit?: Fit;
  /** Default `centre`. */
  readonly crop?: Crop;
  /** Whether images smaller than the box are enlarged. Default false. */
  readonly enlarge?: boolean;
  /**
   * The colour of padding and under alpha: 1 or 3 values, 0 to 255. Default white; padding of images with alpha is
   * transparent.
   */
  readonly background?: readonly number[];
  /** Whether an animation keeps all frames (`all`) or only the first (`first`, the default). */
  readonly pages?: "first" | "all";
  /** Whether colours are converted to sRGB (`srgb`, the default), or stay in the embedded profile's space (`keep`). */
  readonly colour?: "srgb" | "keep";
}

const optionNames: OptionNames<ThumbnailOptions> = {
  fit: true,
  crop: true,
  enlarge: true,
  background: true,
  pages: true,
  colour: true,
};

/** Options with every default filled in. */
export interface ThumbnailSpec extends Required<Omit<ThumbnailOptions, "background">> {
  readonly box: Box;
  readonly background: readonly number[] | undefined;
}

/**
 * Parses `500` (a square box), `500x` (a width), `x500` (a height) or `500x400`.
 * @throws {UsageError} when the text is none of these.
 */
export function parseBox(text: string): Box {
  const match = /^(?:(\d+)(x?)|(\d*)x(\d+))$/i.exec(text.trim());
  if (match === null) {
    throw new UsageError(`"${text}" is not a size`, { cure: "Write 500, 500x (width), x500 (height) or 500x400." });
  }
  const [, alone, cross, width, height] = match;
  if (alone !== undefined) return cross === "" ? square(Number(alone)) : checkBox({ width: Number(alone) });
  return checkBox({ ...(width ? { width: Number(width) } : {}), height: Number(height) });
}

/** Checks every option and fills in the defaults. @throws {UsageError} naming the option that is wrong. */
export function thumbnailSpec(size: number | string | Box, options: ThumbnailOptions = {}): ThumbnailSpec {
  const box =
    typeof size === "number" ? square(size) : typeof size === "string" ? parseBox(size) : checkBox({ ...size });
  checkOptionNames("thumbnail", options, optionNames);
  const { fit = "inside", crop = "centre", enlarge = false, background, pages = "first", colour = "srgb" } = options;
  checkWord("fit", fit, fits);
  checkWord("crop", crop, crops);
  checkWord("pages", pages, ["first", "all"]);
  checkWord("colour", colour, ["srgb", "keep"]);
  const colours = background === undefined ? undefined : Object.freeze([...background]);
  if (colours !== undefined) checkBackground(colours);
  return Object.freeze({ box, fit, crop, enlarge, background: colours, pages, colour });
}

/** @throws {UsageError} when a word is not in a list. */
function checkWord(option: string, word: string, words: readonly string[]): void {
  if (words.includes(word)) return;
  throw new UsageError(`${option} is "${word}" and must be one of ${words.join(", ")}`, {
    cure: `Choose one of ${words.join(", ")}.`,
  });
}

function square(side: number): Box {
  return checkBox({ width: side, height: side });
}

const longestSide = 10_000_000;

function checkBox(box: Box): Box {
  const sides = [box.width, box.height].filter((side) => side !== undefined);
  const bad = sides.find((side) => !Number.isInteger(side) || side < 1 || side > longestSide);
  if (sides.length > 0 && bad === undefined) return Object.freeze(box);
  throw new UsageError(
    `a thumbnail's side is ${bad ?? "missing"} and must be a whole number from 1 to ${longestSide}`,
    {
      cure: "Give a width, a height or both, in pixels.",
    },
  );
}

/** @throws {UsageError} when a colour does not have 1 or 3 values from 0 to 255. */
export function checkBackground(background: readonly number[]): void {
  const inRange = background.every((value) => Number.isFinite(value) && value >= 0 && value <= 255);
  if (inRange && (background.length === 1 || background.length === 3)) return;
  throw new UsageError(`background is [${background.join(", ")}] and must be 1 or 3 numbers from 0 to 255`, {
    cure: "Give a grey such as [255], or red, green and blue such as [255, 255, 255].",
  });
}
