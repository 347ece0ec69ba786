/**
 * Broken HDF5 files: every byte that leads to pixels changed, files cut off, claims of gigabytes. Each gives an error
 * that names a place, or other pixels; never a crash, a hang, or unlimited memory.
 * Not here: valid files (test/store/hdf5/foreign.soak.test.ts, test/store/hdf5/written.soak.test.ts).
 * Read next: src/store/hdf5/structure/byte-parser.ts.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { deflateSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { isSluiceError } from "../../../src/core/errors.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { openHdf5 } from "../../../src/store/hdf5/open-hdf5.ts";
import { openOwn } from "../../../src/store/hdf5/own/own-reader.ts";
import { NotUnderstood } from "../../../src/store/hdf5/structure/byte-parser.ts";
import { createHdf5 } from "../../../src/store/hdf5/write/create-hdf5.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { randomBytesOf } from "../plain-array.ts";

const folder = temporaryFolder();
const shape: StoredShape = { width: 40, height: 30, bands: 2, format: "ushort", chunk: { width: 16, height: 16 } };
const whole = { left: 0, top: 0, width: 40, height: 30 };
const good = join(folder, "good.h5");
let bytes = Buffer.alloc(0);

beforeAll(async () => {
  await using store = await createHdf5(good, shape, {
    checkpointSeconds: 0,
    attributes: { title: "fine", sizes: [1, 2] },
  });
  await store.write(whole, randomBytesOf(seededRandom(1), 40 * 30 * 4));
  await store.finish();
  bytes = readFileSync(good);
});

type Outcome = "read" | "not understood" | "decode" | "unsupported" | "usage" | "limit";

/** With our own reader only. @throws any error that is not a Sluice error. */
async function outcomeOf(content: Buffer, name = "changed.h5"): Promise<Outcome> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const handle = await open(path);
  try {
    await using store = await openOwn(handle, path, {});
    if (store.shape.width * store.shape.height < 1e6) {
      const { width, height } = store.shape;
      await store.read({ left: 0, top: 0, width, height });
    }
    return "read";
  } catch (error) {
    if (error instanceof NotUnderstood) return "not understood";
    if (!isSluiceError(error, "decode", "unsupported", "usage", "limit")) throw error;
    if (error.tag === "decode") expect(error.message).toMatch(/ at byte \d+: /);
    return error.tag;
  } finally {
    await handle.close();
  }
}

describe("a broken HDF5 file", () => {
  test("is an error or other pixels, whichever byte is changed", async () => {
    const outcomes = new Map<Outcome, number>();
    const random = seededRandom(2);
    const first = bytes.indexOf("TREE");
    // The whole superblock, and everything written after the chunks, without most of the unused room.
    const places = [...bytes.keys()].filter((at) => (at < 96 || at >= first) && (bytes[at] !== 0 || random() < 0.03));
    for (const at of places) {
      const changed = Buffer.from(bytes);
      changed[at] = random() < 0.3 ? 0xff : Math.floor(random() * 256);
      const outcome = await outcomeOf(changed).catch((error: unknown) => {
        throw new Error(`byte ${at}, from ${bytes[at]} to ${changed[at]}`, { cause: error });
      });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect(places.length).toBeGreaterThan(400);
    expect(outcomes.get("decode")).toBeGreaterThan(50);
  });

  test("is an error when a chunk is changed, since deflate has a checksum", async () => {
    const random = seededRandom(3);
    const chunks = bytes.indexOf("TREE");
    for (let turn = 0; turn < 60; turn += 1) {
      const changed = Buffer.from(bytes);
      const at = 96 + Math.floor(random() * (chunks - 96));
      changed[at] = (changed[at] as number) ^ (1 << Math.floor(random() * 8));
      // Padding between chunks, and the unused bit of zlib's window size, change nothing.
      expect(["decode", "read"]).toContain(await outcomeOf(changed));
    }
  });

  test("is an error wherever it is cut off", async () => {
    for (let length = 0; length < bytes.length; length += 97) {
      const outcome = await outcomeOf(bytes.subarray(0, length));
      expect(["decode", "unsupported"]).toContain(outcome);
    }
  });

  test("whose chunk inflates to much more is an error", async () => {
    const bomb = deflateSync(Buffer.alloc(300_000_000));
    const changed = Buffer.concat([bytes, bomb]);
    const tree = bytes.indexOf("TREE", bytes.indexOf("TREE"));
    const leaf = [...bytes.keys()].find((at) => bytes.toString("latin1", at, at + 5) === "TREE\x01") ?? tree;
    changed.writeUInt32LE(1024, leaf + 24);
    changed.writeUInt32LE(bytes.length, leaf + 24 + 40);
    const before = process.memoryUsage().rss;
    expect(await outcomeOf(changed)).toBe("decode");
    expect(process.memoryUsage().rss - before).toBeLessThan(100e6);
  });

  test("whose index leads back to itself is an error", async () => {
    const leaf = [...bytes.keys()].find((at) => bytes.toString("latin1", at, at + 5) === "TREE\x01") as number;
    const changed = Buffer.from(bytes);
    for (const level of [1, 2, 200]) {
      changed.writeUInt8(level, leaf + 5);
      for (let child = 0; child < bytes.readUInt16LE(leaf + 6); child += 1) {
        changed.writeUInt32LE(leaf, leaf + 24 + 48 * child + 40);
      }
      expect(await outcomeOf(changed)).toBe("decode");
    }
  });

  test("that claims more pixels than anybody has is opened, and read where it is", async () => {
    const changed = Buffer.from(bytes);
    const at = bytes.indexOf(Buffer.from([30, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 0, 0, 0, 0]));
    expect(at).toBeGreaterThan(0);
    for (const place of [at, at + 24]) changed.writeUInt32LE(2 ** 31, place);
    expect(await outcomeOf(changed)).toMatch(/read|decode/);
  });

  test("is an error of the general reader's too, and it comes back from it", async () => {
    const random = seededRandom(4);
    const from = Buffer.from(bytes);
    // A layout version that our own reader does not know.
    const layout = bytes.indexOf(Buffer.from([3, 2, 4]), bytes.indexOf("TREE"));
    from.writeUInt8(9, layout);
    for (let turn = 0; turn < 6; turn += 1) {
      const changed = Buffer.from(from);
      for (let more = 0; more < turn; more += 1) changed[96 + Math.floor(random() * (changed.length - 96))] = 0xff;
      const path = join(folder, `general-${turn}.h5`);
      writeFileSync(path, changed);
      const reading = (async () => {
        await using store = await openHdf5(path);
        return await store.read(whole);
      })();
      await expect(reading).rejects.toSatisfy((error) => isSluiceError(error, "decode", "unsupported", "usage"));
    }
  });

  test("that is no HDF5, or nothing at all, is said so", async () => {
    for (const content of [Buffer.alloc(0), Buffer.from("hello"), Buffer.alloc(5000, 7)]) {
      writeFileSync(join(folder, "none.h5"), content);
      await expect(openHdf5(join(folder, "none.h5"))).rejects.toMatchObject({ tag: "unsupported" });
    }
    await expect(openHdf5(join(folder, "missing.h5"))).rejects.toMatchObject({ tag: "unreadable" });
    await expect(openHdf5(folder)).rejects.toMatchObject({ tag: "unreadable" });
  });
});
