/**
 * Files cut off at many places: a failure by default, never "done" with other pixels than the whole file has.
 * Not here: files that are broken in other ways (hostile.test).
 * Read next: src/run/lowering/stages.ts.
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { type FailOn, isSluiceError, open } from "../../src/index.ts";
import { sluice } from "../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";

const kinds: Readonly<Record<string, (picture: Sharp) => Sharp>> = {
  "baseline JPEG": (picture) => picture.jpeg({ quality: 90 }),
  "progressive JPEG": (picture) => picture.jpeg({ quality: 90, progressive: true }),
  PNG: (picture) => picture.png(),
  "interlaced PNG": (picture) => picture.png({ progressive: true }),
  "lossy WebP": (picture) => picture.webp(),
  "lossless WebP": (picture) => picture.webp({ lossless: true }),
  "TIFF of strips": (picture) => picture.tiff({ compression: "lzw" }),
  "TIFF of tiles": (picture) => picture.tiff({ compression: "jpeg", tile: true, tileWidth: 64, tileHeight: 64 }),
  GIF: (picture) => picture.gif(),
  AVIF: (picture) => picture.avif({ effort: 0 }),
};
/** Bytes from the start, parts of the whole, and bytes from the end. */
const cuts = [4, 12, 40, 0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, -40, -12, -4, -2, -1];

function cutOff(file: Buffer, cut: number): Buffer {
  return file.subarray(0, cut < 0 ? file.length + cut : cut < 1 ? Math.round(file.length * cut) : cut);
}

/** The thumbnail's PNG, or the tag of the error. */
async function attempt(file: Buffer, failOn: FailOn): Promise<Uint8Array | string> {
  try {
    using image = await open(file, { failOn });
    using thumbnail = image.thumbnail(60);
    return await thumbnail.encode("png");
  } catch (error) {
    if (isSluiceError(error)) return error.tag;
    throw error;
  }
}

describe.each(Object.keys(kinds))("a truncated %s", (kind) => {
  const make = kinds[kind] as (picture: Sharp) => Sharp;
  const whole = photo(240, 180, 3).then((picture) => make(picture).toBuffer());

  test("fails, unless nothing of its picture is missing", async () => {
    const file = await whole;
    const good = await attempt(file, "warning");
    expect(good).toBeInstanceOf(Uint8Array);
    const outcomes = await Promise.all(cuts.map((cut) => attempt(cutOff(file, cut), "warning")));
    for (const [index, outcome] of outcomes.entries()) {
      // Too few bytes to detect the format are an unknown format; any other cut is a decode error.
      if (typeof outcome === "string")
        expect([cuts[index], outcome]).toEqual([cuts[index], index === 0 ? expect.anything() : "decode"]);
      else expect([cuts[index], Buffer.from(outcome).equals(good as Uint8Array)]).toEqual([cuts[index], true]);
    }
    expect(outcomes.filter((outcome) => typeof outcome === "string").length).toBeGreaterThan(9);
  });

  test("may be degraded, but never silently so", async () => {
    const file = await whole;
    const good = (await attempt(file, "warning")) as Uint8Array;
    for (const cut of cuts) {
      const path = join(folder, "degraded.png");
      try {
        using image = await open(cutOff(file, cut), { failOn: "none" });
        using thumbnail = image.thumbnail(60);
        const { warnings } = await thumbnail.save(path);
        if (!Buffer.from(await thumbnail.encode("png")).equals(good))
          expect([cut, warnings.length]).not.toEqual([cut, 0]);
      } catch (error) {
        expect([cut, isSluiceError(error, "decode", "unsupported")]).toEqual([cut, true]);
      }
    }
  });
});

const folder = temporaryFolder();

test("the command fails it by default, and lists it as degraded where that is allowed", async () => {
  const file = await (await photo(240, 180, 3)).jpeg().toBuffer();
  const [input, output] = [join(folder, "half.jpg"), join(folder, "out")];
  writeFileSync(input, cutOff(file, 0.5));
  const strict = await sluice(["thumb", input, "-o", output, "--size", "60"]);
  expect(strict.code).toBe(10);
  expect(strict.lines.filter((line) => line.includes(input))).toEqual([
    expect.stringMatching(/^failed .*half\.jpg: .*truncated/),
  ]);
  expect(listFolder(output)).toEqual([]);

  const lenient = await sluice(["thumb", input, "-o", output, "--size", "60", "--fail-on", "none"]);
  expect(lenient.code).toBe(0);
  expect(lenient.lines).toContainEqual(expect.stringMatching(/^degraded .*half\.jpg: .*premature end/));
  expect(lenient.lines.at(-1)).toContain("1 done (1 degraded)");
  expect(listFolder(output)).toEqual(["half.jpg"]);
});

describe("without a thumbnail, where decoder and encoder run at once", () => {
  test.each(["jpg", "png", "tif", "webp"])("to %s: the input is at fault, or degraded", async (ending) => {
    for (const format of ["jpeg", "png"] as const) {
      const path = join(folder, `cut.${format}`);
      writeFileSync(path, cutOff(await (await photo(240, 180, 3)).toFormat(format).toBuffer(), 0.6));
      const copy = join(folder, `copy.${ending}`);
      using strict = await open(path);
      await expect(strict.save(copy)).rejects.toMatchObject({ tag: "decode", path });
      expect(listFolder(folder).filter((name) => name.includes("copy"))).toEqual([]);
      using lenient = await open(path, { failOn: "none" });
      const { warnings } = await lenient.save(copy);
      expect(warnings.length).toBeGreaterThan(0);
      rmSync(copy);
    }
  });
});

test("the error names the file, and ends with a cure", async () => {
  const path = join(folder, "named.png");
  writeFileSync(path, cutOff(await (await photo(240, 180, 3)).png().toBuffer(), 0.6));
  using image = await open(path);
  using thumbnail = image.thumbnail(60);
  await expect(thumbnail.encode("png")).rejects.toMatchObject({
    tag: "decode",
    path,
    cure: expect.stringMatching(/\.$/),
  });
});
