/**
 * Images from a program's strips: their errors, and that no half-written file stays.
 * Not here: all formats and sizes (test/stream/round-trip.soak.test).
 * Read next: src/graph/recipe/strip-source.ts, src/run/rows/strip-feed.ts.
 */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import sharp from "sharp";
import { afterEach, describe, expect, test } from "vitest";
import { budget, type GivenStrip, Image } from "../../src/index.ts";
import { countsOnceFreed } from "../support/child/native-counts.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const [width, height] = [64, 300];
const header = { width, height, bands: 3 } as const;
const strip = (rows: number, value = 9): Uint8Array => new Uint8Array(width * 3 * rows).fill(value);

/** Yields these strips, and notes whether its own end was reached. */
function given(strips: readonly unknown[], end = { reached: false }): AsyncGenerator<GivenStrip> {
  return (async function* () {
    try {
      for (const each of strips) {
        await pause(0);
        if (each instanceof Error) throw each;
        yield each as GivenStrip;
      }
    } finally {
      end.reached = true;
    }
  })();
}

afterEach(async () => {
  expect({ ...(await countsOnceFreed()), reserved: (await budget()).reserved }).toEqual({
    objects: 0,
    allocations: 0,
    reserved: 0,
  });
});

async function fails(strips: readonly unknown[], expected: unknown, as: Record<string, unknown> = {}): Promise<void> {
  const end = { reached: false };
  const image = Image.fromStrips({ ...header, ...as }, given(strips, end));
  const saved = image.save(join(folder, "never.tif"));
  if (expected instanceof Error) await expect(saved).rejects.toBe(expected);
  else await expect(saved).rejects.toThrow(expect.objectContaining({ tag: "usage", message: expected }));
  await pause(0);
  expect(end.reached).toBe(true);
  expect(listFolder(folder).filter((name) => name.includes("never"))).toEqual([]);
}

describe("strips that do not agree with the header", () => {
  test.each<[string, readonly unknown[], unknown, Record<string, unknown>?]>([
    ["end early", [strip(100), strip(50)], "the strips ended after 150 of 300 rows"],
    ["are none at all", [], "the strips ended after 0 of 300 rows"],
    ["are too many", [strip(300), strip(1)], "the strips have more than the 300 rows of the image"],
    ["are too long", [strip(200), strip(200)], "the strips have more than the 300 rows of the image"],
    [
      "have part of a row",
      [strip(100), new Uint8Array(100)],
      "the strip at row 100 has 100 samples, and a row has 192",
    ],
    ["are empty", [strip(0)], "the strip at row 0 has 0 samples, and a row has 192"],
    [
      "are of another format",
      [new Uint16Array(192)],
      "the strip at row 0 is a Uint16Array, which does not hold samples of uchar",
    ],
    ["are no strips", ["row"], expect.stringContaining("does not hold samples of uchar")],
    ["are nothing", [undefined], expect.stringContaining("does not hold samples of uchar")],
    [
      "come out of order",
      [
        { data: strip(10), top: 0 },
        { data: strip(10), top: 20 },
      ],
      "the strip of row 20 came where that of row 10 was to come",
    ],
  ])("fail the run where they %s", async (_, strips, expected, as) => fails(strips, expected, as));

  test("fail it with the error of their own code", async () => {
    const error = new Error("no more rows");
    await fails([strip(100), error], error);
    await fails([error], error);
  });
});

describe("an image from strips", () => {
  test("goes through operations into any encoder", async () => {
    const image = Image.fromStrips(header, given(Array.from({ length: 30 }, (_, index) => strip(10, index))));
    const bytes = await image.gaussblur(1).invert().encode("png");
    const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
    expect([info.width, info.height, info.channels]).toEqual([width, height, 3]);
    expect([data[0], data.at(-1)]).toEqual([255, 255 - 29]);
  });

  test("can be read out of order, and turned", async () => {
    const rows = Array.from({ length: 30 }, (_, index) => strip(10, index));
    using pixels = await Image.fromStrips(header, rows).flip("vertical").pixels();
    expect([pixels.data[0], pixels.data.at(-1)]).toEqual([29, 0]);
  });

  test("of which only a part is wanted ends its strips early", async () => {
    const end = { reached: false };
    const endless = (async function* () {
      try {
        for (;;) yield strip(10, 7);
      } finally {
        end.reached = true;
      }
    })();
    using pixels = await Image.fromStrips(header, endless).crop(0, 100, 64, 20).pixels();
    expect(new Set(pixels.data)).toEqual(new Set([7]));
    await pause(0);
    expect(end.reached).toBe(true);
  });

  test("can be run once", async () => {
    const image = Image.fromStrips(header, [strip(300)]);
    expect(await image.avg()).toBe(9);
    await expect(image.avg()).rejects.toThrow(
      expect.objectContaining({ tag: "usage", message: expect.stringContaining("there once") }),
    );
    expect(() => image.toJSON()).toThrow(expect.objectContaining({ tag: "usage" }));
  });

  test("asks for a strip when there is room for it, and no earlier", async () => {
    let made = 0;
    const tall = { width: 1000, height: 20_000 };
    const rows = (async function* () {
      for (; made < 2000; ) {
        made += 1;
        yield new Uint8Array(10_000);
      }
    })();
    for await (const { top } of Image.fromStrips(tall, rows).strips()) {
      await pause(10);
      expect(made * 10 - top).toBeLessThan(3000);
      if (top > 2000) break;
    }
    expect(made).toBeLessThan(700);
  });

  test("is stopped by a signal while its strips are waited for, and writes nowhere afterwards", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    let goOn = (): void => {};
    const slow = (async function* () {
      yield strip(100);
      await new Promise<void>((resolve) => {
        goOn = resolve;
      });
      yield strip(200);
    })();
    const saved = Image.fromStrips(header, slow).save(join(folder, "never.tif"), { signal: controller.signal });
    setTimeout(() => controller.abort(reason), 100);
    await expect(saved).rejects.toBe(reason);
    goOn();
    await pause(50);
    expect(listFolder(folder).filter((name) => name.includes("never"))).toEqual([]);
  });

  test.each([
    { width: 0, height: 1 },
    { width: 1, height: 0.5 },
    { width: 1, height: 1, bands: 0 },
  ])("of %j is refused at once", (sizes) => {
    expect(() => Image.fromStrips(sizes, [])).toThrow(expect.objectContaining({ tag: "usage" }));
  });
});
