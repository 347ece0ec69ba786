/**
 * The meaning of an array's dimensions where they have no names: the same in HDF5 and in Zarr.
 * Not here: names in files (test/store/zarr/parts.unit.test), or the samples of such arrays
 * (test/store/hdf5/foreign.soak.test).
 * Read next: src/store/chunks/axes.ts.
 */
import { describe, expect, test } from "vitest";
import { guessedAxes, type ImageAxes, pageCount, placeOfPage } from "../../../src/store/chunks/axes.ts";
import { planAxes } from "../../../src/store/hdf5/dataset/axes.ts";
import { imageAxes } from "../../../src/store/zarr/metadata/axes.ts";

describe("dimensions that nothing names", () => {
  test.each([
    [[10, 20], "yx", [0, 1, undefined]],
    [[10, 20, 3], "yxc", [0, 1, 2]],
    [[3, 100, 200], "cyx", [1, 2, 0]],
    [[3, 100, 4], "yxc", [0, 1, 2]],
    [[17, 100, 200], "zyx", [1, 2, undefined, 0]],
    [[5, 100, 200, 3], "zyxc", [1, 2, 3, 0]],
    [[5, 3, 100, 200], "zcyx", [2, 3, 1, 0]],
    [[2, 3, 4, 100, 200], "tczyx", [3, 4, 1, 0, 2]],
  ])("of %j are %s in both", (shape, letters, expected) => {
    const flat = ({ y, x, c, others }: ImageAxes) => [y, x, c, ...others];
    expect(guessedAxes(shape)).toBe(letters);
    expect(flat(planAxes(shape))).toEqual(expected);
    expect(flat(imageAxes({ shape, chunk: shape, names: undefined }, undefined, "store"))).toEqual(expected);
  });

  test.each([[[50, 60, 70, 80]], [[7]], [[1, 2, 3, 4, 5, 6]]])("of %j are refused by both", (shape) => {
    expect(guessedAxes(shape)).toBeUndefined();
    expect(() => planAxes(shape)).toThrow(/is no image|does not say/);
    expect(() => imageAxes({ shape, chunk: shape, names: undefined }, undefined, "store")).toThrow(/nothing tells/);
  });
});

test("pages are counted, the last of the other dimensions fastest", () => {
  const axes: ImageAxes = { y: 1, x: 2, c: undefined, others: [0, 3] };
  const extents = [2, 10, 20, 3];
  expect(pageCount(extents, axes)).toBe(6);
  expect([0, 1, 3, 5].map((page) => placeOfPage(extents, axes, page))).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
    [1, 2],
  ]);
  for (const page of [-1, 6, 0.5]) expect(placeOfPage(extents, axes, page)).toBeUndefined();
});
