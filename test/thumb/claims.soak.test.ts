/**
 * Files that claim or hold far more than their size: gigapixels, hundreds of scans, thousands of frames, a PNG bomb.
 * Not here: real large images inside a memory limit (the budget tests).
 * Read next: src/run/source/refusals.ts, src/graph/recipe/limits.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { progressiveJpeg } from "../codec/jpeg-bytes.ts";
import { type CliOutcome, eventsOf, sluice } from "../support/child/cli.ts";
import { samplesAt, testByPillow } from "../support/judge/judge.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { claimingTiff, longGif, packedPng } from "../support/picture/hostile-files.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const shape = { width: 200, height: 150, sampling: [[1, 1]] } as const;

beforeAll(() => {
  writeFileSync(at("claim.tif"), claimingTiff(60_000, 60_000));
  writeFileSync(at("scans-300.jpg"), progressiveJpeg(shape, 300));
  writeFileSync(at("scans-90.jpg"), progressiveJpeg(shape, 90));
  writeFileSync(at("packed.png"), packedPng(20_000, 20_000));
  writeFileSync(at("large.png"), packedPng(30_000, 30_000));
  writeFileSync(at("long.gif"), longGif(2000));
  writeFileSync(at("longer.gif"), longGif(10_001));
});

/** Runs the command on one of the files with a budget of 160 MB. */
function run(name: string, ...words: string[]): Promise<CliOutcome> {
  return sluice(["thumb", at(name), "-o", at("out"), "--overwrite", "--memory", "160MB", "--json", ...words]);
}

interface Failure {
  readonly tag: string;
  readonly message: string;
  readonly found?: number;
}

function failureOf(outcome: CliOutcome): Failure {
  expect([outcome.code, outcome.signal]).toEqual([10, null]);
  return eventsOf(outcome).find(({ kind }) => kind === "failed")?.["error"] as Failure;
}

/** The measured peak must be within the budget. */
function expectWithin(outcome: CliOutcome): void {
  expect([outcome.code, outcome.signal]).toEqual([0, null]);
  const { measured, allowed } = eventsOf(outcome).at(-1) as unknown as { measured: number; allowed: number };
  expect(measured).toBeLessThanOrEqual(allowed);
}

describe("a TIFF of 60,000 × 60,000 pixels in 230 bytes", () => {
  test("is broken, and said so at once", async () => {
    expect(readFileSync(at("claim.tif")).length).toBeLessThan(400);
    expect(failureOf(await run("claim.tif", "--memory", "500MB"))).toMatchObject({
      tag: "decode",
      message: expect.stringContaining("broken"),
    });
  });

  test("is refused by a lower limit of pixels, with both numbers", async () => {
    const failure = failureOf(await run("claim.tif", "--max-pixels", "1000000000"));
    expect(failure).toMatchObject({ tag: "limit", found: 3_600_000_000, allowed: 1_000_000_000 });
    expect(failure.message).toContain("3,600,000,000");
  });
});

describe("a JPEG of hundreds of scans", () => {
  test("is refused by default, and by a lower limit", async () => {
    expect(failureOf(await run("scans-300.jpg"))).toMatchObject({ tag: "limit", allowed: 100 });
    expect(failureOf(await run("scans-90.jpg", "--max-scans", "50"))).toMatchObject({ tag: "limit", allowed: 50 });
    await expect(open(at("scans-300.jpg"))).rejects.toMatchObject({
      tag: "limit",
      cure: expect.stringContaining("scans"),
    });
  });

  test("is done within the limit, or with a higher one", async () => {
    expectWithin(await run("scans-90.jpg"));
    expectWithin(await run("scans-300.jpg", "--max-scans", "1000"));
  });
});

describe("a PNG bomb", () => {
  testByPillow("of 400 megapixels in 250 kB is done within the budget", async () => {
    expect(readFileSync(at("packed.png")).length).toBeLessThan(300_000);
    expectWithin(await run("packed.png", "--format", "png"));
    expect(await samplesAt(at("out/packed.png"), [[0.5, 0.5]])).toEqual([[0, 0, 0, 255]]);
    expect((await sharp(at("out/packed.png")).metadata()).width).toBe(500);
  });

  test("of 900 megapixels is refused where fewer are allowed", async () => {
    expect(failureOf(await run("large.png", "--max-pixels", "500000000"))).toMatchObject({ tag: "limit", found: 9e8 });
  });
});

describe("a GIF of thousands of frames", () => {
  test("costs no more than one frame where the first is asked for", async () => {
    const started = performance.now();
    expectWithin(await run("long.gif"));
    expect(performance.now() - started).toBeLessThan(15_000);
  });

  testByPillow("keeps every frame within the budget where all are asked for", async () => {
    expectWithin(await run("long.gif", "--pages", "all", "--size", "20x6", "--fit", "fill", "--format", "gif"));
    const { pages, pageHeight, width } = await sharp(at("out/long.gif"), { pages: -1 }).metadata();
    expect([pages, pageHeight, width]).toEqual([2000, 6, 8]);
    const colours = [
      [255, 0, 0, 255],
      [0, 255, 0, 255],
      [0, 0, 255, 255],
      [255, 255, 255, 255],
    ];
    // Frames around the ends of groups, and the last one.
    for (const frame of [0, 1, 15, 16, 17, 1000, 1983, 1999]) {
      const found = await samplesAt(
        at("out/long.gif"),
        [
          [0.1, 0.05],
          [0.9, 0.95],
        ],
        frame,
      );
      expect([frame, found]).toEqual([frame, [colours[frame % 4], colours[frame % 4]]]);
    }
  });

  test("is refused above the limit of frames, even above what libvips counts", async () => {
    expect(failureOf(await run("longer.gif"))).toMatchObject({ tag: "limit", allowed: 10_000 });
    expect(failureOf(await run("long.gif", "--max-frames", "1999"))).toMatchObject({ tag: "limit", allowed: 1999 });
    expectWithin(await run("long.gif", "--max-frames", "2000"));
    expectWithin(await run("longer.gif", "--max-frames", "20000"));
  });
});

test("what was refused left nothing behind", () => {
  expect(listFolder(at("out")).filter((name) => /claim|large|\.sluice/.test(name))).toEqual([]);
});
