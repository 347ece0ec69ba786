/**
 * Folding all tiles of an image into one value, judged by a loop over its samples.
 * Not here: failures (test/run/kernel/failures).
 * Read next: src/run/fold.ts.
 */
import { expect, test } from "vitest";
import { budget, configure, kernel } from "../../../src/index.ts";
import { imageOf, type Shape, samplesOf } from "../../support/picture/stream-pictures.ts";

configure({ memory: "1GB", threads: 2 });
const module = (name: string) => kernel(new URL("kernels.mjs", import.meta.url), name);
const shape: Shape = { width: 701, height: 903, bands: 1, format: "uchar" };
const given = samplesOf(shape);
const image = imageOf(shape, given);

test("a histogram, by a function and in threads", async () => {
  const wanted = new Float64Array(256);
  for (const value of given) wanted[value] = (wanted[value] ?? 0) + 1;
  const init = (): Float64Array => new Float64Array(256);
  const count = (counts: Float64Array, { data }: { readonly data: ArrayLike<number> }): Float64Array => {
    for (let at = 0; at < data.length; at += 1) counts[data[at] as number] = (counts[data[at] as number] ?? 0) + 1;
    return counts;
  };
  expect(await image.fold({ start: init, step: count })).toEqual(wanted);
  const sum = (one: Float64Array, other: Float64Array): Float64Array =>
    one.map((value, at) => value + (other[at] ?? 0));
  expect(await image.fold({ start: init, step: module("histogram"), combine: sum })).toEqual(wanted);
  expect((await budget()).reserved).toBe(0);
});

test("values of threads are put together in the order of the tiles, whatever their number", async () => {
  type Tops = readonly (readonly [top: number, height: number])[];
  const lists = [1, 2].map((workers) =>
    image.fold({
      start: (): Tops => [],
      step: module("tops"),
      combine: (one, next) => [...one, ...next],
      workers,
    }),
  );
  const [one, two] = await Promise.all(lists);
  expect(two).toEqual(one);
  let next = 0;
  for (const [top, height] of one ?? []) {
    expect(top).toBe(next);
    next += height;
  }
  expect(next).toBe(903);
});

test("threads need somebody who puts their values together", async () => {
  await expect(image.fold({ start: () => 0, step: module("tops") })).rejects.toMatchObject({ tag: "usage" });
});

test("what is no object is refused with how to call it", async () => {
  const old = image.fold as unknown as (start: () => number, step: () => number) => Promise<number>;
  const called = old.call(
    image,
    () => 0,
    () => 0,
  );
  await expect(called).rejects.toMatchObject({ tag: "usage", cure: expect.stringContaining("start") });
});
