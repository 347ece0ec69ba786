/**
 * Operations that need many rows for each of their own also take strips in order: the same pixels as from memory.
 * Not here: other operations (test/stream/round-trip.soak.test), or strips themselves.
 * Read next: src/native/rows/row-writer.ts.
 */
import { expect, test } from "vitest";
import { Image } from "../../src/index.ts";

const shape = { width: 2400, height: 3100, bands: 3 };
const rowBytes = shape.width * shape.bands;
const data = Uint8Array.from(
  { length: rowBytes * shape.height },
  (_, at) => (at * 7 + Math.floor(at / rowBytes) * 13) & 255,
);

function* strips(height: number): Generator<{ readonly data: Uint8Array }> {
  for (let top = 0; top < shape.height; top += height)
    yield { data: data.subarray(top * rowBytes, (top + height) * rowBytes) };
}

test.each<readonly [string, (image: Image) => Image]>([
  ["resize", (image) => image.resize(0.1)],
  ["shrink", (image) => image.shrink(9, 11)],
  ["reduce", (image) => image.reduce(7.3, 12.9)],
  ["subsample", (image) => image.subsample(5, 17)],
  ["thumbnail", (image) => image.thumbnail(120)],
  ["thumbnail of a blur", (image) => image.gaussblur(4).thumbnail(200)],
  ["a far crop", (image) => image.crop(100, 2900, 50, 60)],
])("%s", async (_, recipe) => {
  using expected = await recipe(Image.fromPixels(data, shape)).pixels();
  for (const height of [1000, 37]) {
    using found = await recipe(Image.fromStrips({ ...shape, format: "uchar" }, strips(height))).pixels();
    expect([found.width, found.height]).toEqual([expected.width, expected.height]);
    expect(Buffer.compare(Buffer.from(found.data), Buffer.from(expected.data))).toBe(0);
  }
});
