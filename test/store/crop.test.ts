/**
 * Crops of images in stores: the rectangle's pixels, by arithmetic, and no reads of chunks outside of it.
 * Not here: reading rectangles of a store itself (test/store/contract.test).
 * Read next: src/plan/load/load-region.ts, src/run/rows/store-feed.ts.
 */
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import type { Rect } from "../../src/core/rect.ts";
import { Image, open, write } from "../../src/index.ts";
import { ChunkReader } from "../../src/store/hdf5/own/chunk-reader.ts";
import { ImageChunks } from "../../src/store/zarr/image-chunks.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const [width, height, bands] = [700, 530, 2];
const chunk = { width: 100, height: 60 };

/** A sample from column, row and band; places near one another differ. */
const sampleAt = (x: number, y: number, band: number): number => (x * 7 + y * 31 + band * 113) & 255;

function samplesIn(rect: Rect): Uint8Array<ArrayBuffer> {
  const samples = new Uint8Array(rect.width * rect.height * bands);
  let at = 0;
  for (let y = rect.top; y < rect.top + rect.height; y += 1)
    for (let x = rect.left; x < rect.left + rect.width; x += 1)
      for (let band = 0; band < bands; band += 1) samples[at++] = sampleAt(x, y, band);
  return samples;
}

const chunksUnder = ({ left, top, width, height }: Rect): number => {
  const along = (from: number, length: number, step: number): number =>
    Math.floor((from + length - 1) / step) - Math.floor(from / step) + 1;
  return along(left, width, chunk.width) * along(top, height, chunk.height);
};

let state = 1;
const random = (below: number): number => {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
};

function randomRect(): Rect {
  const [left, top] = [random(width), random(height)];
  return { left, top, width: 1 + random(width - left), height: 1 + random(height - top) };
}

const crop = (image: Image, { left, top, width, height }: Rect): Image => image.crop(left, top, width, height);

async function samplesOf(image: Image): Promise<Buffer> {
  using pixels = await image.pixels();
  const { buffer, byteOffset, byteLength } = pixels.data;
  return Buffer.from(Buffer.from(buffer, byteOffset, byteLength));
}

const expectSamples = async (image: Image, rect: Rect): Promise<void> => {
  expect((await samplesOf(image)).equals(samplesIn(rect))).toBe(true);
};

const kinds = [
  { name: "HDF5", file: "picture.h5", options: {}, reads: ChunkReader },
  { name: "Zarr in shards", file: "picture.zarr", options: {}, reads: ImageChunks },
  { name: "Zarr, version 2", file: "second.zarr", options: { version: 2 }, reads: ImageChunks },
  { name: "OME-Zarr", file: "pyramid.zarr", options: { pyramid: true }, reads: ImageChunks },
] as const;

beforeAll(async () => {
  const all = samplesIn({ left: 0, top: 0, width, height });
  const picture = Image.fromPixels(all, { width, bands });
  for (const { file, options } of kinds) await picture.save(join(folder, file), { chunk, ...options });
});
afterEach(() => vi.restoreAllMocks());

