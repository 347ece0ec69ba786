/**
 * `sluice convert`, run as a command: between files and stores, options, refusals, progress, and
 * resuming after kill -9.
 * Not here: the stores themselves (test/store), or saving from the library (test/store/recipe.test.ts).
 * Read next: src/cli/convert/convert.ts.
 */
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../../src/index.ts";
import { askPython, testByZarr } from "../../store/zarr/zarr-python.ts";
import { type CliOutcome, eventsOf, type JsonEvent, sluice, startSluice } from "../../support/child/cli.ts";
import { describeFile, samePixels, testByPillow } from "../../support/judge/judge.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const convert = (...words: string[]): Promise<CliOutcome> => sluice(["convert", ...words], { cwd: folder });
const done = async (...words: string[]): Promise<void> => {
  const outcome = await convert(...words);
  expect([outcome.code, outcome.lines.filter((line) => /failed {3}|degraded/.test(line))]).toEqual([0, []]);
};
const hash = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** Samples that depend on their position, and are not too easy to compress. */
function paintedSamples(width: number, height: number): Buffer {
  const samples = Buffer.alloc(width * height * 3);
  let noise = 1;
  for (let index = 0; index < samples.length; index += 1) {
    noise = (Math.imul(noise, 1_103_515_245) + 12_345) & 0x7fffffff;
    samples[index] = (Math.floor(index / (3 * width)) % 200) + ((noise >> 16) & 31);
  }
  return samples;
}

const size = { width: 700, height: 530 };
const samples = paintedSamples(size.width, size.height);
const raw = (pixels: Buffer, { width, height }: typeof size): ReturnType<typeof sharp> =>
  sharp(pixels, { raw: { width, height, channels: 3 } });

beforeAll(async () => {
  const picture = raw(samples, size);
  await picture.clone().png().withMetadata({ density: 254 }).toFile(at("a.png"));
  await picture.clone().tiff({ compression: "lzw" }).toFile(at("a.tif"));
  const frames = [40, 90, 140].map((red) =>
    sharp({ create: { width: 30, height: 20, channels: 3, background: { r: red, g: 1, b: 2 } } })
      .png()
      .toBuffer(),
  );
  await sharp(await Promise.all(frames), { join: { animated: true } })
    .tiff({ compression: "lzw" })
    .toFile(at("pages.tif"));
  mkdirSync(at("folder"));
});

describe("the pixels", () => {
  const ways = [
    ["a.tif", "w1.h5", "w1.png"],
    ["a.png", "w2.zarr", "w2.tif"],
    ["a.png", "w3.h5", "w3.zarr", "w3.png"],
    ["a.tif", "w4.zarr", "w4.h5", "w4.tif"],
  ];
  testByPillow.each(ways)("stay the same from %s by %s to %s and further", async (...names) => {
    for (const [index, name] of names.slice(1).entries()) await done(names[index] as string, name);
    expect(await samePixels(at("a.png"), at(names.at(-1) as string))).toBe(true);
  });

  const h5py = spawnWorks("import h5py");
  test.skipIf(!h5py)("are what h5py reads, in the dataset, chunks and compression that were asked for", async () => {
    const words = ["--dataset", "scans/left", "--chunk", "128x64", "--compression", "rle", "--level", "3"];
    await done("a.tif", "judged.h5", ...words);
    const program =
      "import sys, h5py, hashlib; d = h5py.File(sys.argv[1])['scans/left']; " +
      "print(d.shape, d.chunks, d.compression, d.compression_opts, hashlib.sha256(d[()].tobytes()).hexdigest())";
    const told = execFileSync("/usr/bin/python3", ["-c", program, at("judged.h5")], { encoding: "utf8" }).trim();
    expect(told).toBe(`(530, 700, 3) (64, 128, 3) gzip 3 ${hash(samples)}`);
  });

  testByZarr("are what zarr-python reads of version 2", async () => {
    await done("a.png", "judged.zarr", "--zarr-version", "2", "--chunk", "100");
    const program =
      "import hashlib; a = zarr.open(sys.argv[1], 'r'); print(a.shape, a.chunks, hashlib.sha256(a[:].tobytes()).hexdigest())";
    expect(askPython(program, at("judged.zarr"))).toBe(`(530, 700, 3) (100, 100, 3) ${hash(samples)}`);
  });

  test("of a pyramid have its levels, and one is taken by --in-level", async () => {
    await done("a.tif", "levels.zarr", "--pyramid", "--levels", "3", "--chunk", "64");
    await done("levels.zarr", "level.png", "--in-level", "2");
    expect(await sharp(at("level.png")).metadata()).toMatchObject({ width: 175, height: 133 });
    expect((await convert("levels.zarr", "level3.png", "--in-level", "3")).lines.join()).toMatch(/level/);
  });

  test("go into Deep Zoom, and into a pyramid of TIFF", async () => {
    await done("a.tif", "w1.zarr");
    await done("w1.zarr", "deep.dzi");
    expect(readFileSync(at("deep.dzi"), "utf8")).toMatch(/Height="530"[^>]*Width="700"/s);
    expect(existsSync(at("deep_files/10/0_0.jpg"))).toBe(true);
    await done("w1.zarr", "pyramid.tif", "--tile", "--pyramid", "--compression", "lzw");
    expect(await sharp(at("pyramid.tif"), { page: 1 }).metadata()).toMatchObject({ width: 350, height: 265 });
  });
});

