/**
 * Tiles compared with plain arithmetic: every pixel of every tile and halo, for all edges, and sizes that do not
 * divide.
 * Not here: ending a loop (test/stream/leave.soak.test).
 * Read next: src/graph/tiles/tile-layout.ts, src/run/rows/tiles.ts.
 */
import { describe, expect, test } from "vitest";
import type { Samples } from "../../src/core/pixel-format.ts";
import { Image, type TileEdge, type TileOptions } from "../../src/index.ts";
import { imageOf, type Shape, samplesOf } from "../support/picture/stream-pictures.ts";

const shape: Shape = { width: 53, height: 371, bands: 2, format: "short" };
const samples = samplesOf(shape);
const image = imageOf(shape, samples);

/** The position in the image that replaces one beyond it, written as a walk: step by step, back at the ends. */
function inside(position: number, length: number, edge: TileEdge): number | undefined {
  if (edge === "copy") return Math.max(0, Math.min(length - 1, position));
  if (edge === "constant") return position >= 0 && position < length ? position : undefined;
  let at = position;
  while (at < 0 || at >= length) at = at < 0 ? -1 - at : 2 * length - 1 - at;
  return at;
}

/** The number of a tile's samples that differ from the image. */
function wrong(
  tile: { left: number; top: number; width: number; height: number; halo: number; data: Samples },
  { width, height, bands }: Shape,
  edge: TileEdge,
): number {
  const line = tile.width + 2 * tile.halo;
  let faults = tile.data.length === line * (tile.height + 2 * tile.halo) * bands ? 0 : 1;
  for (let y = -tile.halo; y < tile.height + tile.halo; y += 1) {
    for (let x = -tile.halo; x < tile.width + tile.halo; x += 1) {
      const [column, row] = [inside(tile.left + x, width, edge), inside(tile.top + y, height, edge)];
      for (let band = 0; band < bands; band += 1) {
        const value = tile.data[((y + tile.halo) * line + x + tile.halo) * bands + band];
        const isBeyond = column === undefined || row === undefined;
        if (value !== (isBeyond ? 0 : samples[(row * width + column) * bands + band])) faults += 1;
      }
    }
  }
  return faults;
}

describe("tiles", () => {
  test.each([
    ...[
      { size: 16 },
      { size: 53, halo: 1 },
      { size: 7, halo: 3 },
      { size: 10, halo: 25 },
      { size: 1000, halo: 2 },
      { size: 128, halo: 0 },
      { size: { width: 20, height: 9 }, halo: 9 },
      { size: { width: 60, height: 370 }, halo: 60 },
      { size: { width: 27, height: 371 }, halo: 400 },
    ].flatMap((options) =>
      (["copy", "mirror", "constant"] as const).map((edge): TileOptions => ({ ...options, edge })),
    ),
  ])("%j have every pixel, in order", async (options) => {
    const { width, height } =
      typeof options.size === "object" ? options.size : { width: options.size, height: options.size };
    const places: string[] = [];
    let faults = 0;
    for await (const tile of image.tiles(options)) {
      places.push(`${tile.left},${tile.top} ${tile.width}×${tile.height}`);
      expect([tile.halo, tile.bands]).toEqual([options.halo ?? 0, 2]);
      faults += wrong(tile, shape, options.edge ?? "copy");
    }
    const expected: string[] = [];
    for (let top = 0; top < shape.height; top += height) {
      for (let left = 0; left < shape.width; left += width) {
        const size = `${Math.min(width, shape.width - left)}×${Math.min(height, shape.height - top)}`;
        expected.push(`${left},${top} ${size}`);
      }
    }
    expect(places).toEqual(expected);
    expect(faults).toBe(0);
  });

  test("are cut from what an operation with a halo of its own computes", async () => {
    const blurred = Image.xyz(600, 700).extractBand(0).cast("float").gaussblur(3, { precision: "float" });
    using whole = await blurred.pixels();
    for await (const { left, top, width, height, data } of blurred.tiles({ size: 250 })) {
      for (let y = 0; y < height; y += 49) {
        for (let x = 0; x < width; x += 17) {
          expect(data[y * width + x]).toBe(whole.data[(top + y) * 600 + left + x]);
        }
      }
    }
  });

  test("come in another format where it is asked for", async () => {
    for await (const { data } of image.tiles({ size: 400, format: "double" })) {
      expect(data).toBeInstanceOf(Float64Array);
      expect(Array.from(data)).toEqual(Array.from(samples));
    }
  });

  test.each([{ size: 0 }, { size: 1.5 }, { size: 5, halo: -1 }, { size: 5, edge: "wrap" as TileEdge }])(
    "%j are refused at once",
    (options) => {
      expect(() => image.tiles(options)).toThrow(expect.objectContaining({ tag: "usage" }));
    },
  );
});
