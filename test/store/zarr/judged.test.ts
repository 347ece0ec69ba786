/**
 * Our own stores, read by other implementations: version 2 by zarr-python, version 3 with shards by zarrita.
 * Not here: their stores, read by us (test/store/zarr/foreign.test.ts, test/store/zarr/version-3.test.ts).
 * Read next: test/store/zarr/zarr-python.ts, test/store/zarr/zarrita-reader.ts.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PixelFormat, pixelFormats } from "../../../src/core/pixel-format.ts";
import { pelBytes } from "../../../src/graph/recipe/header.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import type { ZarrLayout } from "../../../src/store/zarr/write/create-options.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { randomBytesOf } from "../plain-array.ts";
import { askPython, testByZarr } from "./zarr-python.ts";
import { readByZarrita } from "./zarrita-reader.ts";

const folder = temporaryFolder();

/** Writes an image in strips that do not match the chunks. @returns its path and samples. */
async function write(name: string, shape: StoredShape, layout: ZarrLayout) {
  const path = join(folder, `${name}.zarr`);
  const rowBytes = shape.width * pelBytes(shape);
  const samples = randomBytesOf(seededRandom(shape.bands), shape.height * rowBytes);
  await using store = await createZarr(path, shape, { ...layout, attributes: { xres: 4, yres: 4 } });
  for (let top = 0; top < shape.height; top += 23) {
    const height = Math.min(23, shape.height - top);
    await store.write(
      { left: 0, top, width: shape.width, height },
      samples.subarray(top * rowBytes, (top + height) * rowBytes),
    );
  }
  await store.finish();
  writeFileSync(`${path}.bin`, samples);
  return { path, samples };
}

function shapeOf(format: PixelFormat, bands = 3): StoredShape {
  return { width: 130, height: 90, bands, format, chunk: { width: 32, height: 32 } };
}

const judge = `
path, dtype, planar = sys.argv[1:4]
array = zarr.open(path, "r")
array = array["0"] if planar == "planar" else array
expected = np.fromfile((path) + ".bin", dtype).reshape(90, 130, -1)
found = array[...]
found = found.transpose(1, 2, 0) if planar == "planar" else found
print(found.dtype.str, found.tobytes() == expected.tobytes(), array.chunks)
`;

const dtypes: Readonly<Record<PixelFormat, string>> = {
  ...{ uchar: "|u1", char: "|i1", ushort: "<u2", short: "<i2", uint: "<u4", int: "<i4" },
  ...{ float: "<f4", complex: "<c8", double: "<f8", dpcomplex: "<c16" },
};

describe("zarr-python reads version 2", () => {
  testByZarr.each(pixelFormats)("of %s", async (format) => {
    const { path } = await write(`v2-${format}`, shapeOf(format), { version: 2 });
    expect(askPython(judge, path, dtypes[format], "plain")).toBe(`${dtypes[format]} True (32, 32, 3)`);
  });

  testByZarr.each(["zlib", "rle", "none"] as const)("packed by %s", async (compression) => {
    const { path } = await write(`v2-${compression}`, shapeOf("ushort", 2), { version: 2, compression });
    expect(askPython(judge, path, "<u2", "plain")).toBe("<u2 True (32, 32, 2)");
  });

  testByZarr("at several sizes, channels first", async () => {
    const { path } = await write("v2-levels", shapeOf("short"), { version: 2, pyramid: true });
    expect(askPython(judge, path, "<i2", "planar")).toBe("<i2 True (3, 32, 32)");
  });
});

describe("zarrita reads version 3", () => {
  const known = pixelFormats.filter((format) => !format.endsWith("complex"));
  test.each(known)("in shards, of %s", async (format) => {
    const { path, samples } = await write(`v3-${format}`, shapeOf(format), { shard: { width: 64, height: 96 } });
    const { shape, bytes } = await readByZarrita(path);
    expect(shape).toEqual([90, 130, 3]);
    expect(Buffer.compare(bytes, samples)).toBe(0);
  });

  test.each([
    ["one shard", {}],
    ["files", { shard: false }],
    ["not packed", { compression: "none", shard: { width: 32, height: 32 } }],
    ["rle", { compression: "rle", level: 9 }],
  ] as const)("%s", async (name, layout) => {
    const { path, samples } = await write(`v3 ${name}`, shapeOf("ushort", 4), layout);
    expect(Buffer.compare((await readByZarrita(path)).bytes, samples)).toBe(0);
  });

  test("at several sizes, channels first", async () => {
    const { path, samples } = await write("v3-levels", shapeOf("uchar"), { pyramid: true });
    const { shape, bytes } = await readByZarrita(path, "0");
    expect(shape).toEqual([3, 90, 130]);
    const planes = [0, 1, 2].flatMap((band) => [...samples.filter((_, index) => index % 3 === band)]);
    expect(Buffer.compare(bytes, Uint8Array.from(planes))).toBe(0);
  });
});

describe("a large image", () => {
  test("is few files", async () => {
    const shape: StoredShape = {
      width: 1000,
      height: 700,
      bands: 1,
      format: "uchar",
      chunk: { width: 16, height: 16 },
    };
    const { path, samples } = await write("many", shape, { shard: { width: 256, height: 256 } });
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    // 63 × 44 chunks in 4 × 3 shards, and the metadata.
    expect(files).toHaveLength(13);
    expect(Buffer.compare((await readByZarrita(path)).bytes, samples)).toBe(0);
  });
});
