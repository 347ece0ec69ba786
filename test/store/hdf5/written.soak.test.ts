/**
 * Files that we write, judged by other programs: h5py, h5dump, h5ls, h5diff, and h5repack under valgrind.
 * Not here: reading files of other programs (test/store/hdf5/foreign.soak.test.ts).
 * Read next: test/store/hdf5/judge.py.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type PixelFormat, pixelFormats } from "../../../src/core/pixel-format.ts";
import { pelBytes } from "../../../src/graph/recipe/header.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { datasets, openHdf5 } from "../../../src/store/hdf5/open-hdf5.ts";
import { type CreateHdf5Options, createHdf5 } from "../../../src/store/hdf5/write/create-hdf5.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { randomBytesOf } from "../plain-array.ts";

const folder = temporaryFolder();
const judge = fileURLToPath(new URL("judge.py", import.meta.url));

function has(command: string, ...args: string[]): boolean {
  const there = spawnSync(command, args, { stdio: "ignore" }).status === 0;
  if (!there) process.stderr.write(`SKIPPED: what ${command} says of our HDF5 files; it is not installed\n`);
  return there;
}
const hasH5py = has("/usr/bin/python3", "-c", "import h5py");
const hasTools = has("h5dump", "--version") && has("h5repack", "--version");
const hasValgrind = has("valgrind", "--version");

/** Writes random pixels in strips of 50 rows; the plain array of the same pixels goes beside the file. */
async function write(name: string, shape: StoredShape, options: CreateHdf5Options = {}): Promise<string> {
  const path = join(folder, `${name}.h5`);
  const pel = pelBytes(shape);
  const pixels = randomBytesOf(seededRandom(name.length), shape.width * shape.height * pel);
  await using store = await createHdf5(path, shape, options);
  for (let top = 0; top < shape.height; top += 50) {
    const height = Math.min(50, shape.height - top);
    const rows = pixels.subarray(top * shape.width * pel, (top + height) * shape.width * pel);
    await store.write({ left: 0, top, width: shape.width, height }, rows);
  }
  await store.finish();
  writeFileSync(`${path}.${options.dataset?.replaceAll("/", "-") ?? "image"}.raw`, pixels);
  return path;
}

function judged(path: string, dataset = "image"): Record<string, unknown> {
  const raw = `${path}.${dataset.replaceAll("/", "-")}.raw`;
  return JSON.parse(execFileSync("/usr/bin/python3", [judge, path, dataset, raw], { encoding: "utf8" }));
}

const usual: StoredShape = { width: 203, height: 157, bands: 3, format: "uchar", chunk: { width: 64, height: 48 } };
const numpyTypes: Readonly<Record<PixelFormat, string>> = {
  uchar: "|u1",
  char: "|i1",
  ushort: "<u2",
  short: "<i2",
  uint: "<u4",
  int: "<i4",
  float: "<f4",
  complex: "<c8",
  double: "<f8",
  dpcomplex: "<c16",
};

describe.skipIf(!hasH5py)("h5py reads", () => {
  test.each(pixelFormats)("samples of %s", async (format) => {
    const path = await write(format, { ...usual, format });
    const isOneByte = format === "uchar" || format === "char";
    expect(judged(path)).toMatchObject({
      shape: [157, 203, 3],
      type: numpyTypes[format],
      chunks: [48, 64, 3],
      compression: "gzip",
      level: 1,
      shuffle: !isOneByte,
    });
  });

  test.each<[string, CreateHdf5Options, object]>([
    ["none", { compression: "none" }, { compression: null, fletcher32: false }],
    ["rle", { compression: "rle" }, { compression: "gzip", level: 1 }],
    ["level 9", { level: 9, shuffle: false }, { compression: "gzip", level: 9, shuffle: false }],
    ["a checksum", { fletcher32: true }, { fletcher32: true, compression: "gzip" }],
    ["a checksum only", { fletcher32: true, compression: "none" }, { fletcher32: true, compression: null }],
  ])("compression: %s", async (name, options, expected) => {
    expect(judged(await write(`with ${name}`, { ...usual, format: "short" }, options))).toMatchObject(expected);
  });

  test.each([1, 5, 40])("%i bands", async (bands) => {
    expect(judged(await write(`bands ${bands}`, { ...usual, bands }))).toMatchObject({ shape: [157, 203, bands] });
  });

  test("attributes", async () => {
    const attributes = {
      interpretation: "srgb",
      empty: "",
      Grüße: "世界",
      xres: 11.811,
      orientation: 6,
      large: 2 ** 40,
      list: [1, -2, 3],
      reals: [0.5, 1e300],
      "exif-data": Uint8Array.of(69, 120, 0, 255),
    };
    const path = await write("attributes", usual, { attributes });
    const { "exif-data": exif, ...plain } = attributes;
    expect(judged(path)["attributes"]).toEqual({ ...plain, "exif-data": [...exif], "sluice:axes": "yxc" });
  });

  test("many chunks, whose index has three levels", async () => {
    const shape: StoredShape = { width: 150, height: 100, bands: 1, format: "uchar", chunk: { width: 2, height: 1 } };
    const path = await write("many chunks", shape, { compression: "none" });
    expect(judged(path)).toMatchObject({ chunks: [1, 2, 1] });
  });

  test("several datasets in groups of one file", async () => {
    const path = await write("groups", usual, { dataset: "scans/left" });
    const names = Array.from({ length: 12 }, (_, index) => `scans/more/number-${index}`);
    for (const dataset of ["scans/right", "other", ...names]) {
      await write("groups", { ...usual, bands: 1, format: "float" }, { dataset, overwrite: "add" });
    }
    for (const dataset of ["scans/left", "scans/right", "other", ...names]) judged(path, dataset);
    expect((await datasets(path)).map(({ name }) => name)).toHaveLength(15);
    await expect(openHdf5(path)).rejects.toMatchObject({
      tag: "usage",
      cure: expect.stringContaining("scans/left (157"),
    });
    await using left = await openHdf5(path, { dataset: "/scans/left/" });
    expect(left.shape).toEqual(usual);
  });

  test("what lies beyond 4 GiB of a file", async () => {
    const path = await write("large", usual);
    // A sparse file: the disk does not hold these bytes, and the new dataset comes after them.
    truncateSync(path, 5e9);
    await write("large", { ...usual, format: "float" }, { dataset: "far", overwrite: "add", compression: "none" });
    expect(statSync(path).size).toBeGreaterThan(5e9);
    judged(path);
    judged(path, "far");
    await using far = await openHdf5(path, { dataset: "far" });
    const read = await far.read({ left: 0, top: 0, width: 203, height: 157 });
    expect(Buffer.compare(read, readFileSync(`${path}.far.raw`))).toBe(0);
    rmSync(path);
  });

  test("a file whose longer attributes lie beside its image", async () => {
    const profile = randomBytesOf(seededRandom(1), 200_000);
    const path = await write("profile", usual, { attributes: { "icc-profile-data": profile } });
    judged(path);
    writeFileSync(`${path}.image.icc-profile-data.raw`, profile);
    expect(judged(path, "image.icc-profile-data")).toMatchObject({ shape: [200_000], type: "|u1" });
  });
});

