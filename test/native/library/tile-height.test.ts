/**
 * The height of libvips' tiles: the library accepts another one, a small budget uses it, and pixels stay the same.
 * Not here: the memory that it saves (test/budget-holds/rotate).
 * Read next: src/native/library/tile-height.ts, src/plan/cost/tile-lines.ts.
 */
import koffi from "koffi";
import { expect, test } from "vitest";
import { bytes } from "../../../src/core/bytes.ts";
import { configure, Image } from "../../../src/index.ts";
import { native, nativeLibrary } from "../../../src/native/library/library.ts";
import { setTileHeight, tileHeight } from "../../../src/native/library/tile-height.ts";
import { scratchTile } from "../../../src/plan/cost/scratch-tile.ts";
import {
  type Computing,
  linesAtOnce,
  rowsAsked,
  rowsOfAskedCache,
  rowsOfCache,
  tileHeightFor,
} from "../../../src/plan/cost/tile-lines.ts";

const library = koffi.load(nativeLibrary().origin.path);
const tileSize = library.func("void vips_get_tile_size(void *, _Out_ int *, _Out_ int *, _Out_ int *)");

/**
 * Width and height of tiles, and lines at once, as the library reports them for an image with its own
 * number of threads.
 */
function told(): number[] {
  const image = native().vips_image_new();
  const [width, height, lines] = [[0], [0], [0]];
  tileSize(image, width, height, lines);
  native().g_object_unref(image as bigint);
  return [...width, ...height, ...lines];
}

test("is 128, until the library is told another", () => {
  expect(told()).toEqual([128, 128, 128]);
  expect(setTileHeight(32)).toBe(true);
  expect(told()[1]).toBe(32);
  expect(setTileHeight(128)).toBe(true);
  expect(told()).toEqual([128, 128, 128]);
});

test("is half of that in a small budget, for the library and for the plan, and changes no pixel", async () => {
  expect(tileHeightFor(bytes(256_000_000))).toBeUndefined();
  expect(tileHeightFor(bytes(255_000_000))).toBe(64);
  const on = (threads: number): Computing => ({ threads, tileHeight: tileHeight() });
  expect([linesAtOnce(on(2)), rowsOfCache(on(2))]).toEqual([128, 512]);
  configure({ memory: "200MB", threads: 2 });
  const [width, height] = [3000, 700];
  using rows = await Image.xyz(width, height).band(1).cast("ushort").rot("d90").flip("vertical").pixels();
  expect(told()).toEqual([128, 64, 64]);
  expect([linesAtOnce(on(2)), linesAtOnce(on(8)), rowsOfCache(on(2))]).toEqual([64, 128, 320]);
  // Rotated by 90° and flipped, each pixel's value is its distance from the right: the number of its source row.
  const expected = Uint16Array.from({ length: height }, (_, x) => height - 1 - x);
  for (const y of [0, 1, 63, 64, 65, 1500, width - 1]) {
    expect(rows.data.subarray(y * height, (y + 1) * height)).toEqual(expected);
  }
});

test("JavaScript is asked for lots low enough that their cache keeps as many rows as a file's", () => {
  for (const rows of [128, 64]) {
    const computing = { threads: 2, tileHeight: rows };
    for (const rowBytes of [1, 4_000, 8_000, 16_000, 100_000]) {
      expect(rowsAsked(rowBytes, rows)).toBeLessThanOrEqual(rows / 2);
      // A request for 66 rows, with 64 rows per tile, made a cache of 264.
      expect(rowsOfAskedCache(computing, rowBytes)).toBeGreaterThanOrEqual(rowsOfCache(computing));
    }
  }
});

test("tiles in scratch are as wide as lets libvips keep a column of them in two rows of tiles", () => {
  const shape = (width: number, height: number): number[] => Object.values(scratchTile({ width, height }, 64));
  expect(shape(16_384, 16_384)).toEqual([256, 128]);
  expect(shape(40_000, 16_000)).toEqual([512, 128]);
  expect(shape(16_000, 40_000)).toEqual([64, 128]);
  expect(shape(1, 1_000_000)).toEqual([64, 128]);
  for (const [width, height] of [
    [16_384, 16_384],
    [30_000, 20_000],
    [12_000, 11_000],
  ] as const) {
    const tile = scratchTile({ width, height }, 64);
    expect(height / tile.height).toBeLessThanOrEqual(2 * (1 + width / tile.width));
  }
});
