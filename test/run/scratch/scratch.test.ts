/**
 * Images in scratch are unchanged when they are read back: every format, any shape, with their metadata; and no file
 * stays behind.
 * Not here: when images go to scratch (test/plan/fit-plan), or their memory (test/budget-holds).
 * Read next: src/run/scratch/scratch.ts.
 */
import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { configure } from "../../../src/compose.ts";
import { type PixelFormat, pixelFormats, sampleBytes } from "../../../src/core/pixel-format.ts";
import { plainHeader } from "../../../src/graph/recipe/header.ts";
import { metadataOf, setMetadata } from "../../../src/native/object/metadata.ts";
import { callForImage } from "../../../src/native/operation/call.ts";
import { headerFrom } from "../../../src/native/operation/image-header.ts";
import { imageOfPixels, pixelsOf } from "../../../src/native/operation/pixels.ts";
import { HandleScope } from "../../../src/native/operation/scope.ts";
import { hold } from "../../../src/native/rows/compute-to-memory.ts";
import { Image } from "../../../src/operations.ts";
import { checkScratch, scratchFolder } from "../../../src/run/scratch/folder.ts";
import { intoScratch } from "../../../src/run/scratch/scratch.ts";

configure({ forceScratch: true, memory: "500MB" });

const files = (): string[] => readdirSync(scratchFolder()).filter((name) => name.startsWith(".sluice-"));

/** Bytes that do not repeat soon; as floats they are small numbers, not NaN. */
function samples(width: number, height: number, bands: number, format: PixelFormat): Uint8Array {
  const count = width * height * bands * (sampleBytes(format) / 8);
  if (!/^(?:float|double|complex|dpcomplex)$/.test(format)) {
    return Uint8Array.from({ length: count * 8 }, (_, index) => (index * 7919) % 251);
  }
  const values = Array.from({ length: Math.ceil(count * 2) }, (_, index) => (index % 1009) / 7 - 50);
  const array = /^d/.test(format) ? Float64Array.from(values) : Float32Array.from(values);
  return new Uint8Array(array.buffer, 0, count * 8);
}

describe("an image on disk", () => {
  test.each(pixelFormats)("of %s comes back as it was", async (format) => {
    for (const [width, height, bands] of [
      [1, 1, 1],
      [131, 257, 3],
      [300, 5, 7],
    ] as const) {
      using scope = new HandleScope();
      const header = plainHeader({ width, height, bands, format, interpretation: "multiband" });
      const data = samples(width, height, bands, format);
      const image = scope.keep(imageOfPixels({ kind: "pixels", data, header }));
      const back = await intoScratch(image, scope);
      expect(headerFrom(back)).toEqual(headerFrom(image));
      const held = scope.keep(await hold(back, undefined));
      expect(Buffer.compare(pixelsOf(held), data)).toBe(0);
    }
    expect(files()).toEqual([]);
  });

  test("keeps its pages, its orientation, its profile, and how libvips packs colours", async () => {
    using scope = new HandleScope();
    const rgb = scope.image("copy", {
      in: scope.image("black", { width: 40, height: 60, bands: 3 }),
      interpretation: "srgb",
    });
    const packed = scope.image("colourspace", { in: rgb, space: "labq" });
    setMetadata(packed, {
      "page-height": 20,
      "n-pages": 3,
      orientation: 6,
      "icc-profile-data": Uint8Array.of(1, 2, 3),
      note: "a text",
      half: 0.5,
      delay: [10, 20, 30],
    });
    const back = await intoScratch(packed, scope, undefined);
    expect(headerFrom(back)).toEqual(headerFrom(packed));
    const [was, is] = [metadataOf(packed), metadataOf(back)];
    for (const name of ["page-height", "n-pages", "orientation", "icc-profile-data", "note", "half", "delay"]) {
      expect([name, is[name]]).toEqual([name, was[name]]);
    }
    expect(
      Buffer.compare(
        pixelsOf(scope.keep(await hold(back, undefined))),
        pixelsOf(scope.keep(await hold(packed, undefined))),
      ),
    ).toBe(0);
  });

  test("that fails to be computed leaves nothing", async () => {
    using scope = new HandleScope();
    const image = scope.keep(callForImage("black", { width: 4000, height: 4000 }));
    const stop = new AbortController();
    stop.abort(new Error("no more"));
    await expect(intoScratch(image, scope, { signal: stop.signal })).rejects.toThrow("no more");
    expect(files()).toEqual([]);
  });
});

test("a folder without room, or that is not there, is refused before any work", () => {
  expect(() => checkScratch(0)).not.toThrow();
  expect(() => checkScratch(1e18)).toThrow(
    expect.objectContaining({ tag: "output", message: expect.stringContaining("are free") }),
  );
  process.env["SLUICE_SCRATCH"] = "/nowhere/at/all";
  try {
    expect(() => checkScratch(1)).toThrow(
      expect.objectContaining({ tag: "output", cure: expect.stringContaining("SLUICE_SCRATCH") }),
    );
  } finally {
    delete process.env["SLUICE_SCRATCH"];
  }
});

test("recipes give the same by way of the disk as by arithmetic", async () => {
  const [width, height] = [37, 23];
  const data = Uint8Array.from({ length: width * height }, (_, index) => (index * 31) % 256);
  const source = Image.fromPixels(data, { width });
  // Encoded and opened again, it can only be read in order.
  const { open } = await import("../../../src/index.ts");
  using image = await open(await source.encode("png"));
  using turned = await image.rot("d90").flip("vertical").pixels();
  const expected = Array.from({ length: width * height }, (_, index) => {
    const [x, y] = [index % height, Math.floor(index / height)];
    // Turned: (x, y) is (y, height − 1 − x) of the source; then row y is width − 1 − y.
    return data[(height - 1 - x) * width + (width - 1 - y)];
  });
  expect([turned.width, turned.height, Array.from(turned.data as Uint8Array)]).toEqual([height, width, expected]);
  expect((await image.rot("d90").explain({ format: "png" })).stages[0]?.name).toBe("png, to disk");
  expect(files()).toEqual([]);
});
