/**
 * How far a writer of shards may be ahead of the disk: less than half a row of shards, however slow the disk is.
 * Not here: writers that are killed meanwhile (test/store/zarr/interrupted.process.test.ts).
 * Read next: src/store/zarr/shard/shard-writer.ts, src/store/zarr/shard/rows-under-way.ts.
 */
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { RowsUnderWay } from "../../../src/store/zarr/shard/rows-under-way.ts";
import { ShardWriter } from "../../../src/store/zarr/shard/shard-writer.ts";
import { storePlan } from "../../../src/store/zarr/write/array-plan.ts";
import { decideLayout } from "../../../src/store/zarr/write/create-options.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const chunk = { width: 16, height: 16 };
const bytes = Buffer.alloc(16 * 16, 7);

afterEach(() => {
  vi.restoreAllMocks();
});

/** Shards of 2 chunks across, and of `down` chunks down: two rows of two shards. */
function writer(name: string, down: number): ShardWriter {
  const shape: StoredShape = { width: 64, height: 2 * down * 16, bands: 1, format: "uchar", chunk };
  const layout = decideLayout({ shard: { width: 32, height: down * 16 }, compression: "none" }, shape);
  const [plan] = storePlan(name, shape, [shape], layout, {}).arrays;
  if (plan === undefined) throw new Error("there is one array");
  return new ShardWriter(plan.plane.array, () => join(folder, name), plan.plane.axes.y);
}

/** A disk on which nothing becomes durable until the test allows it. */
async function slowDisk(): Promise<{ letGo(): void; readonly asked: () => number }> {
  const probe = await open(join(folder, "probe"), "w");
  const prototype = Object.getPrototypeOf(probe) as FileHandle;
  await probe.close();
  let letGo = (): void => {};
  const free = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const spy = vi.spyOn(prototype, "datasync").mockImplementation(async () => await free);
  return { letGo: () => letGo(), asked: () => spy.mock.calls.length };
}

async function putRow(shards: ShardWriter, row: number): Promise<void> {
  await Promise.all([0, 1, 2, 3].map((column) => shards.put([row, column, 0], bytes)));
}

/** Whether the work ends while as much again is written elsewhere, and the disk is as slow as before. */
async function ends(work: Promise<void>, name: string): Promise<boolean> {
  let ended = false;
  void work.then(() => {
    ended = true;
  });
  await using other = writer(name, 8);
  for (const row of [0, 1, 2]) await putRow(other, row);
  return ended;
}

describe("with a row of shards above that is not durable", () => {
  test("less than half of the next is written", async () => {
    const disk = await slowDisk();
    await using shards = writer("eight", 8);
    for (let row = 0; row < 8; row += 1) await putRow(shards, row);
    for (const row of [8, 9, 10]) await putRow(shards, row);
    expect(disk.asked()).toBe(1);
    const fourth = putRow(shards, 11);
    expect(await ends(fourth, "other-8")).toBe(false);
    disk.letGo();
    await fourth;
    expect(disk.asked()).toBe(2);
    await shards.finish();
    expect(disk.asked()).toBe(4);
  });

  test("nothing of the next is written where a shard has two rows of chunks", async () => {
    const disk = await slowDisk();
    await using shards = writer("two", 2);
    for (const row of [0, 1]) await putRow(shards, row);
    const next = putRow(shards, 2);
    expect(await ends(next, "other-2")).toBe(false);
    disk.letGo();
    await next;
    await shards.finish();
    expect(await shards.get([2, 3, 0])).toMatchObject({ bytes });
  });

  test("a row of shards that is not complete keeps nobody waiting", async () => {
    const disk = await slowDisk();
    await using shards = writer("gap", 2);
    await putRow(shards, 0);
    for (const row of [2, 3]) await shards.put([row, 0, 0], bytes);
    expect(await shards.get([3, 0, 0])).toMatchObject({ bytes });
    disk.letGo();
  });
});

describe("rows under way", () => {
  test("are waited for from below only, and a failure ends them as well", async () => {
    const rows = new RowsUnderWay();
    const said: string[] = [];
    let fail = (_: Error): void => {};
    const broken = rows.run(1, () => new Promise<void>((_, reject) => (fail = reject)));
    const below = rows.above(2).then(() => said.push("below"));
    await rows.above(1);
    said.push("beside");
    fail(new Error("the disk is full"));
    await expect(broken).rejects.toThrow("the disk is full");
    await below;
    expect(said).toEqual(["beside", "below"]);
  });
});
