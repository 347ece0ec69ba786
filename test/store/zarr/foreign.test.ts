/**
 * Stores that zarr-python wrote: codecs, filters, types, byte orders, layouts, holes. Our reader gives the same pixels.
 * Not here: version 3, which that zarr-python does not write (test/store/zarr/judged.test.ts,
 * test/store/zarr/version-3.test.ts).
 * Read next: test/store/zarr/write_stores.py.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect } from "vitest";
import { type OpenZarrOptions, openZarr } from "../../../src/store/zarr/open.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { python, testByZarr } from "./zarr-python.ts";

const folder = temporaryFolder();
const script = fileURLToPath(new URL("./write_stores.py", import.meta.url));

beforeAll(() => {
  if (python !== undefined) execFileSync(python, [script, folder]);
}, 30_000);

async function compare(name: string, options: OpenZarrOptions = {}): Promise<void> {
  const { shape } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
  await using store = await openZarr(join(folder, `${name}.zarr`), options);
  const [height, width, bands = 1] = shape;
  expect(store.shape).toMatchObject({ width, height, bands });
  const all = await store.read({ left: 0, top: 0, width, height });
  expect(Buffer.compare(all, readFileSync(join(folder, `${name}.bin`)))).toBe(0);
}

const types = ["u1", "i1", "u2", "i2", "u4", "i4", "f4", "f8", "c8", "c16", "b1"];

describe("of zarr-python", () => {
  testByZarr.each([
    ...["none", "gzip", "zlib", "zstd", "lz4", "blosc-lz4", "blosc-zstd-bits", "blosc-zlib"].map(
      (name) => `codec-${name}`,
    ),
    ...types.flatMap((name) => [`type-${name}`, `default-${name}`]),
    ...["u2", "i4", "f4", "f8", "c8", "c16"].map((name) => `big-${name}`),
    ...["order-f", "order-f-big", "odd-chunks", "odd-chunks-blosc", "one-chunk", "planar", "nested", "grey"],
    ...["delta", "shuffle", "scaled", "sparse-zero", "sparse-seven", "sparse-nan", "sparse-inf"],
  ])("%s", async (name) => await compare(name));

  testByZarr("one page of a stack, by axes", async () => {
    await compare("stack", { axes: "tzyxc", page: 6 });
    await compare("tczyx", { page: 6 });
  });

  testByZarr("how many pages there are", async () => {
    await using store = await openZarr(join(folder, "tczyx.zarr"));
    expect(store.attributes["n-pages"]).toBe(12);
    await expect(openZarr(join(folder, "tczyx.zarr"), { page: 12 })).rejects.toMatchObject({
      tag: "usage",
      message: `${join(folder, "tczyx.zarr")}: there is no page 12: it has 12`,
    });
  });
});
