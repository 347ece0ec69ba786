/**
 * Checks whether two TIFF files have the same coding and the same pixels, so that their times can be compared.
 * Not here: TIFFs of several pages; this reads only the first.
 * Read next: bench/blur.ts, src/codec/tiff-entries.ts.
 */
import { closeSync, fstatSync, openSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileReader } from "../../src/codec/byte-reader.ts";
import { readTiffEntries, readTiffHeader, readTiffValues } from "../../src/codec/tiff-entries.ts";
import { formatBytes } from "../../src/core/bytes.ts";
import { open } from "../../src/index.ts";

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
  /** The largest difference of all samples, in steps of the sample's format. */
  readonly largest: number;
  readonly mean: number;
}

export async function pixelDifference(one: string, other: string): Promise<PixelDifference> {
  const [first, second] = [await open(one), await open(other)];
  const difference = first.subtract(second).abs();
  return { largest: await difference.max(), mean: await difference.avg() };
}

/** In words, whether other files have the coding, size and pixels of Sluice's own. Each is `NAME.tif` in a folder. */
export async function samenessText(folder: string, own: string, others: readonly string[]): Promise<string> {
  const path = (name: string): string => join(folder, `${name}.tif`);
  const size = (name: string): string => formatBytes(statSync(path(name)).size);
  const lines = [`Written: ${codingOf(path(own))}; ${size(own)}.`];
  for (const name of others) {
    const coding = codingOf(path(name)) === codingOf(path(own)) ? "the same coding" : codingOf(path(name));
    const { largest, mean } = await pixelDifference(path(own), path(name));
    const difference =
      largest === 0 ? "the same pixels" : `samples differ by ${largest} at most, ${mean.toFixed(3)} in the mean`;
    lines.push(`By ${name}: ${coding}, ${size(name)}, ${difference}.`);
  }
  return lines.join("\n");
}
