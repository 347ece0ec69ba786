/**
 * The stores among the inputs of the budget matrix: those that Sluice's own readers read, and one that
 * only libhdf5 reads.
 * Not here: other inputs (bench/budget/inputs).
 * Read next: src/plan/cost/store-writing.ts.
 */
import { existsSync, renameSync } from "node:fs";
import { join } from "node:path";
import { File, ready } from "h5wasm/node";
import type { Size } from "../../src/core/rect.ts";
import { open } from "../../src/index.ts";

const kinds = {
  hdf5: { ending: "h5", options: {} },
  "hdf5 raw": { ending: "h5", options: { compression: "none" } },
  zarr: { ending: "zarr", options: {} },
  "zarr 2": { ending: "zarr", options: { version: 2 } },
  "zarr pyramid": { ending: "zarr", options: { pyramid: true } },
} as const;

/** Written by libhdf5 with one chunk per band. Sluice's own reader leaves such files to libhdf5. */
const foreign = "hdf5 by bands";

export type StoreKind = keyof typeof kinds | typeof foreign;

export const storeKinds = [...Object.keys(kinds), foreign] as readonly StoreKind[];

/** Makes the store from an image of that size, unless an earlier run has left it. */
export async function writeStore(
  kind: StoreKind,
  { width, height }: Size,
  folder: string,
  image: string,
): Promise<string> {
  const { ending, options } = kind === foreign ? { ending: "h5", options: {} } : kinds[kind];
  const file = join(folder, `${kind.replaceAll(" ", "-")}-${width}x${height}.${ending}`);
  if (existsSync(file)) return file;
  const opened = await open(image);
  if (kind !== foreign) {
    await opened.save(file, options);
    return file;
  }
  using pixels = await opened.pixels();
  await ready;
  const made = new File(`${file}.part`, "w");
  made.create_dataset({
    name: "image",
    data: pixels.data,
    shape: [height, width, opened.bands],
    chunks: [256, 256, 1],
    compression: 1,
  });
  made.close();
  renameSync(`${file}.part`, file);
  return file;
}