function spawnWorks(program: string): boolean {
  try {
    execFileSync("/usr/bin/python3", ["-c", program], { stdio: "ignore" });
    return true;
  } catch {
    process.stderr.write("SKIPPED: what h5py reads of converted files; it is not installed\n");
    return false;
  }
}

describe("pages", () => {
  testByPillow("are all kept where the output can hold them, else the first is", async () => {
    for (const [from, to, frames] of [
      ["pages.tif", "pages.h5", undefined],
      ["pages.h5", "pages.zarr", undefined],
      ["pages.zarr", "back.tif", 3],
      ["pages.h5", "pages.webp", 3],
      ["pages.h5", "page.png", 1],
      ["pages.tif", "first.tif", 1],
    ] as const) {
      await done(from, to, ...(to === "first.tif" ? ["--pages", "first"] : []));
      if (frames !== undefined) expect(await describeFile(at(to))).toMatchObject({ frames, width: 30, height: 20 });
    }
    expect(await samePixels(at("pages.tif"), at("back.tif"))).toBe(true);
  });

  testByZarr("of dimensions are chosen by --axes and --page", async () => {
    const program =
      "a = zarr.open(sys.argv[1], 'w', shape=(5, 40, 60), chunks=(1, 40, 60), dtype='u1', compressor=None); " +
      "a[:] = np.arange(5 * 40 * 60, dtype='u4').reshape(5, 40, 60) % 251";
    askPython(program, at("stack.zarr"));
    await done("stack.zarr", "page.tif", "--axes", "zyx", "--page", "3", "--compression", "none");
    const found = await sharp(at("page.tif")).extractChannel(0).raw().toBuffer();
    expect([...found]).toEqual(Array.from({ length: 2400 }, (_, index) => (3 * 2400 + index) % 251));
  });
});

