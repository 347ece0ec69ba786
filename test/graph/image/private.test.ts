/**
 * What of an image is no part of its public surface cannot be reached: its engine, its recipe, and its constructor.
 * Not here: what it does with them (test/graph/image/image.unit.test).
 * Read next: src/graph/image/image.ts.
 */
import { expect, test } from "vitest";
import { engineOf, recipeOf } from "../../../src/graph/image/image.ts";
import * as sluice from "../../../src/index.ts";

/** Every name on an object and on its prototypes. */
function names(object: object): string[] {
  const own = Reflect.ownKeys(object).map(String);
  const above = Reflect.getPrototypeOf(object);
  return above === null || above === Object.prototype ? own : [...own, ...names(above)];
}

test("an image has no engine and no recipe that users see", () => {
  const image = sluice.Image.matrix([[1, 2]]);
  expect(names(image).filter((name) => /engine|recipe/i.test(name))).toEqual([]);
  expect(Object.keys(image)).toEqual([]);
  expect(Object.keys(sluice).filter((name) => /Of$/.test(name))).toEqual([]);
  expect(engineOf(image)).toBe(engineOf(image.invert()));
  expect(recipeOf(image).kind).toBe("pixels");
});

test("an output shows where it goes and how, and not what goes there", () => {
  const output = sluice.Image.matrix([[1, 2]]).to("x.tif", { tile: true });
  expect(output).toEqual({ path: "x.tif", format: "tiff", options: { tile: true } });
});

test("what only looks like an output is refused", async () => {
  const made = { path: "x.tif", format: "tiff", options: {} } as const;
  await expect(sluice.write([made])).rejects.toMatchObject({ tag: "usage", cure: expect.stringContaining("image.to") });
});
