/**
 * Whether two TIFF files are coded in the same way and hold the same pixels, so that their times can be compared.
 * Not here: TIFFs of several pages; only the first is looked at.
 * Read next: bench/blur.ts, src/codec/tiff-entries.ts.
 */
import { closeSync, fstatSync, openSync } from "node:fs";
import { fileReader } from "../src/codec/byte-reader.ts";
import { readTiffEntries, readTiffHeader, readTiffValues } from "../src/codec/tiff-entries.ts";
import { open } from "../src/index.ts";

const tags: ReadonlyMap<number, string> = new Map([
  [256, "width"],
  [257, "height"],
  [258, "bits"],
  [259, "compression"],
  [262, "photometric"],
  [277, "samples"],
  [317, "predictor"],
  [322, "tile width"],
  [323, "tile height"],
]);

/** The coding of the first page, such as `compression 8, predictor 2, tile width 128`. */
export function codingOf(file: string): string {
  const descriptor = openSync(file, "r");
  try {
    const reader = fileReader(descriptor, fstatSync(descriptor).size);
    const layout = readTiffHeader(reader);
    const directory = layout && readTiffEntries(reader, layout, layout.first, new Set(tags.keys()));
    if (layout === undefined || directory === undefined) throw new Error(`${file} is no TIFF`);
    return [...directory.entries]
      .map(([tag, entry]) => `${tags.get(tag)} ${readTiffValues(reader, layout, entry, 1)[0]}`)
      .sort()
      .join(", ");
  } finally {
    closeSync(descriptor);
  }
}

export interface PixelDifference {
  /** Of all samples, in steps of the sample's format. */
  readonly largest: number;
  readonly mean: number;
}

export async function pixelDifference(one: string, other: string): Promise<PixelDifference> {
  const [first, second] = [await open(one), await open(other)];
  const difference = first.subtract(second).abs();
  return { largest: await difference.max(), mean: await difference.avg() };
}
