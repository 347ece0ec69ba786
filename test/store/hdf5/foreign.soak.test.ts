/**
 * Files that h5py wrote, of every kind, read by both of our readers: equal pixels and attributes.
 * Not here: broken files (test/store/hdf5/broken.soak.test.ts), or our files read by other programs
 * (test/store/hdf5/written.soak.test.ts).
 * Read next: test/store/hdf5/foreign.py.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { datasets, openHdf5 } from "../../../src/store/hdf5/open-hdf5.ts";
import { openOwn } from "../../../src/store/hdf5/own/own-reader.ts";
import { NotUnderstood } from "../../../src/store/hdf5/structure/byte-parser.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { PlainArray, randomRect } from "../plain-array.ts";

interface ForeignFile {
  readonly name: string;
  readonly shape: readonly [height: number, width: number, bands: number];
  /** Whether our own reader must understand it. */
  readonly own: boolean;
  readonly open: { readonly axes?: string; readonly page?: number; readonly dataset?: string };
}

const folder = temporaryFolder();
const files = writeFiles();

function writeFiles(): readonly ForeignFile[] {
  try {
    const script = fileURLToPath(new URL("foreign.py", import.meta.url));
    return JSON.parse(execFileSync("/usr/bin/python3", [script, folder], { encoding: "utf8" }));
  } catch (error) {
    process.stderr.write(`SKIPPED: files of h5py's; ${(error as Error).message.split("\n")[0]}\n`);
    return [];
  }
}

const pathOf = (name: string): string => join(folder, `${name}.h5`);

describe.skipIf(files.length === 0)("a file of h5py's", () => {
  test.each(files)("is read as it was written: $name", async ({ name, shape, own, open: options }) => {
    await using store = await openHdf5(pathOf(name), options);
    const { width, height, bands, format, chunk } = store.shape;
    expect([height, width, bands]).toEqual(shape);
    const plain = new PlainArray({ width, height, bands, format, chunk });
    const raw = readFileSync(join(folder, `${name}.raw`));
    expect(raw.length).toBe(plain.bytes.length);
    plain.bytes.set(raw);
    const whole = await store.read({ left: 0, top: 0, width, height });
    expect(Buffer.compare(whole, plain.bytes)).toBe(0);
    const random = seededRandom(3);
    for (let turn = 0; turn < 10; turn += 1) {
      const rect = randomRect(random, store.shape);
      expect(Buffer.compare(await store.read(rect), plain.read(rect))).toBe(0);
    }
    expect(await understood(name, options)).toBe(own);
  });

  test("tells its attributes", async () => {
    await using store = await openHdf5(pathOf("attributes"));
    const { n0, n39, ...named } = Object.fromEntries(
      Object.entries(store.attributes).filter(([name]) => !/^n[1-9]/.test(name) || name === "n39"),
    );
    expect([n0, n39]).toEqual([0, 39]);
    expect(named).toEqual({
      "long text": "Grüße, 世界",
      text: "fixed",
      number: 42,
      real: 1.5,
      big: [1, -2],
      reals: [0.25, 1e100],
      bytes: Uint8Array.of(0, 1, 2, 3, 4),
      nothing: [],
    });
  });

  test("tells its attributes, of a newer version", async () => {
    await using store = await openHdf5(pathOf("attributes-latest"));
    expect(store.attributes).toEqual({ "long text": "Grüße, 世界", number: 42, reals: [0.25, 1e100] });
  });

  test("lists what is in it", async () => {
    const [first, ...rest] = await datasets(pathOf("many-numbers"));
    expect(first).toEqual({ name: "scans/left/number-0", extents: [1], type: expect.any(String), isImage: false });
    expect(rest.at(-1)).toEqual({ name: "scans/right/picture", extents: [90, 70, 3], type: "ushort", isImage: true });
    expect(await datasets(pathOf("many"))).toHaveLength(302);
    expect(await datasets(pathOf("latest"))).toEqual([
      { name: "picture", extents: [90, 70, 3], type: "ushort", isImage: true },
    ]);
  });

  test.each(["zyx", "zyx-chunked"])("counts its pages: %s", async (name) => {
    await using store = await openHdf5(pathOf(name));
    expect(store.attributes).toEqual({ "n-pages": 20 });
    await expect(openHdf5(pathOf(name), { page: 20 })).rejects.toThrow("there are 20, and the first is 0");
    await expect(openHdf5(pathOf(name), { page: -1 })).rejects.toMatchObject({ tag: "usage" });
    await expect(openHdf5(pathOf(name), { axes: "yx" })).rejects.toThrow("do not name the dimensions");
  });

  test.each(["many-numbers", "many"])("has no dataset of that name: %s", async (name) => {
    const opening = openHdf5(pathOf(name), { dataset: "scans/up" });
    await expect(opening).rejects.toMatchObject({ tag: "usage", path: pathOf(name) });
    await expect(opening).rejects.toMatchObject({ cure: expect.stringContaining("number-0 (1, ") });
  });
});

async function understood(name: string, options: ForeignFile["open"]): Promise<boolean> {
  const handle = await open(pathOf(name));
  try {
    await openOwn(handle, pathOf(name), options);
    return true;
  } catch (error) {
    if (error instanceof NotUnderstood) return false;
    throw error;
  } finally {
    await handle.close();
  }
}
