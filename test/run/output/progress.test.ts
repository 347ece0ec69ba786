/**
 * What `onProgress` is told, of every way to write: it never falls, is throttled, and ends with all, once, on success only.
 * Not here: libvips' own count (test/native/object/evaluation.test.ts).
 * Read next: src/run/output/progress-report.ts.
 */
import { existsSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  type BytesOptions,
  configure,
  Image,
  type OutputFormat,
  open,
  type Progress,
  type SaveOptions,
  write,
} from "../../../src/index.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { imageOf, type Shape, samplesOf } from "../../support/picture/stream-pictures.ts";

// However many processors there are, it takes its time.
configure({ threads: 2 });
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** More than 16 MB: a TIFF is in tiles that threads compress. */
const shape: Shape = { width: 1500, height: 3600, bands: 3, format: "uchar" };
/** Takes some tenths of a second to compute. */
const slow = imageOf(shape, samplesOf(shape, 4)).gaussblur(6, { precision: "float" }).cast("uchar");
const all: Progress = { fraction: 1, rows: shape.height, bytes: shape.width * shape.height * 3 };

/** The calls of a listener, and when they came. */
function listen(then: (progress: Progress) => void = () => {}) {
  const calls: Progress[] = [];
  const times: number[] = [];
  const onProgress = (progress: Progress): void => {
    calls.push(progress);
    times.push(performance.now());
    then(progress);
  };
  return { calls, times, onProgress };
}

/** @returns how many calls came before the last. */
function expectWhole({ calls, times }: ReturnType<typeof listen>, end: Progress = all): number {
  expect(calls.at(-1)).toEqual(end);
  expect(calls.filter(({ fraction }) => fraction === 1)).toHaveLength(1);
  for (const [index, { fraction, rows, bytes }] of calls.entries()) {
    const before = calls[index - 1] ?? { fraction: 0, rows: 0 };
    expect(fraction).toBeGreaterThan(before.fraction);
    expect(rows).toBeGreaterThanOrEqual(Math.max(1, before.rows));
    expect(rows).toBeLessThanOrEqual(Math.ceil(fraction * end.rows));
    expect(bytes).toBe((rows * end.bytes) / end.rows);
    expect(Object.isFrozen(calls[index])).toBe(true);
  }
  const gaps = times.slice(1, -1).map((time, index) => time - (times[index] as number));
  expect(gaps.filter((gap) => gap < 99)).toEqual([]);
  return calls.length - 1;
}

const files: readonly (readonly [name: string, options: SaveOptions])[] = [
  ["photo.jpg", {}],
  ["photo.png", { level: 1 }],
  ["photo.webp", { effort: 0 }],
  ["tiles.tif", {}],
  ["strips.tif", { tile: false, level: 1 }],
  ["pyramid.tif", { pyramid: true, compression: "none" }],
  ["raw.tif", { compression: "none" }],
  ["image.v", {}],
  ["image.h5", {}],
  ["image.zarr", { pyramid: true }],
  ["zoom.dzi", {}],
];

describe("a save", () => {
  test.each(files)("of %s tells its progress", async (name, options) => {
    const heard = listen();
    const { sizeBytes } = await slow.save(at(name), { ...options, onProgress: heard.onProgress });
    expect(sizeBytes).toBeGreaterThan(0);
    expect(expectWhole(heard)).toBeGreaterThan(0);
  });

  test("of one pixel tells the end alone", async () => {
    const heard = listen();
    const pixel = Image.fromPixels(new Uint8Array(3), { width: 1, height: 1, bands: 3 });
    await pixel.save(at("pixel.png"), { onProgress: heard.onProgress });
    expect(heard.calls).toEqual([{ fraction: 1, rows: 1, bytes: 3 }]);
  });

  test("with a limit of bytes tells the end once, after its trials", async () => {
    const heard = listen();
    await slow.save(at("fitted.jpg"), { maxBytes: 200_000, onProgress: heard.onProgress });
    expect(expectWhole(heard)).toBeGreaterThan(0);
  });

  test("that reads a broken input again does not fall back", async () => {
    await slow.save(at("cut.png"), { level: 1 });
    truncateSync(at("cut.png"), Math.floor(readFileSync(at("cut.png")).length / 2));
    const heard = listen();
    using cut = await open(at("cut.png"), { failOn: "none" });
    const { warnings } = await cut.gaussblur(12).save(at("mended.tif"), { onProgress: heard.onProgress });
    expect(warnings).not.toEqual([]);
    expectWhole(heard);
  });

  test("that cannot be finished has no last call", async () => {
    const heard = listen();
    writeFileSync(at("there.png"), "");
    const saved = slow.save(at("there.png"), { overwrite: false, onProgress: heard.onProgress });
    await expect(saved).rejects.toMatchObject({ tag: "output" });
    expect(heard.calls).toEqual([]);
  });
});

