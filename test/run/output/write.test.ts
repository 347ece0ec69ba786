/**
 * Several files from one decode: the same pixels as one by one, all of the files or none, and nothing left behind.
 * Not here: what outputs share (test/plan/plan-outputs.unit.test).
 * Read next: src/run/write-outputs.ts, src/run/lowering/passes.ts.
 */
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { explain, open, write } from "../../../src/index.ts";
import { compareThumbnail, testByPillow } from "../../support/judge/judge.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  const picture = await photo(1500, 1000, 5);
  await picture.clone().jpeg({ quality: 92 }).toFile(at("photo.jpg"));
  await picture.clone().jpeg({ progressive: true }).toFile(at("progressive.jpg"));
  await picture.clone().png({ compressionLevel: 1 }).toFile(at("photo.png"));
  await picture.clone().rotate(90).withMetadata({ orientation: 8 }).jpeg().toFile(at("turned.jpg"));
});

const rawOf = async (path: string): Promise<Buffer> => await sharp(path).raw().toBuffer();

/** The largest difference between the samples of two files. */
async function worst(a: string, b: string): Promise<number> {
  const [one, other] = [await rawOf(a), await rawOf(b)];
  expect(one.length).toBe(other.length);
  return one.reduce((max, value, index) => Math.max(max, Math.abs(value - (other[index] as number))), 0);
}

describe("thumbnails of one file, written together", () => {
  test("are those that each would be alone, where the decode is the same", async () => {
    mkdirSync(at("alone"));
    mkdirSync(at("together"));
    for (const name of ["photo.jpg", "turned.jpg", "photo.png", "progressive.jpg"]) {
      using image = await open(at(name));
      // 1500 / 150 and 1500 / 130 are both decoded at 1/4.
      const outputs = [150, 130].map((width) => image.thumbnail({ width }).to(at(`together/${name}-${width}.png`)));
      const results = await write(outputs);
      expect(results.map(({ width, path }) => [width, path])).toEqual([
        [150, at(`together/${name}-150.png`)],
        [130, at(`together/${name}-130.png`)],
      ]);
      for (const width of [150, 130]) {
        await image.thumbnail({ width }).save(at(`alone/${name}-${width}.png`));
        const difference = await worst(at(`alone/${name}-${width}.png`), at(`together/${name}-${width}.png`));
        // The larger result may need bits of a progressive file that the smaller can skip.
        expect([name, width, difference <= (name === "progressive.jpg" ? 4 : 1)]).toEqual([name, width, true]);
      }
    }
  });

  testByPillow("are close to a full decode with Lanczos' filter, whatever their sizes", async () => {
    mkdirSync(at("judged"));
    const means: number[] = [];
    for (const name of ["photo.jpg", "progressive.jpg", "turned.jpg"]) {
      using image = await open(at(name));
      const sizes = [97, 320, 900];
      await write(sizes.map((size) => image.thumbnail(size).to(at(`judged/${size}.png`))));
      for (const size of sizes) means.push((await compareThumbnail(at(name), at(`judged/${size}.png`))).mean);
    }
    means.sort((a, b) => a - b);
    expect(means[Math.floor(means.length / 2)]).toBeLessThan(1);
    expect(means.at(-1)).toBeLessThan(3);
  });

  test("have results in the order of the outputs, with what was measured where that is asked for", async () => {
    mkdirSync(at("order"));
    using image = await open(at("photo.jpg"));
    const outputs = [
      image.thumbnail(100).to(at("order/small.webp"), { quality: 40 }),
      image.thumbnail(800).to(at("order/large.jpg")),
      image.thumbnail(800).to(at("order/copy"), { format: "png" }),
    ];
    const results = await write(outputs, { measure: true });
    expect(results.map(({ path, format, width }) => [path, format, width])).toEqual([
      [at("order/small.webp"), "webp", 100],
      [at("order/large.jpg"), "jpeg", 800],
      [at("order/copy"), "png", 800],
    ]);
    for (const { path, sizeBytes } of results) expect(readFileSync(path).length).toBe(sizeBytes);
    const [first] = results;
    expect(first?.explanation?.stages.every(({ measured }) => measured !== undefined)).toBe(true);
    expect((await explain(outputs)).stages.map(({ name }) => name)).toEqual(
      first?.explanation?.stages.map(({ name }) => name),
    );
    expect(String(await explain(outputs))).toContain("shared: jpeg, into memory");
  });
});

