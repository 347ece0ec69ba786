/**
 * An interrupted save is resumed only by the same recipe from the same input; anything else is refused.
 * Not here: the rest of an interrupted save (test/store/killed.soak.test.ts), or the command
 * (test/cli/convert/convert.process.test.ts).
 * Read next: src/run/output/made-from.ts, src/store/files/made-from.ts.
 */
import { rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recipeOf } from "../../src/graph/image/image.ts";
import { Image, kernel, open, type SaveOptions, write } from "../../src/index.ts";
import { resumeMark } from "../../src/run/output/made-from.ts";
import { createHdf5 } from "../../src/store/hdf5/write/create-hdf5.ts";
import { interruptedName } from "../../src/store/hdf5/write/interrupted-file.ts";
import { openZarr } from "../../src/store/zarr/open.ts";
import { createZarr } from "../../src/store/zarr/write/create.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { untilTold } from "./hdf5/kill-and-check.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const input = at("in.png");
const shape = { width: 200, height: 300, bands: 3, format: "uchar", chunk: { width: 64, height: 64 } } as const;
const top = { left: 0, top: 0, width: 200, height: 128 };
/** Other pixels than the recipe's, to show whether these rows were kept. */
const rows = new Uint8Array(200 * 128 * 3).fill(7);
const options = { chunk: 64, resume: true } as const;
const recipe = async (): Promise<Image> => (await open(input)).invert();
const hidden = (): string[] => listFolder(folder).filter((name) => name.startsWith(".") && !name.includes("/"));

beforeAll(async () => {
  await Image.xyz(200, 300).cast("uchar").bandjoin([90]).copy({ interpretation: "srgb" }).save(input);
});

/** Leaves the file of a run of this recipe that was interrupted after 128 rows. */
async function leave(path: string): Promise<void> {
  const node = recipeOf(await recipe());
  const madeFrom = resumeMark(node, { chunk: 64, keep: "all", resume: true });
  if (path.endsWith(".h5")) {
    await using store = await createHdf5(path, shape, { resume: true, madeFrom, checkpointSeconds: 0.001 });
    await store.write(top, rows);
    await untilTold(store, interruptedName(path, madeFrom), rows, top.height);
    return;
  }
  await (await recipe()).save(path, { chunk: 64 });
  const attributes = await openZarr(path).then(async (store) => {
    await using read = store;
    return read.attributes;
  });
  rmSync(path, { recursive: true });
  await using store = await createZarr(path, shape, { resume: true, madeFrom, attributes });
  await store.write({ ...top, height: 300 }, new Uint8Array(200 * 300 * 3).fill(7));
}

describe.each(["h5", "zarr"])("what was left of .%s", (ending) => {
  const path = at(`out.${ending}`);
  const save = async (image: Image, more: SaveOptions = {}): Promise<unknown> =>
    await image.save(path, { ...options, ...more });
  const refused = { tag: "output", path, message: /another input, or by another recipe/, cure: /remove \.out/ };

  beforeEach(async () => {
    for (const name of listFolder(folder).filter((each) => /^\.?out/.test(each))) {
      rmSync(at(name), { recursive: true, force: true });
    }
    await leave(path);
  });

  test("is gone on with by the same, however its path is written and its options are ordered", async () => {
    const again = (await open(relative(process.cwd(), input))).invert();
    await again.save(path, { resume: true, keep: "all", chunk: 64 });
    using corner = await (await open(path)).crop(0, 0, 1, 1).pixels();
    expect([...corner.data]).toEqual([7, 7, 7]);
    expect(hidden()).toEqual([]);
  });

  test("is refused to another recipe, other options and another input, and stays for the same", async () => {
    const left = hidden();
    expect(left).toHaveLength(1);
    await expect(save((await open(input)).linear(-1, 255).cast("uchar"))).rejects.toMatchObject(refused);
    await expect(save(await recipe(), { level: 3 })).rejects.toMatchObject(refused);
    await expect(write([(await recipe()).to(path, { ...options, keep: "none" })])).rejects.toMatchObject(refused);
    const { atime, mtime } = statSync(input);
    utimesSync(input, atime, new Date(mtime.getTime() + 1000));
    await expect(save(await recipe())).rejects.toMatchObject(refused);
    utimesSync(input, atime, mtime);
    expect(hidden()).toEqual(left);
  });

  test("is nothing to a run that does not resume", async () => {
    await (await open(input)).save(path);
    expect(
      await (await open(path))
        .subtract(await open(input))
        .abs()
        .max(),
    ).toBe(0);
    expect(hidden()).toHaveLength(1);
  });
});

test("a recipe that nobody could tell from another cannot be resumed", async () => {
  const strips = Image.fromStrips({ width: 4, height: 4, bands: 1, format: "uchar" }, [new Uint8Array(16)]);
  const refused = { tag: "usage", message: /cannot be resumed/, cure: /leave out resume/ };
  await expect(strips.save(at("s.h5"), { resume: true })).rejects.toMatchObject(refused);
  const mapped = (await open(input)).map((tile) => tile.data);
  await expect(mapped.save(at("s.zarr"), { resume: true })).rejects.toMatchObject(refused);
});

test("a module of a kernel is part of what is made from it", async () => {
  const url = at("double.mjs");
  const mark = async (code: string): Promise<string | undefined> => {
    writeFileSync(url, code);
    const image = (await open(input)).map(kernel(new URL(`file://${url}`)));
    return resumeMark(recipeOf(image), { resume: true });
  };
  const one = await mark("export default (tile) => tile.data;");
  expect(one).toMatch(/^[0-9a-f]{64}$/);
  expect(await mark("export default (tile) => tile.data.map((x) => 2 * x);")).not.toBe(one);
});
