/**
 * Runs that end in the middle: killed, aborted, or on a full disk. The rest of the file can be read, and resumed.
 * Not here: runs that end well (test/store/contract.test.ts).
 * Read next: test/store/hdf5/kill-and-check.ts, src/store/hdf5/write/interrupted-file.ts.
 */
import { execFileSync } from "node:child_process";
import { existsSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { openHdf5 } from "../../../src/store/hdf5/open-hdf5.ts";
import { createHdf5 } from "../../../src/store/hdf5/write/create-hdf5.ts";
import { interruptedName } from "../../../src/store/hdf5/write/interrupted-file.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { smallDisk } from "../../support/machine/small-disk.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { randomBytesOf } from "../plain-array.ts";
import { computedShape } from "./computed-picture.ts";
import { checkRows, leftBehind, runWriter, untilTold } from "./kill-and-check.ts";

const folder = temporaryFolder();
const random = seededRandom(20);
const shape: StoredShape = { width: 300, height: 200, bands: 1, format: "ushort", chunk: { width: 64, height: 64 } };
const pixels = randomBytesOf(seededRandom(1), 300 * 200 * 2);
const strip = (top: number, height: number) =>
  [{ left: 0, top, width: 300, height }, pixels.subarray(top * 600, (top + height) * 600)] as const;

describe("a process that is killed", () => {
  test.each([1, 2, 3])("leaves a file that says how far it can be read (%i)", async (turn) => {
    const path = join(folder, `killed-${turn}.h5`);
    const { code } = await runWriter(path, [], Math.floor(random() * 5500));
    expect(code).toBe(null);
    expect(existsSync(path)).toBe(false);
    const left = leftBehind(path) as string;
    const rows = await checkRows(left);
    expect(rows).toBeLessThan(computedShape.height);
    if (existsSync("/usr/bin/h5ls")) execFileSync("h5ls", ["-r", left]);
  });

  test("with `resume` is gone on from, as often as it takes", async () => {
    const path = join(folder, "resumed.h5");
    let before = 0;
    for (const row of [1500, 3500]) {
      const { code, stdout } = await runWriter(path, ["true"], row);
      expect(code).toBe(null);
      expect(Number(/begins at (\d+)/.exec(stdout)?.[1])).toBe(before);
      before = await checkRows(interruptedName(path), before);
    }
    expect(before).toBeGreaterThan(0);
    const { code, stdout } = await runWriter(path, ["true"]);
    expect([code, Number(/begins at (\d+)/.exec(stdout)?.[1])]).toEqual([0, before]);
    expect(await checkRows(path)).toBe(computedShape.height);
    expect(leftBehind(path)).toBe(undefined);
    if (existsSync("/usr/bin/h5dump")) {
      const shown = execFileSync("h5dump", ["-H", path], { encoding: "utf8" });
      expect(shown).not.toContain("sluice:rows");
    }
  });
});

describe("a store that is given up and may be resumed", () => {
  const path = join(folder, "given-up.h5");

  test("tells what is there, and goes on", async () => {
    {
      await using store = await createHdf5(path, shape, { resume: true, checkpointSeconds: 0.001 });
      expect(store.storedRows).toBe(0);
      for (let top = 0; top < 140; top += 20) {
        await store.write(...strip(top, 20));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      await untilTold(store, interruptedName(path), strip(0, 64)[1], 64);
    }
    expect(existsSync(path)).toBe(false);
    await using store = await createHdf5(path, shape, { resume: true });
    expect([64, 128]).toContain(store.storedRows);
    expect(store.has({ left: 0, top: 0, width: 300, height: 64 })).toBe(true);
    expect(store.has({ left: 0, top: 0, width: 300, height: 200 })).toBe(false);
    expect(Buffer.compare(await store.read(strip(0, 64)[0]), strip(0, 64)[1])).toBe(0);
    await store.write(...strip(store.storedRows, 200 - store.storedRows));
    await store.finish();
    await using read = await openHdf5(path);
    expect(Buffer.compare(await read.read(strip(0, 200)[0]), pixels)).toBe(0);
  });

  test("is refused to a second writer, and to another image", async () => {
    const other = join(folder, "busy.h5");
    {
      await using store = await createHdf5(other, shape, { resume: true, checkpointSeconds: 0.001 });
      await expect(createHdf5(other, shape, { resume: true })).rejects.toThrow("is being written just now");
      for (let top = 0; top < 140; top += 20) {
        await store.write(...strip(top, 20));
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }
    const wider = createHdf5(other, { ...shape, width: 301 }, { resume: true });
    await expect(wider).rejects.toMatchObject({ tag: "output", cure: expect.stringContaining(".busy.h5.part.sluice") });
    const packed = createHdf5(other, shape, { resume: true, level: 6 });
    await expect(packed).rejects.toThrow("another shape or kind");
    rmSync(interruptedName(other));
  });

  test("begins anew where what is there cannot be read", async () => {
    const other = join(folder, "junk.h5");
    writeFileSync(interruptedName(other), Buffer.alloc(3000, 5));
    await using store = await createHdf5(other, shape, { resume: true });
    expect(store.storedRows).toBe(0);
    await store.write(...strip(0, 200));
    await store.finish();
    await using read = await openHdf5(other);
    expect(Buffer.compare(await read.read(strip(0, 200)[0]), pixels)).toBe(0);
  });
});

describe("an index that is written again and again", () => {
  test("takes the room of older ones", async () => {
    const size = async (checkpointSeconds: number): Promise<number> => {
      const path = join(folder, `often-${checkpointSeconds}.h5`);
      const many: StoredShape = {
        width: 640,
        height: 640,
        bands: 1,
        format: "uchar",
        chunk: { width: 16, height: 16 },
      };
      const image = randomBytesOf(seededRandom(3), 640 * 640);
      await using store = await createHdf5(path, many, { checkpointSeconds, compression: "none" });
      for (let top = 0; top < 640; top += 16) {
        await store.write({ left: 0, top, width: 640, height: 16 }, image.subarray(top * 640, (top + 16) * 640));
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      await store.finish();
      await using read = await openHdf5(path);
      expect(Buffer.compare(await read.read({ left: 0, top: 0, width: 640, height: 640 }), image)).toBe(0);
      return statSync(path).size;
    };
    const [seldom, often] = [await size(0), await size(0.0001)];
    expect(often).toBeLessThan(2 * seldom);
  });
});

const { disk, mounted } = smallDisk(folder, "400k");

describe.skipIf(!mounted)("a full disk", () => {
  const large: StoredShape = {
    width: 1000,
    height: 1000,
    bands: 1,
    format: "uchar",
    chunk: { width: 100, height: 100 },
  };

  test("is said before, where it is known before", async () => {
    const path = join(disk, "raw.h5");
    await expect(createHdf5(path, large, { compression: "none" })).rejects.toMatchObject({
      tag: "output",
      path,
      message: expect.stringMatching(/the disk is full; about 1\.0\d MB more are needed, and \d+ kB are free/),
    });
    expect(listFolder(disk)).toEqual([]);
  });

  test("is said while it is written, with what is missing; and nothing stays", async () => {
    const path = join(disk, "noise.h5");
    const noise = randomBytesOf(seededRandom(2), 100_000);
    const writing = async (): Promise<void> => {
      await using store = await createHdf5(path, large);
      for (let top = 0; top < 1000; top += 100) await store.write({ left: 0, top, width: 1000, height: 100 }, noise);
      await store.finish();
    };
    await expect(writing()).rejects.toMatchObject({
      tag: "output",
      path,
      message: expect.stringMatching(/the disk is full; about \d+ kB more are needed, and \d+(\.\d+)? k?B are free/),
      cure: expect.stringContaining("Free space"),
    });
    expect(listFolder(disk)).toEqual([]);
  });

  test("leaves a file as it was to which an image should be added", async () => {
    const path = join(disk, "added.h5");
    const small: StoredShape = { ...large, height: 100 };
    const noise = randomBytesOf(seededRandom(2), 100_000);
    {
      await using store = await createHdf5(path, small);
      await store.write({ left: 0, top: 0, width: 1000, height: 100 }, noise);
      await store.finish();
    }
    const size = statSync(path).size;
    const adding = async (): Promise<void> => {
      await using store = await createHdf5(path, large, { dataset: "more", overwrite: "add" });
      for (let top = 0; top < 1000; top += 100) await store.write({ left: 0, top, width: 1000, height: 100 }, noise);
      await store.finish();
    };
    await expect(adding()).rejects.toMatchObject({ tag: "output" });
    expect(statSync(path).size).toBe(size);
    await using read = await openHdf5(path);
    expect(Buffer.compare(await read.read({ left: 0, top: 0, width: 1000, height: 100 }), noise)).toBe(0);
  });
});
