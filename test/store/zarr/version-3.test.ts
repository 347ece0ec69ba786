/**
 * Stores of version 3, written by a short Python program from the specification; zarrita confirms how to read them.
 * Not here: version 2 (test/store/zarr/foreign.test.ts), or our own stores (test/store/zarr/judged.test.ts).
 * Read next: test/store/zarr/write_v3.py.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect } from "vitest";
import { openZarr } from "../../../src/store/zarr/open.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { python, testByZarr } from "./zarr-python.ts";
import { readByZarrita } from "./zarrita-reader.ts";

const folder = temporaryFolder();
const script = fileURLToPath(new URL("./write_v3.py", import.meta.url));

beforeAll(() => {
  if (python !== undefined) execFileSync(python, [script, folder]);
}, 30_000);

const all = [
  ...["plain", "raw", "sharded", "start", "unchecked", "zstd", "blosc", "summed", "summed-raw", "big", "turned"],
  ...[
    "turned-odd",
    "split-bands",
    "keys-v2",
    "keys-dot",
    "holes",
    "holes-bits",
    "complex64",
    "complex128",
    "planar",
    "grey",
  ],
];
/**
 * zarrita has no complex numbers, no indexes at the start and no floats by their bits, and does not interleave planes.
 */
const notForZarrita = ["complex64", "complex128", "start", "holes-bits", "planar"];

describe("of version 3", () => {
  testByZarr.each(all)("%s", async (name) => {
    const { shape } = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8"));
    const expected = readFileSync(join(folder, `${name}.bin`));
    const path = join(folder, `${name}.zarr`);
    await using store = await openZarr(path);
    const [height, width, bands = 1] = shape;
    expect(store.shape).toMatchObject({ width, height, bands });
    expect(Buffer.compare(await store.read({ left: 0, top: 0, width, height }), expected)).toBe(0);
    if (notForZarrita.includes(name)) return;
    expect(Buffer.compare((await readByZarrita(path)).bytes, expected)).toBe(0);
  });
});
