/**
 * The levels of an image that is written once: every level is the mean of the one above, by loops written out here.
 * Not here: the metadata of OME-Zarr (test/store/zarr/ome.unit.test.ts).
 * Read next: src/store/chunks/pyramid.ts, src/store/chunks/downsample.ts.
 */
import { describe, expect, test } from "vitest";
import { isComplex, type PixelFormat, pixelFormats, samplesFrom } from "../../../src/core/pixel-format.ts";
import { pelBytes } from "../../../src/graph/recipe/header.ts";
import { pyramidSizes } from "../../../src/graph/tiles/pyramid-sizes.ts";
import { ChunkedStore } from "../../../src/store/chunks/chunked-store.ts";
import { PyramidStore } from "../../../src/store/chunks/pyramid.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../plain-array.ts";
import { MemoryChunks } from "./memory-chunks.ts";

const chunk = { width: 8, height: 8 };
const isWhole = (format: PixelFormat): boolean => !["float", "double"].includes(format) && !isComplex(format);

/** Finite numbers of a format, large enough that sums exceed its range. */
function imageOf(shape: StoredShape, seed: number): Uint8Array {
  const bytes = randomBytesOf(seededRandom(seed), shape.width * shape.height * pelBytes(shape));
  if (isWhole(shape.format)) return bytes;
  const samples = samplesFrom(shape.format, bytes);
  for (let index = 0; index < samples.length; index += 1) samples[index] = (bytes[index] as number) * 1.37 - 100;
  return bytes;
}

/** One level from the one above: each sample is the mean of the two to four existing samples. */
function halved(shape: StoredShape, bytes: Uint8Array): { shape: StoredShape; bytes: Uint8Array } {
  const half = { ...shape, width: Math.ceil(shape.width / 2), height: Math.ceil(shape.height / 2) };
  const into = new Uint8Array(half.width * half.height * pelBytes(half));
  const [from, to] = [samplesFrom(shape.format, bytes), samplesFrom(shape.format, into)];
  const bands = shape.bands * (isComplex(shape.format) ? 2 : 1);
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      for (let band = 0; band < bands; band += 1) {
        const found: number[] = [];
        for (const row of [2 * y, 2 * y + 1]) {
          for (const column of [2 * x, 2 * x + 1]) {
            if (row >= shape.height || column >= shape.width) continue;
            found.push(from[(row * shape.width + column) * bands + band] as number);
          }
        }
        const mean = found.reduce((sum, value) => sum + value, 0) / found.length;
        to[(y * half.width + x) * bands + band] = isWhole(shape.format) ? Math.floor(mean + 0.5) : mean;
      }
    }
  }
  return { shape: half, bytes: into };
}

function levelsOf(shape: StoredShape, levels: number | boolean) {
  const shapes = pyramidSizes(shape, shape.chunk, levels).map((size) => ({ ...shape, ...size }));
  const stores = shapes.map((each) => new ChunkedStore(each, new MemoryChunks(1)));
  return { shapes, stores, pyramid: new PyramidStore(stores) };
}

async function writeStrips(store: PyramidStore, bytes: Uint8Array, stripRows: number, rows: number, from = 0) {
  const { width } = store.shape;
  const rowBytes = width * pelBytes(store.shape);
  for (let top = from; top < rows; top += stripRows) {
    const height = Math.min(stripRows, rows - top);
    await store.write({ left: 0, top, width, height }, bytes.slice(top * rowBytes, (top + height) * rowBytes));
  }
}

async function check(stores: readonly ChunkedStore[], shape: StoredShape, bytes: Uint8Array): Promise<void> {
  let expected = { shape, bytes };
  for (const store of stores) {
    expect(store.shape).toEqual(expected.shape);
    const { width, height } = store.shape;
    const found = await store.read({ left: 0, top: 0, width, height });
    if (isWhole(shape.format)) expect(Buffer.compare(found, expected.bytes)).toBe(0);
    else expect([...samplesFrom(shape.format, found)]).toEqual(closeTo(samplesFrom(shape.format, expected.bytes)));
    // Each level is compared with the mean of the stored level above.
    expected = halved(expected.shape, found);
  }
}

