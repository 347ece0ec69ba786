/**
 * A worker thread frees the pipeline of computed pixels: its memory stays reserved until then, and no object stays.
 * Not here: the thread that frees (test/native/thread/run-in-worker.process.test).
 * Read next: src/run/admission/pending-release.ts, src/native/operation/scope.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { compose } from "../../../src/compose.ts";
import { budget, configure, Image, open } from "../../../src/index.ts";
import { countsOnceFreed } from "../../support/child/native-counts.ts";
import { runChild } from "../../support/child/run-child.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

/** While it is set, messages about freed memory arrive only after it resolves. */
const hearing = vi.hoisted(() => ({ gate: undefined as Promise<void> | undefined, letGo: 0 }));

vi.mock("../../../src/native/thread/run-in-worker.ts", async (importOriginal) => {
  const original = await importOriginal<typeof import("../../../src/native/thread/run-in-worker.ts")>();
  const letGoInWorker: typeof original.letGoInWorker = (take) => {
    const gone = original.letGoInWorker(take);
    if (gone !== undefined) hearing.letGo += 1;
    return gone?.then(() => hearing.gate);
  };
  return { ...original, letGoInWorker };
});

/** @returns the function that lets the messages arrive. */
function hearLater(): () => void {
  let hear = (): void => {};
  hearing.gate = new Promise((resolve) => {
    hear = resolve;
  });
  return hear;
}

configure({ memory: "300MB", threads: 2 });
const folder = temporaryFolder();
const [width, height] = [1200, 800];
const size = width * height * 3;
let file: Uint8Array;

beforeAll(async () => {
  file = await (await photo(width, height)).jpeg().toBuffer();
  writeFileSync(join(folder, "photo.jpg"), file);
});
afterEach(async () => {
  hearing.gate = undefined;
  hearing.letGo = 0;
  expect((await budget()).reserved).toBe(0);
});

/** The memory that work has reserved now, including memory that is being freed. */
async function reserved(): Promise<number> {
  const { ledger } = await compose();
  return ledger.reserved - ledger.permanent;
}

describe("what pixels were computed with", () => {
  test("is reserved until it is freed; then only they are, and nothing once they are disposed of", async () => {
    using image = (await open(file)).gaussblur(2);
    const { projected } = await image.explain({ format: "pixels" });
    expect(projected).toBeGreaterThan(size);
    const hear = hearLater();
    const pixels = await image.pixels();
    expect(hearing.letGo).toBe(1);
    expect(await reserved()).toBe(projected);
    hear();
    expect((await budget()).reserved).toBe(size);
    pixels.dispose();
    expect(await reserved()).toBe(0);
  });

  test("stays reserved where they are disposed of before it is freed", async () => {
    using image = (await open(file)).gaussblur(2);
    const { projected } = await image.explain({ format: "pixels" });
    const hear = hearLater();
    (await image.pixels()).dispose();
    expect(await reserved()).toBe(projected);
    // Freeing the first run's pipeline does not occupy a thread that the second run would have to replace.
    (await image.pixels()).dispose();
    expect(await reserved()).toBe(2 * projected);
    hear();
  });

  test("lets a job in that waits for its room, once it is freed", async () => {
    const { allowed, process: own } = await budget();
    // Two of them do not fit.
    const large = Image.black(1000, Math.floor((allowed - own) / 1600));
    const hear = hearLater();
    (await large.pixels()).dispose();
    let isIn = false;
    const second = large.pixels().then((pixels) => {
      isIn = true;
      return pixels;
    });
    await pause(50);
    expect(isIn).toBe(false);
    hear();
    (await second).dispose();
  });

  test("makes room for itself where jobs follow each other within one that they feed", async () => {
    const { allowed, process: own } = await budget();
    const large = Image.black(1000, Math.floor((allowed - own) / 2500));
    async function* strips(): AsyncGenerator<Uint8Array> {
      for (let count = 0; count < 5; count += 1) {
        using pixels = await large.pixels();
        yield new Uint8Array(pixels.data.slice(0, 1000));
      }
    }
    expect(await Image.fromStrips({ width: 1000, height: 5, bands: 1 }, strips()).avg()).toBe(0);
    expect(hearing.letGo).toBe(5);
  });

  test("is freed before what has more to it than images and sources is", async () => {
    using image = await open(file);
    // Its pixels are held in memory on the way, and are released in their own order.
    using pixels = await image.thumbnail(100).pixels();
    expect(pixels.data.length).toBe(100 * 67 * 3);
    expect(hearing.letGo).toBe(0);
    expect(await reserved()).toBe(pixels.data.length);
  });
});

