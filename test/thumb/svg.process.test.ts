/**
 * Drawings: drawn at the size of the thumbnail instead of resampled, with their transparency.
 * Not here: drawings that try to read other files (hostile).
 * Read next: src/plan/load/load-choice.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { describeFile, samplesAt, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** The left half is blue, the rest transparent. */
const svg = (attributes: string, [width, height]: readonly [number, number]): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><rect width="${width / 2}" height="${height}" fill="#1020f0"/></svg>`;

beforeAll(() => {
  writeFileSync(at("small.svg"), svg('width="20" height="10"', [20, 10]));
  writeFileSync(at("box.svg"), svg('viewBox="0 0 300 150"', [300, 150]));
  writeFileSync(at("huge.svg"), svg('width="20000" height="10000"', [20_000, 10_000]));
  writeFileSync(at("packed.svgz"), gzipSync(svg('width="200" height="100"', [200, 100])));
});

/** The number of columns in the middle row that are neither blue nor transparent. */
async function softColumns(png: Uint8Array): Promise<number> {
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const row = Math.floor(info.height / 2) * info.width;
  const alphas = Array.from({ length: info.width }, (_, x) => data[(row + x) * 4 + 3] ?? 0);
  return alphas.filter((alpha) => alpha > 5 && alpha < 250).length;
}

describe("a drawing", () => {
  test.each(["small.svg", "box.svg", "huge.svg", "packed.svgz"])("%s has sharp edges at any size", async (name) => {
    using image = await open(at(name));
    expect(image.codec).toBe("svg");
    for (const size of [500, 33]) {
      using thumbnail = image.thumbnail(size, { enlarge: true });
      const png = await thumbnail.encode("png");
      const { width, height } = await sharp(png).metadata();
      expect([width, height]).toEqual([size, Math.round(size / 2)]);
      // Resampled from 20 pixels to 500, the edge would be some 25 columns wide.
      expect(await softColumns(png)).toBeLessThanOrEqual(3);
    }
  });

  test("keeps its own size unless it may grow", async () => {
    using image = await open(at("small.svg"));
    using thumbnail = image.thumbnail(500);
    expect([thumbnail.width, thumbnail.height]).toEqual([20, 10]);
  });

  testByPillow("is clear where nothing is drawn, and white there in a JPEG", async () => {
    using image = await open(at("box.svg"));
    using thumbnail = image.thumbnail(100);
    await thumbnail.save(at("box.png"));
    await thumbnail.save(at("box.jpg"), { quality: 95 });
    expect((await describeFile(at("box.png"))).mode).toBe("RGBA");
    expect(
      await samplesAt(at("box.png"), [
        [0.25, 0.5],
        [0.75, 0.5],
      ]),
    ).toEqual([
      [16, 32, 240, 255],
      [0, 0, 0, 0],
    ]);
    const [[red = 0] = [], white = []] = await samplesAt(at("box.jpg"), [
      [0.25, 0.5],
      [0.75, 0.5],
    ]);
    expect(red).toBeLessThan(30);
    expect(Math.min(...white)).toBeGreaterThan(250);
  });

  test("of 200 megapixels needs no more memory than its thumbnail does", async () => {
    const outcome = await sluice(["thumb", at("huge.svg"), "-o", at("out"), "--memory", "128MB", "--json"]);
    expect(outcome.code).toBe(0);
    expect(eventsOf(outcome).find(({ kind }) => kind === "done")?.["result"]).toMatchObject({
      width: 500,
      height: 250,
      format: "png",
    });
  });
});