const closeTo = (samples: ArrayLike<number>) => Array.from(samples, (value) => expect.closeTo(value, 4));

describe("levels", () => {
  test.each(pixelFormats)("of %s are means", async (format) => {
    const shape: StoredShape = { width: 37, height: 29, bands: 2, format, chunk };
    const bytes = imageOf(shape, 3);
    const { stores, pyramid } = levelsOf(shape, true);
    await writeStrips(pyramid, bytes, 5, shape.height);
    await pyramid.finish();
    expect(stores.map((store) => store.shape.width)).toEqual([37, 19, 10, 5]);
    await check(stores, shape, bytes);
  });

  test.each([
    [1, 1, 1],
    [1, 40, 7],
    [40, 1, 1],
    [64, 64, 64],
    [63, 65, 1],
    [33, 47, 13],
    [2, 3, 2],
  ])("of %i × %i pixels in strips of %i rows", async (width, height, rows) => {
    const shape: StoredShape = { width, height, bands: 3, format: "uchar", chunk };
    const bytes = imageOf(shape, width);
    const { stores, pyramid } = levelsOf(shape, 5);
    await writeStrips(pyramid, bytes, rows, height);
    await pyramid.finish();
    await check(stores, shape, bytes);
    expect(await pyramid.read({ left: 0, top: 0, width, height })).toEqual(bytes);
  });

  test("of rows wider than what is halved at a time", async () => {
    const shape: StoredShape = {
      width: 150_001,
      height: 5,
      bands: 4,
      format: "ushort",
      chunk: { width: 4096, height: 8 },
    };
    const bytes = imageOf(shape, 8);
    const { stores, pyramid } = levelsOf(shape, 3);
    await writeStrips(pyramid, bytes, 5, 5);
    await pyramid.finish();
    await check(stores, shape, bytes);
  });

  test.each([0, 1, 9, 10, 17])("when only %i rows are written have zeros below", async (rows) => {
    const shape: StoredShape = { width: 20, height: 18, bands: 1, format: "uchar", chunk: { width: 4, height: 4 } };
    const bytes = imageOf(shape, 5);
    const { stores, pyramid } = levelsOf(shape, true);
    await writeStrips(pyramid, bytes, 3, rows);
    await pyramid.finish();
    await check(stores, shape, bytes.fill(0, rows * 20));
  });

  test("are made again of the rows that the largest has", async () => {
    const shape: StoredShape = { width: 20, height: 31, bands: 1, format: "uchar", chunk: { width: 4, height: 4 } };
    const bytes = imageOf(shape, 6);
    const { stores } = levelsOf(shape, 3);
    await (stores[0] as ChunkedStore).write({ left: 0, top: 0, width: 20, height: 13 }, bytes.slice(0, 13 * 20));
    const again = new PyramidStore(stores);
    await again.replay(13, 4);
    await writeStrips(again, bytes, 5, 31, 13);
    await again.finish();
    await check(stores, shape, bytes);
  });

  test("are refused rows out of order", async () => {
    const { pyramid } = levelsOf({ width: 20, height: 18, bands: 1, format: "uchar", chunk }, true);
    await pyramid.write({ left: 0, top: 0, width: 20, height: 4 }, new Uint8Array(80));
    for (const rect of [
      { left: 0, top: 5, width: 20, height: 1 },
      { left: 0, top: 0, width: 20, height: 1 },
      { left: 1, top: 4, width: 19, height: 1 },
    ]) {
      await expect(pyramid.write(rect, new Uint8Array(rect.width))).rejects.toMatchObject({ tag: "usage" });
    }
  });

  test("are as many as it takes, or as are asked for", () => {
    const sizes = (width: number, height: number, levels: number | boolean) =>
      pyramidSizes({ width, height }, { width: 256, height: 256 }, levels).map(
        (size) => `${size.width}x${size.height}`,
      );
    expect(sizes(1025, 300, true)).toEqual(["1025x300", "513x150", "257x75", "129x38"]);
    expect(sizes(1025, 300, 2)).toEqual(["1025x300", "513x150"]);
    expect(sizes(5, 2, 9)).toEqual(["5x2", "3x1", "2x1", "1x1"]);
    expect(sizes(5000, 2000, false)).toEqual(["5000x2000"]);
  });
});
