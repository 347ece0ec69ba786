/**
 * Every output format from every input format: valid for another reader, with the exact size and the right picture.
 * Not here: the colours of special inputs (colours.test), alpha and animations.
 * Read next: src/graph/output/encoding.ts.
 */
import { copyFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { eventsOf, sluice } from "../support/child/cli.ts";
import { convertByVips, describeFile, samplesAt, testByVips } from "../support/judge/judge.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { cornerColours, cornerPoints, corners, photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
/** Named after their formats, so that their thumbnails have different names. */
const inputs = ["jpg.jpg", "png.png", "webp.webp", "gif.gif", "tif.tif", "avif.avif"];

/** `--format`, the ending that Sluice gives, and Pillow's name. */
const formats = [
  ["jpeg", "jpg", "JPEG"],
  ["png", "png", "PNG"],
  ["webp", "webp", "WEBP"],
  ["gif", "gif", "GIF"],
  ["tiff", "tif", "TIFF"],
  ["avif", "avif", "AVIF"],
] as const;

/** The other formats refuse it. */
const hasQuality = (format: string): boolean => ["jpeg", "webp", "avif"].includes(format);

beforeAll(async () => {
  const picture = corners(240, 160);
  await picture.clone().jpeg({ quality: 95 }).toFile(at("jpg.jpg"));
  await picture.clone().png().toFile(at("png.png"));
  await picture.clone().webp({ quality: 95 }).toFile(at("webp.webp"));
  await picture.clone().gif().toFile(at("gif.gif"));
  await picture.clone().tiff({ compression: "lzw" }).toFile(at("tif.tif"));
  await picture.clone().avif({ quality: 90, effort: 0 }).toFile(at("avif.avif"));
});

/** Checks a file's format, size and picture; Pillow here reads no AVIF, so the vips command converts it first. */
async function expectThumbnail(path: string, format: string): Promise<void> {
  const isAvif = format === "AVIF";
  const readable = isAvif ? `${path}.png` : path;
  if (isAvif) convertByVips(path, readable);
  const facts = await describeFile(readable);
  const found = { path, format: isAvif ? format : facts.format, width: facts.width, height: facts.height };
  expect(found).toEqual({ path, format, width: 90, height: 60 });
  const colours = await samplesAt(readable, cornerPoints);
  const far = Object.values(cornerColours).some((colour, index) =>
    colour.some((value, band) => Math.abs(value - (colours[index]?.[band] ?? 999)) > 14),
  );
  if (far) expect({ path, colours }).toEqual({ path, colours: Object.values(cornerColours) });
}

describe("the command", () => {
  testByVips.each(formats)("writes %s from every format", async (format, ending, name) => {
    const output = at(`as-${format}`);
    const words = ["thumb", ...inputs.map(at), "-o", output, "--size", "90", "--format", format];
    const quality = hasQuality(format) ? ["--quality", "90"] : [];
    expect(await sluice([...words, ...quality])).toMatchObject({ code: 0 });
    expect(listFolder(output)).toEqual(inputs.map((input) => input.replace(/\.\w+$/, `.${ending}`)).sort());
    for (const file of listFolder(output)) await expectThumbnail(join(output, file), name);
  });

  testByVips("writes the format of each input by default", async () => {
    const outcome = await sluice(["thumb", ...inputs.map(at), "-o", at("same"), "--size", "90", "--json"]);
    const written = eventsOf(outcome)
      .filter(({ kind }) => kind === "done")
      .map(({ result }) => (result as { path: string }).path);
    expect(written.sort()).toEqual(inputs.map((input) => join(at("same"), input)).sort());
    for (const [, ending, name] of formats) await expectThumbnail(join(at("same"), `${ending}.${ending}`), name);
  });
});

test("the pixels are the same for any number of threads, alone and side by side", async () => {
  const source = at("large.jpg");
  await (await photo(1300, 900, 4)).jpeg().toFile(source);
  const files = [source, ...["1", "2", "3"].map((name) => at(`large-${name}.jpg`))];
  for (const copy of files.slice(1)) copyFileSync(source, copy);
  const results: Buffer[] = [];
  for (const [threads, inputs] of [
    ["1", [source]],
    ["3", [source]],
    ["2", files],
  ] as const) {
    const output = at(`threads-${threads}`);
    const words = ["thumb", ...inputs, "-o", output, "--size", "333", "--format", "png", "--threads", threads];
    expect(await sluice(words)).toMatchObject({ code: 0 });
    for (const name of listFolder(output)) results.push(readFileSync(join(output, name)));
  }
  expect(results.map((bytes) => bytes.equals(results[0] as Buffer))).toEqual(Array<boolean>(6).fill(true));
});

describe("the library", () => {
  testByVips.each(formats)("writes %s by the ending of the path", async (format, ending, name) => {
    using image = await open(at("png.png"));
    using thumbnail = image.thumbnail(90);
    const path = at(`by-ending.${ending}`);
    const saved = await thumbnail.save(path, hasQuality(format) ? { quality: 90 } : {});
    expect(saved).toMatchObject({ path, format, width: 90, height: 60, warnings: [] });
    await expectThumbnail(path, name);
  });

  test("refuses an ending that it cannot write, and options out of range, and leaves nothing", async () => {
    using image = await open(at("png.png"));
    for (const name of ["x.bmp", "x", "x.jpg.txt"]) {
      await expect(image.save(at(name))).rejects.toMatchObject({ tag: "usage" });
    }
    const wrong = [{ quality: 0 }, { quality: 101 }, { quality: 1.5 }, { effort: 11 }, { effort: -1 }];
    for (const options of wrong)
      await expect(image.save(at("x.webp"), options)).rejects.toMatchObject({ tag: "usage" });
    await expect(image.save(at("x.webp"), { effort: 7 })).rejects.toMatchObject({ tag: "usage" });
    await expect(image.save(at("x.tif"), { compression: "zip" as "lzw" })).rejects.toMatchObject({ tag: "usage" });
    expect(listFolder(folder).filter((name) => /(?:^|\/)\.?x\b/.test(name))).toEqual([]);
  });
});