describe("nothing native is left, nor reserved", () => {
  const given = new Uint8Array(90_000).fill(7);
  const ways: Readonly<Record<string, () => Promise<Image>>> = {
    "a file": async () => (await open(join(folder, "photo.jpg"))).shrink(2, 2),
    "bytes of JavaScript": async () => (await open(file.slice())).shrink(2, 2).sobel(),
    "pixels of JavaScript": async () => Image.fromPixels(given.slice(), { width: 100, bands: 3 }).invert(),
    "pixels of JavaScript that are the result": async () => Image.fromPixels(given.slice(), { width: 100, bands: 3 }),
    "a stream": async () => await open(new Blob([file.slice()]).stream()),
    strips: async () => Image.fromStrips({ width: 300, height: 300, bands: 1 }, [given.slice()]),
  };

  /** Images whose own code must end are released in their own order. */
  const released = ["a stream", "strips"];

  test.each(Object.keys(ways))("after 100 times the pixels of %s", async (way) => {
    const once = async (): Promise<void> => {
      await using image = await ways[way]?.();
      (await image?.pixels())?.dispose();
    };
    await once();
    expect(hearing.letGo).toBe(released.includes(way) ? 0 : 1);
    const before = await countsOnceFreed();
    for (let repeat = 0; repeat < 100; repeat += 1) await once();
    // Threads of libvips may hold the last call's buffers for a moment longer.
    await vi.waitFor(async () => expect((await countsOnceFreed()).objects).toBe(before.objects), 5000);
  });

  test("where many are computed side by side", async () => {
    using image = (await open(file)).shrink(2, 2);
    await image.avg();
    const before = await countsOnceFreed();
    const all = await Promise.all(Array.from({ length: 30 }, () => image.pixels({ format: "uchar" })));
    const [first, ...others] = all.map(({ data }) => data);
    for (const other of others) expect(Buffer.compare(other, first as Uint8Array)).toBe(0);
    for (const pixels of all) pixels.dispose();
    await vi.waitFor(async () => expect((await countsOnceFreed()).objects).toBe(before.objects), 5000);
  });

  test("where it is aborted at whatever moment", async () => {
    using image = (await open(file)).shrink(2, 2);
    (await image.pixels()).dispose();
    const before = await countsOnceFreed();
    const reason = new Error("enough");
    for (let turns = 0; turns < 60; turns += 1) {
      const stop = new AbortController();
      const run = image.pixels({ signal: stop.signal }).then(
        (pixels) => pixels.dispose(),
        (error: unknown) => expect(error).toBe(reason),
      );
      for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      stop.abort(reason);
      await run;
    }
    await vi.waitFor(async () => expect((await countsOnceFreed()).objects).toBe(before.objects), 5000);
  });
});

describe("a process", () => {
  test.each([
    ["pixels", 0],
    ["pixelsAndExit", 3],
  ])("ends by itself, or when it wants to, with pixels that it has just computed (%s)", async (task, expected) => {
    const { code, signal, stdout, stderr } = await runChild("stream-child.ts", [task]);
    expect({ code, signal, stdout, stderr }).toEqual({ code: expected, signal: null, stdout: "3000000\n", stderr: "" });
  });
});
