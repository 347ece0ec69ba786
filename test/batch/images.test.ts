/**
 * Opening many images one by one, and working on several: order, errors, leaving early, signals, and
 * Node's own helpers.
 * Not here: finding the files (find-inputs.test).
 * Read next: src/batch/open-images.ts, src/batch/map.ts.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { type Image, images, map } from "../../src/index.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { flat } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const names = async (source: AsyncIterable<Image>): Promise<string[]> => {
  const found: string[] = [];
  for await (const image of source) found.push(basename(image.path ?? "none"));
  return found;
};

beforeAll(async () => {
  mkdirSync(at("in/deep"), { recursive: true });
  for (const [index, name] of ["in/2.png", "in/10.png", "in/deep/3.png"].entries()) {
    await flat(20 + index, 10, [50, 60, 70])
      .png()
      .toFile(at(name));
  }
  writeFileSync(at("in/5.png"), "no picture");
});

describe("images", () => {
  test("come sorted, from folders and patterns, each once; what cannot be opened is skipped where that is asked for", async () => {
    const skip = { onError: "skip" } as const;
    expect(await names(images(at("in"), skip))).toEqual(["2.png", "10.png", "3.png"]);
    expect(await names(images([at("in/10.png"), at("in")], skip))).toEqual(["10.png", "2.png", "3.png"]);
    expect(await names(images(at("in"), { ...skip, recursive: false }))).toEqual(["2.png", "10.png"]);
    expect(await names(images(`${folder.replaceAll("\\", "/")}/in/**/*0.png`))).toEqual(["10.png"]);
  });

  test("that cannot be opened are thrown, or told", async () => {
    await expect(names(images(at("in")))).rejects.toMatchObject({ tag: "unsupported", path: at("in/5.png") });
    await expect(names(images([at("nothing*")]))).rejects.toMatchObject({ tag: "usage" });
    const told: unknown[] = [];
    expect(await names(images(at("in"), { onError: (_, input) => void told.push(input) }))).toHaveLength(3);
    expect(told).toEqual([at("in/5.png")]);
    const refuse = (error: unknown): never => {
      throw new Error("I", { cause: error });
    };
    await expect(names(images(at("in"), { onError: refuse }))).rejects.toThrow("I");
  });

  test("come from an async iterable as they are asked for, and it is closed when the loop is left", async () => {
    let [given, closed] = [0, false];
    async function* inputs(): AsyncGenerator<string | Uint8Array> {
      try {
        for (;;) {
          given += 1;
          yield given === 1 ? at("in/2.png") : new Uint8Array(await flat(5, 5, [1]).png().toBuffer());
        }
      } finally {
        closed = true;
      }
    }
    for await (const image of images(inputs())) if (image.width === 5) break;
    expect([given, closed]).toEqual([2, true]);
  });

  test("end with the reason of a signal", async () => {
    const stop = new AbortController();
    const source = images(at("in"), { signal: stop.signal });
    await source.next();
    stop.abort(new Error("enough"));
    await expect(source.next()).rejects.toThrow("enough");
  });

  test("go through Node's own helpers", async () => {
    const open = () => Readable.from(images(at("in"), { onError: "skip" }));
    const wide = await open()
      .filter((image: Image) => image.width > 20)
      .map((image: Image) => image.width)
      .toArray();
    expect(wide).toEqual([21, 22]);
    expect(await open().take(1).toArray()).toHaveLength(1);
    const widths: number[] = [];
    await open().forEach((image: Image) => void widths.push(image.width));
    expect(widths).toEqual([20, 21, 22]);
  });
});

async function collect<T>(source: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of source) found.push(each);
  return found;
}

describe("map", () => {
  test("keeps the order, and works on so many at a time", async () => {
    let [running, max] = [0, 0];
    const work = async (item: number): Promise<number> => {
      running += 1;
      max = Math.max(max, running);
      await wait(item % 2 === 0 ? 8 : 1);
      running -= 1;
      return item * item;
    };
    expect(await collect(map([1, 2, 3, 4, 5, 6, 7], work, { concurrency: 3 }))).toEqual([1, 4, 9, 16, 25, 36, 49]);
    expect(max).toBe(3);
    expect(await collect(map([], work))).toEqual([]);
    expect(await collect(map([2], (item) => item + 1))).toEqual([3]);
  });

  test("begins no more than are taken and in work", async () => {
    let begun = 0;
    const results = map(Array.from({ length: 50 }).keys(), () => ++begun, { concurrency: 2 });
    await results.next();
    await wait(10);
    expect(begun).toBeLessThanOrEqual(3);
    await results.return();
  });

  test("left early tells the others, waits for them, and closes its source", async () => {
    let [closed, ended, told] = [false, 0, 0];
    async function* source(): AsyncGenerator<number> {
      try {
        for (let item = 0; ; item += 1) yield item;
      } finally {
        closed = true;
      }
    }
    const work = async (item: number, { signal }: { signal: AbortSignal }): Promise<number> => {
      if (item > 0) await wait(10_000, undefined, { signal }).catch(() => (told += 1));
      ended += 1;
      return item;
    };
    for await (const item of map(source(), work, { concurrency: 3 })) if (item === 0) break;
    expect([closed, told, ended]).toEqual([true, told, told + 1]);
    expect(told).toBeGreaterThanOrEqual(1);
  });

  test("throws what the first item that fails throws, also of the source, and what its signal says", async () => {
    const fail = async (item: number): Promise<number> => {
      if (item >= 2) throw new Error(`no ${item}`);
      return item;
    };
    await expect(collect(map([0, 1, 2, 3, 4], fail, { concurrency: 4 }))).rejects.toThrow("no 2");
    async function* broken(): AsyncGenerator<number> {
      yield 1;
      throw new Error("source");
    }
    await expect(collect(map(broken(), fail))).rejects.toThrow("source");
    const signal = AbortSignal.timeout(20);
    const endless = new Promise<number>(() => {});
    const stuck = map([1], (_, context) => Promise.race([endless, rejected(context.signal)]), { signal });
    await expect(collect(stuck)).rejects.toMatchObject({ name: "TimeoutError" });
    await expect(collect(map([1], fail, { concurrency: 0 }))).rejects.toMatchObject({ tag: "usage" });
  });

  test("saves thumbnails of a folder", async () => {
    mkdirSync(at("out"));
    const opened = images(at("in"), { onError: "skip" });
    const saved = map(opened, (image, { signal }) =>
      image.thumbnail(8).save(at(`out/${basename(image.path ?? "")}`), { signal }),
    );
    expect((await collect(saved)).map(({ width }) => width)).toEqual([8, 8, 8]);
    expect(listFolder(at("out"))).toEqual(["10.png", "2.png", "3.png"]);
  });
});

function rejected(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
