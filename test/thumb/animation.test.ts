/**
 * Animations: the first frame by default; with `pages: "all"` every frame, its delay and its own colours.
 * Not here: files of thousands of frames (hostile), or pages that are levels of a pyramid (levels.test).
 * Read next: src/run/thumbnail/resample.ts, src/run/thumbnail/finish.ts.
 */
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { describeFile, type Point, samplesAt, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { flat, painted } from "../support/picture/pictures.ts";
import { tiffOfLevels } from "../support/picture/tiff-levels.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const colours = [
  [250, 10, 10],
  [10, 240, 10],
  [10, 10, 250],
  [240, 240, 10],
  [10, 10, 10],
];
const delay = [70, 120, 200, 50, 330];
/** The corners and the middle: a frame that bleeds into the next one shows at its edges. */
const points: readonly Point[] = [
  [0.01, 0.01],
  [0.99, 0.01],
  [0.5, 0.5],
  [0.01, 0.99],
  [0.99, 0.99],
];
const endings = ["gif", "webp"] as const;

beforeAll(async () => {
  const pages = await Promise.all(colours.map((colour) => flat(120, 80, colour).png().toBuffer()));
  const animation = sharp(pages, { join: { animated: true } });
  await animation.clone().gif({ delay, loop: 3 }).toFile(at("moving.gif"));
  await animation.clone().webp({ delay, loop: 3, lossless: true }).toFile(at("moving.webp"));
  const small = await Promise.all(
    colours.map((colour, index) =>
      painted(120, 80, (x, y) => (x < 60 && y < 40 ? [...colour, 255] : [0, index * 50, 0, 0]))
        .png()
        .toBuffer(),
    ),
  );
  const clear = sharp(small, { join: { animated: true } });
  await clear.clone().gif({ delay }).toFile(at("clear.gif"));
  await clear.clone().webp({ delay, lossless: true }).toFile(at("clear.webp"));
  await animation.clone().tiff({ compression: "lzw" }).toFile(at("moving.tif"));
});

/** The frame's colour at every point must be within a few levels. */
async function expectFrame(path: string, frame: number, wanted: readonly number[], max = 12): Promise<void> {
  const found = await samplesAt(path, points, frame);
  const far = found.some((colour) => wanted.some((value, band) => Math.abs(value - (colour[band] ?? 999)) > max));
  if (far) expect({ path, frame, found }).toEqual({ path, frame, found: points.map(() => wanted) });
}

describe("the first frame", () => {
  testByPillow.each(["moving.gif", "moving.webp", "clear.gif", "clear.webp"])("of %s, in any format", async (name) => {
    using image = await open(at(name));
    expect(image.pages).toBe(colours.length);
    using thumbnail = image.thumbnail(60);
    for (const ending of ["png", "jpg", "webp", "gif", "tif"]) {
      const path = at(`first-of-${name}.${ending}`);
      await thumbnail.save(path, { lossless: ending === "webp" });
      const facts = await describeFile(path);
      expect([ending, facts.width, facts.height, facts.frames]).toEqual([ending, 60, 40, 1]);
      if (name.startsWith("moving")) await expectFrame(path, 0, colours[0] ?? []);
    }
  });
});

