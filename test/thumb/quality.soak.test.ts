/**
 * The difference of photos' thumbnails from a full decode with Lanczos' filter: median below 1 of 255, worst below 3.
 * Not here: exact colours (colours.test); shrinking in the decoder may change pixels by this much.
 * Read next: src/plan/load/load-choice.ts, where the trade is made.
 */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { compareThumbnail, testByPillow } from "../support/judge/judge.ts";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();

/** The mean difference of the thumbnail of a file, as PNG, from Pillow's. */
async function difference(source: string, size: number | string): Promise<number> {
  const path = join(folder, "thumbnail.png");
  using image = await open(source);
  using thumbnail = image.thumbnail(size);
  await thumbnail.save(path);
  return (await compareThumbnail(source, path)).mean;
}

function expectClose(found: readonly number[]): void {
  const sorted = [...found].sort((a, b) => a - b);
  const shown = sorted.map((value) => value.toFixed(2)).join(" ");
  expect(sorted[Math.floor(sorted.length / 2)], shown).toBeLessThan(1);
  expect(sorted.at(-1), shown).toBeLessThan(3);
}

describe("generated photos", () => {
  const cases = [
    { width: 1600, height: 1200, size: 500 },
    { width: 1000, height: 750, size: 200 },
    { width: 1200, height: 1600, size: 500 },
    { width: 1001, height: 701, size: 499 },
    { width: 1920, height: 1080, size: 320 },
    { width: 1280, height: 1280, size: 97 },
    { width: 900, height: 600, size: 450 },
    { width: 900, height: 600, size: 800 },
    { width: 2400, height: 800, size: "x100" },
    { width: 800, height: 2000, size: "130x" },
  ] as const;

  testByPillow("as JPEG, baseline and progressive, with chroma at full and half size", async () => {
    const found: number[] = [];
    for (const [index, { width, height, size }] of cases.entries()) {
      const source = join(folder, `photo-${index}.jpg`);
      const chromaSubsampling = index % 3 === 0 ? "4:4:4" : "4:2:0";
      const picture = await photo(width, height, index + 1);
      await picture.jpeg({ quality: 88, progressive: index % 4 === 1, chromaSubsampling }).toFile(source);
      found.push(await difference(source, size));
    }
    expectClose(found);
  });

  testByPillow.each(["webp", "png", "tiff"] as const)("as %s", async (format) => {
    const found: number[] = [];
    for (const [index, size] of [400, 150, 60].entries()) {
      const source = join(folder, `photo-${index}.${format}`);
      await (await photo(1200, 800, index + 1))
        .toFormat(format, format === "webp" ? { quality: 90 } : {})
        .toFile(source);
      found.push(await difference(source, size));
    }
    expectClose(found);
  });
});

describe("real photos", () => {
  /** The folders of Debian's lomiri-wallpapers-16.04, mate-backgrounds and forensics-samples-files. */
  const folders = ["/usr/share/backgrounds", "/usr/share/forensics-samples/original-files"];
  const photos = folders.filter((name) => existsSync(name)).flatMap(photosBelow);
  if (photos.length === 0) process.stderr.write(`SKIPPED: real photos; apt-get install mate-backgrounds\n`);
  /** The time for comparisons; a slow machine compares fewer photos. */
  const longestMs = 15_000;

  const testPhotos = photos.length === 0 ? test.skip : testByPillow;
  testPhotos("of Debian's packages", async () => {
    const found: number[] = [];
    const started = performance.now();
    for (const source of spread(photos, 10)) {
      if (found.length >= 4 && performance.now() - started > longestMs) break;
      found.push(await difference(source, 500));
    }
    expectClose(found);
  });

  function photosBelow(start: string): string[] {
    const names = readdirSync(start, { recursive: true, encoding: "utf8" });
    return names.filter((name) => /\.jpe?g$/i.test(name)).map((name) => join(start, name));
  }

  /** A number of items from all over the list. */
  function spread<T>(list: readonly T[], max: number): T[] {
    const step = Math.max(1, list.length / max);
    return Array.from({ length: Math.min(max, list.length) }, (_, index) => list[Math.floor(index * step)] as T);
  }
});

test("a thumbnail of the image's own size is the image", async () => {
  const png = await (await photo(300, 200)).png().toBuffer();
  using image = await open(png);
  using thumbnail = image.thumbnail(300);
  const { default: sharp } = await import("sharp");
  const [ours, theirs] = [await thumbnail.encode("png"), png].map((file) => sharp(file).raw().toBuffer());
  expect((await ours)?.equals((await theirs) as Buffer)).toBe(true);
});
