/**
 * Strips of recipes of all kinds: right pixels, in order, several at once, backpressure from a slow loop, checked
 * views.
 * Not here: all formats and sizes (test/stream/round-trip.soak.test), or leaving (test/stream/leave.soak.test).
 * Read next: src/run/streams.ts.
 */
import { truncateSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { budget, configure, Image, isSluiceError, open } from "../../src/index.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";
import { gathered } from "../support/picture/stream-pictures.ts";

const folder = temporaryFolder();
const path = join(folder, "photo.png");
const broken = join(folder, "broken.jpg");
const [width, height] = [900, 1300];
const shape = { width, height, bands: 3, format: "uchar" } as const;

configure({ memory: "400MB" });
beforeAll(async () => {
  const picture = await photo(width, height);
  await picture.clone().png().toFile(path);
  writeFileSync(broken, await picture.jpeg().toBuffer());
  truncateSync(broken, 60_000);
});

const raw = async (change: (image: Sharp) => Sharp): Promise<Buffer> => await change(sharp(path)).raw().toBuffer();
const same = (data: ArrayBufferView, other: Buffer): boolean =>
  Buffer.from(data.buffer, data.byteOffset, data.byteLength).equals(other);

describe("strips", () => {
  test("of a file are its pixels, as another library reads them", async () => {
    using image = await open(path);
    expect(same(await gathered(image.strips(), shape), await raw((it) => it))).toBe(true);
    expect(same(await gathered(image.strips({ height: 33 }), shape), await raw((it) => it))).toBe(true);
  });

  test("of what reads out of order are those of the image turned", async () => {
    using image = await open(path);
    const turned = { ...shape, width: height, height: width };
    expect(same(await gathered(image.rot("d90").strips(), turned), await raw((it) => it.rotate(90)))).toBe(true);
    expect(same(await gathered(image.flip("vertical").strips(), shape), await raw((it) => it.flip()))).toBe(true);
  });

  test("of a thumbnail and of a long recipe are their pixels", async () => {
    using image = await open(path);
    for (const recipe of [image.thumbnail(200), image.gaussblur(2).sobel().invert().gaussblur(9)]) {
      using pixels = await recipe.pixels();
      const of = { width: recipe.width, height: recipe.height, bands: 3, format: "uchar" } as const;
      expect(same(await gathered(recipe.strips({ height: 50 }), of), Buffer.from(pixels.data))).toBe(true);
    }
  });

  test("come in another format where it is asked for", async () => {
    for await (const { data } of Image.xyz(3, 2).strips({ format: "double" })) {
      expect(data).toEqual(Float64Array.of(0, 0, 1, 0, 2, 0, 0, 1, 1, 1, 2, 1));
    }
  });

  test("of six images at once do not get in each other's way, nor in that of files", async () => {
    using image = await open(path);
    const expected = await raw((it) => it);
    const all = Array.from({ length: 6 }, (_, index) => gathered(image.strips({ height: 100 + index }), shape));
    const texts = Promise.all(Array.from({ length: 8 }, () => readFile(import.meta.filename, "utf8")));
    expect((await texts).every((text) => text.startsWith("/**"))).toBe(true);
    for (const samples of await Promise.all(all)) expect(same(samples, expected)).toBe(true);
  });

  test("are reserved while the loop goes on, and held back by it", async () => {
    const large = Image.gaussnoise(4000, 30_000).cast("uchar");
    let turns = 0;
    for await (const _ of large.strips()) {
      const { reserved, measured, allowed } = await budget();
      expect(reserved).toBeGreaterThan(1e6);
      expect(measured).toBeLessThan(allowed);
      await pause(20);
      if (++turns === 10) break;
    }
    expect((await budget()).reserved).toBe(0);
  });

  test("of a broken file fail where the fault is, and pass where that is allowed", async () => {
    using image = await open(broken);
    let rows = 0;
    const work = async (): Promise<void> => {
      for await (const strip of image.strips()) rows += strip.height;
    };
    await expect(work()).rejects.toThrow(expect.objectContaining({ tag: "decode", path: broken }));
    expect(rows).toBeLessThan(height);
    using lenient = await open(broken, { failOn: "none" });
    await gathered(lenient.strips(), shape);
  });

  test("that can never fit are refused in the loop, with what would do", async () => {
    const enormous = Image.black(2_000_000, 100);
    const refused = await enormous
      .strips({ height: 100 })
      .next()
      .catch((error: unknown) => error);
    expect(isSluiceError(refused, "budget")).toBe(true);
    expect((refused as Error).message).toContain("strips or tiles put together");
  });

  test.each([0, 1.5, -1, Number.NaN])("%s rows high are refused at once", (rows) => {
    expect(() => Image.black(4, 4).strips({ height: rows })).toThrow(expect.objectContaining({ tag: "usage" }));
  });
});

describe("checked views", () => {
  test("have no samples any more after their turn", async () => {
    configureAgain(true);
    const image = Image.xyz(100, 1000);
    const kept: { length: number }[] = [];
    for await (const { data } of image.strips()) {
      expect(data.length).toBeGreaterThan(0);
      kept.push(data);
      for (const earlier of kept.slice(0, -1)) expect(earlier.length).toBe(0);
    }
    for await (const { data } of image.tiles({ size: 64 })) kept.push(data);
    expect(kept.length).toBeGreaterThan(20);
    expect(kept.every(({ length }) => length === 0)).toBe(true);
    configureAgain(false);
  });

  test("have no samples any more after their pixels are disposed of", async () => {
    configureAgain(true);
    const pixels = await Image.xyz(10, 20).pixels();
    const { data } = pixels;
    expect(Array.from(data.subarray(0, 4))).toEqual([0, 0, 1, 0]);
    pixels.dispose();
    expect(data.length).toBe(0);
    expect(() => pixels.dispose()).not.toThrow();
    configureAgain(false);
  });
});

/** The environment can change the setting at any time; `configure` works only before the first image. */
function configureAgain(check: boolean): void {
  process.env["SLUICE_CHECK_VIEWS"] = check ? "1" : "0";
}
