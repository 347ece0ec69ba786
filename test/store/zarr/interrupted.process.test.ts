/**
 * Writers that are killed or stop: nothing has the final name, and the complete part can be resumed.
 * Not here: disks that are full (test/store/zarr/disk-full.test.ts).
 * Read next: src/store/files/atomic-folder.ts, src/store/zarr/write/resume.ts.
 */
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, truncateSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { openZarr, zarrLevels } from "../../../src/store/zarr/open.ts";
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import type { CreateZarrOptions } from "../../../src/store/zarr/write/create-options.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { rowsOf, interruptedShape as shape } from "./interrupted-image.ts";

const folder = temporaryFolder();
const child = fileURLToPath(new URL("./write-child.ts", import.meta.url));
/** How many times each layout is killed; set more by hand. */
const turns = Number(process.env["SLUICE_TEST_KILLS"] ?? 1);

/** Kills a writer as soon as it has written a row, and waits for its end. */
async function killedAt(path: string, options: CreateZarrOptions, row: number): Promise<void> {
  const words = ["--import", "tsx", child, path, JSON.stringify(options), String(row + 40)];
  const writer = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"] });
  writer.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (text.split("\n").some((line) => line !== "" && Number(line) >= row)) writer.kill("SIGKILL");
  });
  await new Promise((resolve) => writer.on("close", resolve));
}

/** Resumes the store and finishes it. @returns the number of rows that were stored. */
async function goOn(path: string, options: CreateZarrOptions): Promise<number> {
  await using store = await createZarr(path, shape, { ...options, resume: true });
  const rows = store.storedRows;
  for (let top = rows; top < shape.height; top += 50) {
    const height = Math.min(50, shape.height - top);
    await store.write({ left: 0, top, width: shape.width, height }, rowsOf(top, height));
  }
  await store.finish();
  return rows;
}

async function expectWhole(path: string): Promise<void> {
  await using store = await openZarr(path);
  const all = await store.read({ left: 0, top: 0, width: shape.width, height: shape.height });
  expect(Buffer.compare(all, rowsOf(0, shape.height))).toBe(0);
  expect(listFolder(path).filter((name) => /\.part$|\.writer$/.test(name))).toEqual([]);
}

const layouts: Readonly<Record<string, CreateZarrOptions>> = {
  shards: { shard: { width: 128, height: 128 } },
  files: { version: 2 },
  levels: { pyramid: true, shard: { width: 128, height: 128 }, compression: "none" },
};

describe.each(Object.keys(layouts))("a killed writer of %s", (name) => {
  const options = layouts[name] as CreateZarrOptions;
  const random = seededRandom(Date.now() % 100_000);

  test.each(Array.from({ length: turns }, (_, turn) => turn))("leaves what can be gone on with (%i)", async (turn) => {
    const path = join(folder, `${name}-${turn}.zarr`);
    const row = 300 + Math.floor(random() * 600);
    await killedAt(path, { ...options, resume: true }, row);
    expect(existsSync(path)).toBe(false);
    const rows = await goOn(path, options);
    // Up to four strips of twenty rows may be in flight, and one row of shards is incomplete.
    expect(rows).toBeGreaterThanOrEqual(row - 128 - 80 - 20);
    expect(rows % 64 === 0 || rows === shape.height).toBe(true);
    await expectWhole(path);
  });

  test("has the same bytes as one that was left alone", async () => {
    const [killed, calm] = [join(folder, `${name}-0.zarr`), join(folder, `${name}-calm.zarr`)];
    expect(await goOn(calm, options)).toBe(0);
    for (const [level] of (await zarrLevels(calm)).entries()) {
      await using a = await openZarr(killed, { level });
      await using b = await openZarr(calm, { level });
      const all = { left: 0, top: 0, width: a.shape.width, height: a.shape.height };
      expect(Buffer.compare(await a.read(all), await b.read(all))).toBe(0);
    }
  });
});

describe("an interrupted store", () => {
  const options = { shard: { width: 128, height: 128 }, resume: true } as const;
  const unfinished = () => readdirSync(folder).filter((name) => name.startsWith("."));

  /** Writes some rows and stops. */
  async function leave(path: string, rows: number, more: CreateZarrOptions = {}): Promise<void> {
    await using store = await createZarr(path, shape, { ...options, ...more });
    await store.write({ left: 0, top: 0, width: shape.width, height: rows }, rowsOf(0, rows));
  }

  test("is kept when resuming was asked for, and gone otherwise", async () => {
    const path = join(folder, "kept.zarr");
    await leave(path, 300, { resume: false });
    expect(unfinished()).toEqual([]);
    await leave(path, 300);
    expect(unfinished()).toHaveLength(1);
    expect(await goOn(path, options)).toBe(256);
    await expectWhole(path);
  });

  test("is not gone on with while somebody writes it", async () => {
    const path = join(folder, "busy.zarr");
    await using busy = await createZarr(path, shape, options);
    await busy.write({ left: 0, top: 0, width: shape.width, height: 300 }, rowsOf(0, 300));
    await using other = await createZarr(path, shape, options);
    expect(other.storedRows).toBe(0);
    expect(unfinished()).toHaveLength(2);
    await other.finish();
    await expect(busy.finish()).rejects.toMatchObject({ tag: "output", path });
    await busy[Symbol.asyncDispose]();
    expect(await createZarr(path, shape, { ...options, overwrite: true }).then(dropped)).toBe(256);
  });

  test("keeps only what can be read", async () => {
    const path = join(folder, "harmed.zarr");
    await leave(path, 1000);
    const [name = ""] = unfinished().filter((each) => each.startsWith(".harmed"));
    const shard = join(folder, name, "c", "3", "1", "0");
    truncateSync(shard, statSync(shard).size - 7);
    expect(await goOn(path, options)).toBe(384);
    await expectWhole(path);
  });

  test("of several sizes keeps all metadata while it is gone on with, so that it may be killed then, too", async () => {
    const path = join(folder, "metadata.zarr");
    await leave(path, 300, { pyramid: true });
    const [name = ""] = unfinished().filter((each) => each.startsWith(".metadata"));
    const files = listFolder(join(folder, name)).filter((each) => each.endsWith("zarr.json"));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) utimesSync(join(folder, name, file), 1e9, 1e9);
    expect(await createZarr(path, shape, { ...options, pyramid: true }).then(dropped)).toBe(256);
    expect(new Set(files.map((file) => statSync(join(folder, name, file)).mtimeMs))).toEqual(new Set([1e12]));
  });

  test("of other options is refused", async () => {
    const path = join(folder, "other.zarr");
    await leave(path, 300);
    const attributes = { title: "another" };
    await expect(createZarr(path, shape, { ...options, attributes })).rejects.toMatchObject({ tag: "usage" });
    expect(await createZarr(path, shape, options).then(dropped)).toBe(256);
  });

  test("whose metadata was not complete is begun anew", async () => {
    const path = join(folder, "early.zarr");
    await leave(path, 300);
    const [name = ""] = unfinished().filter((each) => each.startsWith(".early"));
    truncateSync(join(folder, name, "zarr.json"), 50);
    expect(await createZarr(path, shape, options).then(dropped)).toBe(0);
    expect(readFileSync(join(folder, name, "zarr.json"), "utf8")).toContain('"zarr_format": 3');
  });
});

/** The stored rows of a store that is disposed of at once. */
async function dropped(store: { storedRows: number } & AsyncDisposable): Promise<number> {
  await store[Symbol.asyncDispose]();
  return store.storedRows;
}