describe.skipIf(!hasTools)("the tools of HDF5", () => {
  test("h5ls and h5dump show what is there", async () => {
    const path = await write("tools", { ...usual, format: "ushort" }, { attributes: { title: "fine" } });
    expect(execFileSync("h5ls", ["-v", path], { encoding: "utf8" })).toMatch(/Dataset \{157\/157, 203\/203, 3\/3\}/);
    const shown = execFileSync("h5dump", ["-p", "-H", path], { encoding: "utf8" });
    expect(shown).toContain("H5T_STD_U16LE");
    expect(shown).toContain("CHUNKED ( 48, 64, 3 )");
    expect(shown).toContain("PREPROCESSING SHUFFLE");
    expect(shown).toContain("COMPRESSION DEFLATE { LEVEL 1 }");
  });

  test("h5repack copies it, without a memory error, and h5diff finds no difference", async () => {
    const path = await write("repacked", usual, { attributes: { list: [1, 2], title: "fine" }, fletcher32: true });
    await write("repacked", { ...usual, format: "dpcomplex" }, { dataset: "a/b", overwrite: "add" });
    const copy = `${path}.copy`;
    const repack = ["h5repack", "-f", "GZIP=5", path, copy];
    if (hasValgrind) execFileSync("valgrind", ["-q", "--error-exitcode=99", ...repack]);
    else execFileSync(repack[0] as string, repack.slice(1));
    execFileSync("h5diff", [path, copy]);
    await using store = await openHdf5(copy, { dataset: "image" });
    expect(store.attributes).toEqual({ list: [1, 2], title: "fine" });
  });
});

describe("a dataset that is added", () => {
  test("leaves the file as it was when it is not finished", async () => {
    const path = await write("added", usual);
    const before = execFileSync("sha256sum", [path], { encoding: "utf8" });
    {
      await using store = await createHdf5(path, usual, { dataset: "second", overwrite: "add" });
      await store.write({ left: 0, top: 0, width: 203, height: 157 }, new Uint8Array(203 * 157 * 3));
    }
    expect(execFileSync("sha256sum", [path], { encoding: "utf8" })).toBe(before);
  });

  test("needs a name that is free, and a file of ours", async () => {
    const path = await write("taken", usual, { dataset: "a/b" });
    for (const dataset of ["a", "a/b", "a/b/c"]) {
      const adding = createHdf5(path, usual, { dataset, overwrite: "add" });
      await expect(adding).rejects.toMatchObject({ tag: "output", message: expect.stringContaining("already") });
    }
    if (!hasH5py) return;
    const foreign = join(folder, "foreign.h5");
    const script = `import h5py; h5py.File(${JSON.stringify(foreign)}, "w")["x"] = [[1]]`;
    execFileSync("/usr/bin/python3", ["-c", script]);
    await expect(createHdf5(foreign, usual, { dataset: "y", overwrite: "add" })).rejects.toThrow(
      "not written by Sluice",
    );
  });
});

describe("what HDF5 has no room for is refused", () => {
  test.each<[string, Partial<StoredShape>, CreateHdf5Options]>([
    ["a name with a zero", {}, { dataset: "a\0b" }],
    ["no name", {}, { dataset: "//" }],
    ["an attribute of our own", {}, { attributes: { "sluice:axes": "xy" } }],
    ["a long text", {}, { attributes: { text: "x".repeat(70_000) } }],
    ["no pixels", { width: 0 }, {}],
    ["chunks of gigabytes", { chunk: { width: 2 ** 20, height: 2 ** 20 } }, {}],
    ["a level", {}, { level: 11 }],
    ["resuming what is added", {}, { overwrite: "add", resume: true }],
  ])("%s", async (name, shape, options) => {
    const path = join(folder, `${name}.h5`.replace("\0", ""));
    await expect(createHdf5(path, { ...usual, ...shape }, options)).rejects.toMatchObject({ tag: "usage" });
  });
});