describe.each(kinds)("$name", ({ file, reads }) => {
  test("gives random rectangles, and unpacks the chunks under them once", async () => {
    const stored = await open(join(folder, file));
    const get = vi.spyOn(reads.prototype as { get(place: object): Promise<unknown> }, "get");
    for (let round = 0; round < 25; round += 1) {
      const rect = randomRect();
      get.mockClear();
      await expectSamples(crop(stored, rect), rect);
      expect(get.mock.calls.length).toBe(chunksUnder(rect));
    }
  });

  test("gives single pixels, edges, slices, and all of it", async () => {
    const stored = await open(join(folder, file));
    const rects = [
      { left: 0, top: 0, width: 1, height: 1 },
      { left: width - 1, top: height - 1, width: 1, height: 1 },
      { left: 0, top: 59, width, height: 2 },
      { left: 99, top: 0, width: 2, height },
      { left: 0, top: 0, width, height },
    ];
    for (const rect of rects) await expectSamples(crop(stored, rect), rect);
    const rect = { left: width - 30, top: 10, width: 20, height: 500 };
    await expectSamples(stored.crop([-30, -10], [10, 510]), rect);
  });

  test("gives several rectangles to one recipe, from one reading of what lies around them", async () => {
    const stored = await open(join(folder, file));
    const [one, other] = [
      { left: 120, top: 70, width: 50, height: 40 },
      { left: 250, top: 130, width: 50, height: 40 },
    ];
    const get = vi.spyOn(reads.prototype as { get(place: object): Promise<unknown> }, "get");
    const joined = await samplesOf(crop(stored, one).join(crop(stored, other), "vertical"));
    expect(joined.equals(Buffer.concat([samplesIn(one), samplesIn(other)]))).toBe(true);
    expect(get.mock.calls.length).toBe(chunksUnder({ left: 120, top: 70, width: 180, height: 100 }));
  });

  test("gives a crop of a crop, a crop that is processed, in loops, and beside the whole", async () => {
    const stored = await open(join(folder, file));
    const rect = { left: 301, top: 203, width: 260, height: 251 };
    await expectSamples(crop(stored, rect).crop(20, 30, 100, 90), { left: 321, top: 233, width: 100, height: 90 });
    await expectSamples(crop(stored, rect).rot("d90").rot("d270"), rect);
    await expectSamples(crop(stored, rect).invert().invert(), rect);
    // The whole image is read as well, so no part of it is skipped.
    const difference = stored.embed(0, 0, width, height).crop(301, 203, 260, 251).subtract(crop(stored, rect));
    expect(await difference.abs().max()).toBe(0);
    let [rows, rest] = [0, true];
    for await (const strip of crop(stored, rect).strips({ height: 17 })) {
      const wanted = samplesIn({ ...rect, top: rect.top + rows, height: strip.height });
      rest &&= Buffer.from(strip.data.buffer, strip.data.byteOffset, strip.data.byteLength).equals(wanted);
      rows += strip.height;
    }
    expect([rows, rest]).toEqual([251, true]);
  });

  test("says the same of a crop as of one of pixels in memory", async () => {
    const stored = await open(join(folder, file));
    const rect = { left: 301, top: 203, width: 260, height: 251 };
    const { xoffset, yoffset } = await crop(stored, rect).metadata();
    expect({ xoffset, yoffset }).toEqual({ xoffset: -301, yoffset: -203 });
    const { inputs } = await crop(stored, rect).explain();
    expect(inputs).toMatchObject([{ loaded: "only 260 × 251 of it, from 301, 203" }]);
    await expect(async () => await stored.crop(600, 0, 101, 10).avg()).rejects.toMatchObject({ tag: "operation" });
  });

  test("is written in several crops, each of which reads its own part", async () => {
    const stored = await open(join(folder, file));
    const rects = [0, 1, 2].map((index) => ({ left: 100 * index, top: 120 * index, width: 100, height: 60 }));
    const get = vi.spyOn(reads.prototype as { get(place: object): Promise<unknown> }, "get");
    await write(rects.map((rect, index) => crop(stored, rect).to(join(folder, `part-${file}-${index}.png`))));
    expect(get.mock.calls.length).toBe(3);
    for (const [index, rect] of rects.entries())
      await expectSamples(await open(join(folder, `part-${file}-${index}.png`)), rect);
  });
});

test("a level of a pyramid is cropped like an image", async () => {
  const half = await open(join(folder, "pyramid.zarr"), { level: 1 });
  const get = vi.spyOn(ImageChunks.prototype, "get");
  const rect = { left: 110, top: 65, width: 80, height: 50 };
  const cropped = await samplesOf(crop(half, rect));
  expect(get.mock.calls.length).toBe(1);
  // A sample is the mean of two by two, halves up.
  const wanted = new Uint8Array(rect.width * rect.height * bands);
  let at = 0;
  for (let y = rect.top; y < rect.top + rect.height; y += 1)
    for (let x = rect.left; x < rect.left + rect.width; x += 1)
      for (let band = 0; band < bands; band += 1) {
        const places = [0, 1].flatMap((dy) => [0, 1].map((dx) => sampleAt(2 * x + dx, 2 * y + dy, band)));
        wanted[at++] = Math.floor(places.reduce((sum, sample) => sum + sample, 2) / 4);
      }
  expect(cropped.equals(wanted)).toBe(true);
});