describe("recipes that share operations", () => {
  test("give the pixels of each alone", async () => {
    mkdirSync(at("recipes"));
    using image = await open(at("photo.png"));
    const soft = image.gaussblur(3);
    const made = { soft, turned: soft.rot("d90"), small: soft.resize(0.25), edges: soft.sobel().cast("uchar") };
    await write(Object.entries(made).map(([name, each]) => each.to(at(`recipes/${name}.png`))));
    for (const [name, each] of Object.entries(made)) {
      await each.save(at(`recipes/${name}-alone.png`));
      expect([name, await worst(at(`recipes/${name}.png`), at(`recipes/${name}-alone.png`))]).toEqual([name, 0]);
    }
  });

  test("and files of different sources may be written together", async () => {
    mkdirSync(at("two"));
    using one = await open(at("photo.jpg"));
    using other = await open(at("photo.png"));
    const outputs = [one.thumbnail(50).to(at("two/a.png")), other.thumbnail(60).to(at("two/b.png"))];
    expect((await write(outputs)).map(({ width }) => width)).toEqual([50, 60]);
  });
});

describe("all files appear, or none", () => {
  test("where one cannot be written", async () => {
    mkdirSync(at("none"));
    using image = await open(at("photo.jpg"));
    const outputs = [image.thumbnail(500).to(at("none/a.webp")), image.thumbnail(100).to(at("none/missing/b.webp"))];
    await expect(write(outputs)).rejects.toMatchObject({ tag: "output", path: at("none/missing/b.webp") });
    const tooWide = image.resize(12).to(at("none/wide.webp"));
    await expect(write([image.thumbnail(500).to(at("none/a.webp")), tooWide])).rejects.toThrow(/too large|dimension/i);
    expect(listFolder(at("none"))).toEqual([]);
  });

  test("where the input is broken", async () => {
    mkdirSync(at("broken"));
    writeFileSync(at("cut.jpg"), readFileSync(at("photo.jpg")));
    truncateSync(at("cut.jpg"), Math.floor(readFileSync(at("photo.jpg")).length / 2));
    using strict = await open(at("cut.jpg"));
    const outputs = (image: typeof strict) =>
      [40, 80].map((size) => image.thumbnail(size).to(at(`broken/${size}.png`)));
    await expect(write(outputs(strict))).rejects.toMatchObject({ tag: "decode", path: at("cut.jpg") });
    expect(listFolder(at("broken"))).toEqual([]);
    using loose = await open(at("cut.jpg"), { failOn: "none" });
    const results = await write(outputs(loose));
    expect(results.every(({ warnings }) => warnings.length > 0)).toBe(true);
    expect(listFolder(at("broken"))).toEqual(["40.png", "80.png"]);
  });

  test("where it is aborted, before or while it runs", async () => {
    mkdirSync(at("aborted"));
    using image = await open(at("photo.png"));
    const outputs = [1, 2, 3].map((sigma) => image.gaussblur(20 + sigma).to(at(`aborted/${sigma}.png`)));
    await expect(write(outputs, { signal: AbortSignal.abort(new Error("before")) })).rejects.toThrow("before");
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error("enough")), 60);
    await expect(write(outputs, { signal: stop.signal })).rejects.toThrow("enough");
    expect(listFolder(at("aborted"))).toEqual([]);
  });

  test("where a name is taken, is an input's, or another output's", async () => {
    mkdirSync(at("names"));
    using image = await open(at("photo.jpg"));
    writeFileSync(at("names/there.png"), "x");
    const fine = image.thumbnail(50).to(at("names/fine.png"));
    const taken = image.thumbnail(60).to(at("names/there.png"), { overwrite: false });
    await expect(write([fine, taken])).rejects.toMatchObject({ tag: "output", path: at("names/there.png") });
    await expect(write([fine, image.thumbnail(60).to(at("photo.jpg"))])).rejects.toThrow(/same file as the input/);
    await expect(write([fine, image.to(at("names/./fine.png"))])).rejects.toMatchObject({ tag: "usage" });
    await expect(write([])).rejects.toMatchObject({ tag: "usage" });
    expect(() => image.to("x.bmp")).toThrow(expect.objectContaining({ tag: "usage" }));
    expect(() => image.to("x.jpg", { quality: 0 })).toThrow(expect.objectContaining({ tag: "usage" }));
    expect(listFolder(at("names"))).toEqual(["there.png"]);
  });
});