describe("an encode, a checkpoint and a write", () => {
  test.each<readonly [OutputFormat, BytesOptions]>([
    ["jpeg", {}],
    ["webp", { effort: 0 }],
    ["tiff", { compression: "none" }],
  ])("encode to %s", async (format, options) => {
    const heard = listen();
    expect((await slow.encode(format, { ...options, onProgress: heard.onProgress })).length).toBeGreaterThan(0);
    expect(expectWhole(heard)).toBeGreaterThan(0);
  });

  test("a checkpoint with a path, and in scratch", async () => {
    const [stored, scratch] = [listen(), listen()];
    using first = await slow.checkpoint(at("point.h5"), { reuse: true, onProgress: stored.onProgress });
    using second = await slow.checkpoint(undefined, { onProgress: scratch.onProgress });
    expect([first.height, second.height]).toEqual([shape.height, shape.height]);
    expect(expectWhole(stored)).toBeGreaterThan(0);
    expect(expectWhole(scratch)).toBeGreaterThan(0);
    const again = listen();
    using reused = await slow.checkpoint(at("point.h5"), { reuse: true, onProgress: again.onProgress });
    expect([reused.height, again.calls]).toEqual([shape.height, []]);
  });

  test("a write tells each output's listener of its own file", async () => {
    const [large, small] = [listen(), listen()];
    const half = slow.extractArea(0, 0, 750, 1800);
    await write([
      slow.to(at("large.jpg"), { onProgress: large.onProgress }),
      half.to(at("small.h5"), { onProgress: small.onProgress }),
      slow.invert().to(at("silent.png"), { level: 1 }),
    ]);
    expectWhole(large);
    expectWhole(small, { fraction: 1, rows: 1800, bytes: 750 * 1800 * 3 });
  });
});

describe("a listener", () => {
  const names = ["one.jpg", "one.png", "one.tif", "one.h5", "one.zarr", "one.v"];

  test.each(names)("that throws ends the save of %s with its error, and nothing stays", async (name) => {
    const before = listFolder(folder);
    const enough = new Error("enough");
    const heard = listen(() => {
      throw enough;
    });
    const saved = slow.save(at(`thrown-${name}`), { onProgress: heard.onProgress });
    await expect(saved).rejects.toBe(enough);
    expect(heard.calls).toHaveLength(1);
    expect(heard.calls[0]?.fraction).toBeLessThan(1);
    expect(listFolder(folder)).toEqual(before);
  });

  test.each(names)("that aborts ends the save of %s without a last call, and nothing stays", async (name) => {
    const before = listFolder(folder);
    const abort = new AbortController();
    const heard = listen(() => abort.abort(new Error("no more")));
    const saved = slow.save(at(`aborted-${name}`), { signal: abort.signal, onProgress: heard.onProgress });
    await expect(saved).rejects.toThrow("no more");
    expect(heard.calls).toHaveLength(1);
    expect(listFolder(folder)).toEqual(before);
  });

  test("that throws ends an encode, and a write with all its files", async () => {
    const before = listFolder(folder);
    const onProgress = (): never => {
      throw new Error("enough");
    };
    await expect(slow.encode("jpeg", { onProgress })).rejects.toThrow("enough");
    const outputs = [slow.to(at("a.png"), { level: 1, onProgress }), slow.to(at("b.jpg"))];
    await expect(write(outputs)).rejects.toThrow("enough");
    expect(listFolder(folder)).toEqual(before);
  });

  test("that throws in the last call rejects, and the complete file stays", async () => {
    const onProgress = ({ fraction }: Progress): void => {
      if (fraction === 1) throw new Error("too late");
    };
    await expect(slow.save(at("late.jpg"), { onProgress })).rejects.toThrow("too late");
    expect(existsSync(at("late.jpg"))).toBe(true);
    using late = await open(at("late.jpg"));
    expect([late.width, late.height]).toEqual([shape.width, shape.height]);
  });
});