describe("is refused before any work, with a cure", () => {
  test.each([
    [["a.png", "x.png", "--chunk", "64"], /--chunk is of hdf5 and zarr.*x\.png is png.*Leave it out/],
    [["a.png", "x.tif", "--resume"], /--resume is of hdf5 and zarr/],
    [["a.png", "x.h5", "--pyramid"], /--pyramid is of tiff and zarr/],
    [["a.png", "x.h5", "--zarr-version", "2"], /--zarr-version is of zarr, and x\.h5 is hdf5/],
    [["a.png", "x.zarr", "--levels", "2"], /--levels is of a pyramid.*Add --pyramid/],
    [["a.png", "x.zarr", "--compression", "lzw"], /zarr has no compression "lzw".*Choose deflate, rle or none/],
    [["a.png", "x.zarr", "--chunk", "64x"], /"64x" is no size of chunks.*256x128/],
    [["a.png", "x.zarr", "--chunk", "20000"], /chunk is 20000.*Try 256/],
    [["a.png", "x.foo"], /".foo" is not a format that can be written.*hdf5, zarr/],
    [["a.png", "folder"], /folder is a folder.*such as folder\/a\.png/],
    [["a.png", "folder", "--format", "hdf5"], /such as folder\/a\.h5/],
    [["folder", "x.h5"], /folder is a folder, and no Zarr store.*Name one image/],
  ] as const)("%j", async (words, said) => {
    const { code, lines } = await convert(...words);
    expect([code, lines.join(" ")]).toEqual([20, expect.stringMatching(said)]);
    expect(listFolder(folder).filter((name) => name.startsWith("x."))).toEqual([]);
  });

  test("or fails: without the dataset, over its own input, over a folder that is no store", async () => {
    await done("a.png", "own.h5");
    expect((await convert("own.h5", "y.png", "--in-dataset", "no")).lines.join()).toMatch(/no dataset "no".*image \(/);
    expect((await convert("own.h5", "own.h5", "--overwrite")).lines.join()).toMatch(/same file as the input/);
    mkdirSync(at("mine.zarr"));
    writeFileSync(at("mine.zarr/thesis.txt"), "all of it");
    const onto = await convert("a.png", "mine.zarr", "--overwrite");
    expect([onto.code, onto.lines.join()]).toEqual([20, expect.stringMatching(/is a folder/)]);
    expect(existsSync(at("mine.zarr/thesis.txt"))).toBe(true);
  });

  test("an output that exists is left alone, and replaced with --overwrite", async () => {
    await done("a.png", "there.zarr");
    await done("pages.tif", "there.zarr");
    expect((await open(at("there.zarr"))).width).toBe(700);
    await done("pages.tif", "there.zarr", "--overwrite");
    expect((await open(at("there.zarr"))).width).toBe(30);
  });
});

test("--help teaches with examples, and explain plans without writing", async () => {
  const help = await convert("--help");
  expect(help.stdout).toMatch(/sluice convert scan\.tif scan\.zarr --pyramid --resume/);
  const plan = await sluice(["explain", "convert", "a.png", "planned.zarr"], { cwd: folder });
  expect([plan.code, plan.stdout]).toEqual([0, expect.stringMatching(/zarr 700 × 530[\s\S]*compression/)]);
  expect(existsSync(at("planned.zarr"))).toBe(false);
});

const long = { width: 1500, height: 9000 };

/** Runs with --json until a fraction of the rows is written, then kills the process. @returns the reported progress. */
async function killedAt(fraction: number, words: readonly string[]): Promise<number[]> {
  const { child, outcome } = startSluice(["convert", ...words, "--json", "--resume"], { cwd: folder });
  child.stdout.on("data", (text: string) => {
    const told = [...text.matchAll(/"fraction":([\d.]+)/g)].map(([, number]) => Number(number));
    if (Math.max(0, ...told) >= fraction) child.kill("SIGKILL");
  });
  return progressOf(eventsOf(await outcome.then((each) => ({ ...each, stdout: wholeLines(each.stdout) }))));
}

function wholeLines(text: string): string {
  return text.slice(0, text.lastIndexOf("\n") + 1);
}

function progressOf(events: readonly JsonEvent[]): number[] {
  return events.filter((each) => each.kind === ("progress" as string)).map(({ fraction }) => Number(fraction));
}

describe("a long image", () => {
  const samplesOfLong = paintedSamples(long.width, long.height);
  beforeAll(async () => {
    await raw(samplesOfLong, long).tiff({ compression: "none" }).toFile(at("long.tif"));
  });

  test("tells how far it is, a line at a time", async () => {
    const outcome = await convert("long.tif", "told.h5", "--json", "--compression", "none");
    const events = eventsOf(outcome);
    const progress = progressOf(events);
    expect(progress.length).toBeGreaterThan(10);
    expect(progress).toEqual(progress.toSorted((a, b) => a - b));
    expect([(progress[0] as number) > 0, (progress.at(-1) as number) < 1]).toEqual([true, true]);
    expect(events.map(({ kind }) => kind).filter((kind) => kind !== ("progress" as string))).toEqual([
      "budget",
      "planned",
      "done",
      "summary",
    ]);
    expect(events.find(({ kind }) => kind === "done")).toMatchObject({ result: { format: "hdf5", width: 1500 } });
  });

  test.each(["other.h5", "other.zarr"])(
    "that is killed is gone on with from the same input alone: %s",
    async (name) => {
      const words = ["long.tif", name, "--level", "6"];
      await killedAt(0.4, words);
      const { mtimeNs } = statSync(at("long.tif"), { bigint: true });
      const refused = async (...given: readonly string[]): Promise<void> => {
        const { code, lines } = await convert(...given, "--resume");
        expect([code, lines.join(" ")]).toEqual([
          10,
          expect.stringMatching(/another input.* remove \.other\.\S+ beside/s),
        ]);
      };
      await refused("long.tif", name, "--level", "5");
      await refused("a.tif", name, "--level", "6");
      // To the nanosecond, which Node's own times do not reach.
      const touch = (time: bigint): unknown =>
        execFileSync("touch", [
          "-m",
          "-d",
          `@${time / 10n ** 9n}.${String(time % 10n ** 9n).padStart(9, "0")}`,
          at("long.tif"),
        ]);
      touch(mtimeNs + 1n);
      await refused(...words);
      touch(mtimeNs);
      expect((await convert("./long.tif", name, "--level", "6", "--resume")).code).toBe(0);
      using pixels = await (await open(at(name))).pixels();
      expect(hash(pixels.data as Uint8Array)).toBe(hash(samplesOfLong));
      expect(listFolder(folder).filter((each) => each.startsWith("."))).toEqual([]);
    },
  );

  test.each([
    ["long.h5", []],
    ["long.zarr", []],
    ["levels-of-long.zarr", ["--pyramid"]],
  ] as const)("that is killed on its way to %s twice is gone on with, to the same pixels", async (name, options) => {
    const words = ["long.tif", name, "--level", "6", ...options];
    await killedAt(0.35, words);
    await killedAt(0.7, words);
    expect(existsSync(at(name))).toBe(false);
    const last = await convert(...words, "--json", "--resume");
    expect(last.code).toBe(0);
    // Zarr keeps whole rows of shards: those have 2048 rows, and two of them were written long before.
    if (name.endsWith(".zarr")) expect(progressOf(eventsOf(last))[0]).toBeGreaterThan(0.4);
    using stored = await open(at(name));
    using pixels = await stored.pixels();
    expect(hash(pixels.data as Uint8Array)).toBe(hash(samplesOfLong));
    expect(listFolder(folder).filter((each) => each.startsWith("."))).toEqual([]);
    expect(eventsOf(await convert(...words, "--json", "--resume"))).toContainEqual(
      expect.objectContaining({ kind: "skipped", reason: "exists" }),
    );
  });
});