describe("all frames", () => {
  for (const from of endings) {
    for (const to of endings) {
      testByPillow(`${from} to ${to}: count, times, size and colours`, async () => {
        using image = await open(at(`moving.${from}`));
        for (const [size, fit, expected] of [
          ["60", "inside", [60, 40]],
          ["60x60", "cover", [60, 60]],
          ["60x60", "contain", [60, 60]],
          ["60x20", "fill", [60, 20]],
          ["33x", "inside", [33, 22]],
          ["500", "inside", [120, 80]],
        ] as const) {
          using thumbnail = image.thumbnail(size, { fit, pages: "all", background: [128, 128, 128] });
          const path = at(`${from}-${fit}-${size}.${to}`);
          const saved = await thumbnail.save(path, to === "webp" ? { quality: 95, lossless: true } : {});
          const facts = await describeFile(path);
          expect([fit, facts.width, facts.height, facts.frames]).toEqual([fit, ...expected, colours.length]);
          expect([saved.width, saved.height]).toEqual(expected);
          expect([fit, facts.durations]).toEqual([fit, delay]);
          if (fit === "contain") {
            for (const frame of colours.keys()) {
              const [edge = [], middle = []] = await samplesAt(
                path,
                [
                  [0.5, 0.02],
                  [0.5, 0.5],
                ],
                frame,
              );
              expect(edge.slice(0, 3).every((value) => Math.abs(value - 128) < 8)).toBe(true);
              expect(
                middle.every((value, band) => Math.abs(value - ([...(colours[frame] ?? []), 255][band] ?? 0)) < 12),
              ).toBe(true);
            }
            continue;
          }
          for (const [frame, colour] of colours.entries()) await expectFrame(path, frame, [...colour, 255]);
        }
      });

      testByPillow(`${from} to ${to}: what is clear stays clear in every frame`, async () => {
        using image = await open(at(`clear.${from}`));
        using thumbnail = image.thumbnail(60, { pages: "all" });
        const path = at(`clear-${from}.${to}`);
        await thumbnail.save(path, { lossless: to === "webp" });
        for (const [frame, colour] of colours.entries()) {
          const [full = [], ...clear] = await samplesAt(
            path,
            [
              [0.25, 0.25],
              [0.75, 0.25],
              [0.25, 0.75],
              [0.75, 0.75],
            ],
            frame,
          );
          expect(full.every((value, band) => Math.abs(value - ([...colour, 255][band] ?? 0)) < 12)).toBe(true);
          expect(clear.map((value) => value[3])).toEqual([0, 0, 0]);
        }
      });
    }
  }

  testByPillow.each(["jpg", "png", "avif"])("of formats that hold one: the first is taken for %s", async (ending) => {
    for (const from of endings) {
      using image = await open(at(`moving.${from}`));
      using thumbnail = image.thumbnail(60, { pages: "all" });
      const path = at(`only-${from}.${ending}`);
      const saved = await thumbnail.save(path);
      const { width, height } = await sharp(path).metadata();
      expect([width, height]).toEqual([60, 40]);
      expect([saved.width, saved.height]).toEqual([60, 40]);
      if (ending !== "avif") await expectFrame(path, 0, colours[0] ?? []);
      expect((await sharp(await thumbnail.encode(ending === "jpg" ? "jpeg" : "png")).metadata()).height).toBe(40);
      const copy = at(`copy-${from}.${ending}`);
      await image.save(copy);
      expect((await sharp(copy).metadata()).height).toBe(80);
    }
  });
});

describe("pages that are not an animation", () => {
  test("stay pages", async () => {
    using image = await open(at("moving.tif"));
    expect(image.pages).toBe(5);
    using thumbnail = image.thumbnail(60, { pages: "all" });
    await thumbnail.save(at("pages.tif"));
    using copy = await open(at("pages.tif"));
    expect([copy.width, copy.height, copy.pages]).toEqual([60, 40, 5]);
  });

  test("of different sizes: the first can be had in any way, and all of them cannot", async () => {
    const levels = [
      { width: 300, height: 200, grey: 200 },
      { width: 200, height: 300, grey: 100 },
    ];
    using image = await open(tiffOfLevels(levels, "pages"));
    expect(image.pages).toBe(2);
    for (const bytes of [await image.encode("png"), await image.thumbnail(300).encode("tiff")]) {
      const { width, height } = await sharp(bytes).metadata();
      expect([width, height]).toEqual([300, 200]);
    }
    const refused = { tag: "unsupported", message: expect.stringContaining("differ") };
    await expect(image.encode("tiff")).rejects.toMatchObject(refused);
    await expect(image.thumbnail(60, { pages: "all" }).encode("tiff")).rejects.toMatchObject(refused);
    expect((await sharp(await image.thumbnail(60, { pages: "all" }).encode("png")).metadata()).width).toBe(60);
  });
});
