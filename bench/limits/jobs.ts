/**
 * The five jobs of the search for each contender's smallest limit: two thumbnails, and three of a whole image.
 * Not here: how a contender does them (bench/limits/contenders).
 * Read next: bench/limits/contenders.ts.
 */
import type { Size } from "../../src/core/rect.ts";
import { sizes } from "../budget/case.ts";
import { type InputKind, writeInput } from "../budget/inputs.ts";

export type JobName = "thumbnail" | "progressive" | "blur" | "convert" | "rotate";

export interface Job {
  readonly name: JobName;
  /** For people. */
  readonly title: string;
  readonly kind: InputKind;
  readonly input: Size;
  readonly result: Size;
  readonly ending: "jpg" | "tif";
}

const thumbnail: Size = { width: 500, height: 333 };
const large = sizes["100 MP"];

/** All JPEGs have quality 80. The TIFF has tiles of 128, with deflate after horizontal differencing. */
export const jobs: readonly Job[] = [
  {
    name: "thumbnail",
    title: "24-megapixel JPEG to 500 pixels, JPEG",
    kind: "jpeg 4:2:0",
    input: sizes["24 MP"],
    result: thumbnail,
    ending: "jpg",
  },
  {
    name: "progressive",
    title: "24-megapixel progressive JPEG to 500 pixels, JPEG",
    kind: "jpeg progressive 4:2:0",
    input: sizes["24 MP"],
    result: thumbnail,
    ending: "jpg",
  },
  {
    name: "blur",
    title: "100-megapixel JPEG, Gaussian blur of 2, to a tiled TIFF",
    kind: "jpeg 4:2:0",
    input: large,
    result: large,
    ending: "tif",
  },
  {
    name: "convert",
    title: "100-megapixel JPEG to JPEG",
    kind: "jpeg 4:2:0",
    input: large,
    result: large,
    ending: "jpg",
  },
  {
    name: "rotate",
    title: "100-megapixel JPEG turned by 90°, to JPEG",
    kind: "jpeg 4:2:0",
    input: large,
    result: { width: large.height, height: large.width },
    ending: "jpg",
  },
];

/** Makes the input unless it exists. */
export function inputOf({ kind, input }: Job): Promise<string> {
  return writeInput(kind, input);
}
