/**
 * Strips of an image, made into an image again, and saved: the same bytes as saved directly, for every format and odd
 * sizes.
 * Not here: errors on the way (test/stream/from-strips.test).
 * Read next: src/run/rows/strips.ts, src/run/rows/strip-feed.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { pixelFormats } from "../../src/core/pixel-format.ts";
import { Image } from "../../src/index.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { gathered, imageOf, type Shape, samplesOf } from "../support/picture/stream-pictures.ts";

const folder = temporaryFolder();
/** The header of libvips' own files, before the pixels. */
const headerBytes = 64;

async function savedBytes(image: Image): Promise<Buffer> {
  const path = join(folder, "saved.v");
  await image.save(path);
  return readFileSync(path);
}

const bytesOf = (samples: ArrayBufferView): Buffer =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);

async function checkRoundTrip(shape: Shape, heights: readonly (number | undefined)[]): Promise<void> {
  const samples = samplesOf(shape);
  const image = imageOf(shape, samples);
  const direct = await savedBytes(image);
  // The file has exactly the given samples, byte by byte.
  expect(direct.subarray(headerBytes, headerBytes + samples.byteLength).equals(bytesOf(samples))).toBe(true);
  for (const height of heights) {
    expect(bytesOf(await gathered(image.strips({ height }), shape)).equals(bytesOf(samples))).toBe(true);
    const again = Image.fromStrips(shape, image.strips({ height }));
    expect((await savedBytes(again)).equals(direct), `strips of ${height} rows`).toBe(true);
  }
}

describe("strips, made an image again, are saved as the image is", () => {
  test.each(pixelFormats)("%s, 1 to 5 bands", async (format) => {
    for (let bands = 1; bands <= 5; bands += 1) {
      await checkRoundTrip({ width: 131, height: 301, bands, format }, [undefined, 100]);
    }
  });

  test.each([
    [1, 1],
    [1, 5000],
    [5000, 1],
    [16_385, 40],
    [3, 129],
  ])("%s × %s pixels", async (width, height) => {
    await checkRoundTrip({ width, height, bands: 3, format: "uchar" }, [undefined, 1, 7, 1000]);
  });

  test.each([1, 2, 16, 127, 128, 129, 400, 401, 10_000])("strips of %s rows", async (height) => {
    await checkRoundTrip({ width: 77, height: 401, bands: 2, format: "ushort" }, [height]);
  });

  test("an image of pages, one below the other", async () => {
    const shape: Shape = { width: 20, height: 90, bands: 1, format: "uchar" };
    const samples = samplesOf(shape);
    const image = Image.fromPixels(samples, { ...shape, height: 30, pages: 3 });
    const again = Image.fromStrips({ ...shape, height: 30, pages: 3 }, image.strips({ height: 25 }));
    expect(again.pages).toBe(3);
    expect((await savedBytes(again)).equals(await savedBytes(image))).toBe(true);
  });
});
