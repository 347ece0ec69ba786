/**
 * One more dataset in an existing file, by `save` and by the command: refused where it must be, and never at the file's
 * cost.
 * Not here: kills while it is added (test/store/killed.soak.test.ts), or the structures (test/store/hdf5/written.soak.test.ts).
 * Read next: src/store/hdf5/write/existing-file.ts, src/store/files/write-lock.ts.
 */
import { appendFileSync, copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { Image, open } from "../../../src/index.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createHdf5 } from "../../../src/store/hdf5/write/create-hdf5.ts";
import { sluice } from "../../support/child/cli.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const path = at("a.h5");
const shape: StoredShape = { width: 90, height: 70, bands: 1, format: "uchar", chunk: { width: 32, height: 32 } };
const all = { left: 0, top: 0, width: 90, height: 70 };
const picture = Image.xyz(90, 70).extractBand(0).cast("uchar");
const add = { overwrite: "add", dataset: "more/second" } as const;
const hidden = (): string[] => listFolder(folder).filter((name) => name.startsWith("."));

async function differs(dataset: string, expected: Image): Promise<number> {
  return await (await open(path, { dataset })).subtract(expected).abs().max();
}

beforeEach(async () => {
  await picture.save(path, { dataset: "first" });
});

describe("a dataset that is added by save", () => {
  test("is beside what was there; without a file it makes one", async () => {
    const result = await picture.invert().save(path, add);
    expect(result.sizeBytes).toBeGreaterThan(0);
    expect([await differs("first", picture), await differs("more/second", picture.invert())]).toEqual([0, 0]);
    await picture.save(at("new.h5"), add);
    expect((await open(at("new.h5"), { dataset: "more/second" })).width).toBe(90);
    expect(hidden()).toEqual([]);
  });

  test("is refused by a name that is taken, even beside it, and where it is another format or resumed", async () => {
    const before = readFileSync(path);
    const refused = async (image: Image, options: object, tag: string, to = path): Promise<void> => {
      await expect(image.save(to, { ...add, ...options })).rejects.toMatchObject({ tag });
    };
    await refused(picture, { dataset: "first" }, "output");
    await refused(picture, { resume: true }, "usage");
    await refused(picture, {}, "usage", at("a.zarr"));
    await refused(await open(path), {}, "output");
    expect(Buffer.compare(readFileSync(path), before)).toBe(0);
    const rich = picture.set({ "icc-profile-data": new Uint8Array(100_000) });
    await rich.save(path, { overwrite: "add", dataset: "x" });
    const named = picture.save(path, { overwrite: "add", dataset: "x.icc-profile-data" });
    await expect(named).rejects.toMatchObject({ tag: "output", message: expect.stringContaining("already") });
    await picture.save(path, { overwrite: "add", dataset: "y.icc-profile-data" });
    await expect(rich.save(path, { overwrite: "add", dataset: "y" })).rejects.toThrow("already");
    expect(hidden()).toEqual([]);
  });
});

describe("while a dataset is added", () => {
  test("no other is, and one that a killed process left is taken over", async () => {
    {
      await using store = await createHdf5(path, shape, add);
      await store.write(all, new Uint8Array(6300));
      const other = createHdf5(path, shape, { overwrite: "add", dataset: "third" });
      await expect(other).rejects.toMatchObject({ tag: "output", message: expect.stringContaining("just now") });
      expect(hidden()).toEqual([".a.h5.adding.sluice"]);
      await store.finish();
    }
    expect(hidden()).toEqual([]);
    // No process has this id.
    writeFileSync(at(".a.h5.adding.sluice"), "4999999 1\n");
    await picture.save(path, { overwrite: "add", dataset: "third" });
    expect([await differs("third", picture), hidden()]).toEqual([0, []]);
  });

  test("a file that another program changed, or replaced, stays as that left it", async () => {
    const [changed, other] = [at("changed.h5"), at("other.h5")];
    await Image.xyz(190, 170).cast("uchar").save(other, { dataset: "another" });
    // Another program has added something: the superblock has another end of file.
    const otherEnd = (): void => {
      const bytes = readFileSync(changed);
      bytes.writeUInt32LE(bytes.readUInt32LE(40) - 8, 40);
      writeFileSync(changed, bytes);
    };
    for (const change of [otherEnd, () => renameSync(other, changed)]) {
      copyFileSync(path, changed);
      await using store = await createHdf5(changed, shape, add);
      await store.write(all, new Uint8Array(6300));
      change();
      const expected = readFileSync(changed).subarray(0, readFileSync(path).length);
      await expect(store.finish()).rejects.toThrow("another program changed it");
      await store[Symbol.asyncDispose]();
      expect(readFileSync(changed).subarray(0, expected.length).equals(expected)).toBe(true);
    }
  });

  test("bytes behind the file's end, which a killed run left, are nothing", async () => {
    appendFileSync(path, Buffer.alloc(5000, 77));
    await picture.invert().save(path, add);
    expect([await differs("first", picture), await differs("more/second", picture.invert())]).toEqual([0, 0]);
  });
});

test("the command adds one with --add, and says what does not go with it", async () => {
  await picture.save(at("in.png"));
  const convert = (...words: string[]) => sluice(["convert", "in.png", ...words], { cwd: folder });
  expect((await convert("a.h5", "--add", "--dataset", "b")).code).toBe(0);
  expect([await differs("first", picture), await differs("b", picture)]).toEqual([0, 0]);
  expect((await convert("a.h5", "--add", "--dataset", "b")).code).toBe(10);
  for (const words of [
    ["a.h5", "--add", "--resume"],
    ["a.h5", "--add", "--overwrite"],
    ["x.zarr", "--add"],
  ]) {
    expect((await convert(...words)).code).toBe(20);
  }
  expect(existsSync(at("x.zarr"))).toBe(false);
});
