/**
 * The metadata of OME-Zarr according to the specification, and reading groups of several kinds.
 * Not here: the pixels of levels (test/store/chunks/pyramid.unit.test.ts).
 * Read next: src/store/zarr/metadata/ome.ts, src/store/zarr/groups.ts.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { openZarr, zarrLevels } from "../../../src/store/zarr/open.ts";
import { createZarr } from "../../../src/store/zarr/write/create.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

const folder = temporaryFolder();
const shape: StoredShape = { width: 70, height: 50, bands: 3, format: "uchar", chunk: { width: 16, height: 16 } };

async function write(name: string, version: 2 | 3, attributes = {}): Promise<string> {
  const path = join(folder, name);
  await using store = await createZarr(path, shape, { version, pyramid: 3, attributes });
  await store.write({ left: 0, top: 0, width: 70, height: 50 }, new Uint8Array(70 * 50 * 3).fill(9));
  await store.finish();
  return path;
}

const json = (...parts: readonly string[]) => JSON.parse(readFileSync(join(...parts), "utf8"));

function multiscale(unit: object, pixel: number) {
  const dataset = (level: number) => {
    const factor = 2 ** level;
    const scale = { type: "scale", scale: [1, pixel * factor, pixel * factor] };
    const half = (pixel * (factor - 1)) / 2;
    const translation = { type: "translation", translation: [0, half, half] };
    return { path: `${level}`, coordinateTransformations: level === 0 ? [scale] : [scale, translation] };
  };
  const space = (name: string) => ({ name, type: "space", ...unit });
  return {
    axes: [{ name: "c", type: "channel" }, space("y"), space("x")],
    datasets: [0, 1, 2].map(dataset),
    type: "mean",
  };
}

describe("an image at several sizes", () => {
  test("of version 2 is OME-Zarr 0.4", async () => {
    const path = await write("four.zarr", 2);
    expect(json(path, ".zgroup")).toEqual({ zarr_format: 2 });
    expect(json(path, ".zattrs").multiscales).toEqual([{ version: "0.4", name: "four.zarr", ...multiscale({}, 1) }]);
    expect(json(path, "1", ".zarray")).toMatchObject({
      shape: [3, 25, 35],
      chunks: [3, 16, 16],
      dimension_separator: "/",
    });
  });

  test("of version 3 is OME-Zarr 0.5, with the size of pixels where it is known", async () => {
    const path = await write("five.zarr", 3, { xres: 4, yres: 4 });
    const { ome } = json(path, "zarr.json").attributes;
    expect(ome.version).toBe("0.5");
    expect(ome.multiscales).toEqual([{ name: "five.zarr", ...multiscale({ unit: "micrometer" }, 250) }]);
    expect(ome.omero.channels).toHaveLength(3);
    expect(json(path, "2", "zarr.json")).toMatchObject({ shape: [3, 13, 18], dimension_names: ["c", "y", "x"] });
  });

  test("is opened level by level", async () => {
    const path = join(folder, "five.zarr");
    expect((await zarrLevels(path)).map(({ width, height, bands }) => [width, height, bands])).toEqual([
      [70, 50, 3],
      [35, 25, 3],
      [18, 13, 3],
    ]);
    await using level = await openZarr(path, { level: 2 });
    expect(level.shape).toMatchObject({ width: 18, height: 13, bands: 3 });
    expect(new Set(await level.read({ left: 0, top: 0, width: 18, height: 13 }))).toEqual(new Set([9]));
    await expect(openZarr(path, { level: 3 })).rejects.toMatchObject({
      tag: "usage",
      message: `${path}: there is no level 3: it has 3`,
    });
    await expect(openZarr(join(path, "1"), { level: 1 })).rejects.toMatchObject({ tag: "usage" });
  });

  test("is found where microscopes' files have it", async () => {
    const inner = await write("inner.zarr", 2);
    const outer = join(folder, "outer.zarr");
    mkdirSync(outer);
    renameSync(inner, join(outer, "0"));
    writeFileSync(join(outer, ".zgroup"), '{"zarr_format": 2}');
    writeFileSync(join(outer, ".zattrs"), '{"bioformats2raw.layout": 3}');
    expect((await openZarr(outer, { level: 1 })).shape.width).toBe(35);
  });

  test("has axes by the old rules, too", async () => {
    const path = await write("old.zarr", 2);
    const old = json(path, ".zattrs");
    old.multiscales[0].axes = ["c", "y", "x"];
    writeFileSync(join(path, ".zattrs"), JSON.stringify(old));
    expect((await openZarr(path)).shape.bands).toBe(3);
  });
});

describe("a group", () => {
  test("of one array is that array, of several it is not", async () => {
    const path = join(folder, "group");
    mkdirSync(path);
    writeFileSync(join(path, "zarr.json"), '{"zarr_format": 3, "node_type": "group"}');
    await expect(openZarr(path)).rejects.toMatchObject({
      tag: "usage",
      message: `${path}: it is a group without arrays`,
    });
    for (const name of ["a", "b"]) {
      await using store = await createZarr(join(path, name), shape);
      await store.finish();
      if (name === "a") expect((await openZarr(path)).shape.width).toBe(70);
    }
    await expect(openZarr(path)).rejects.toMatchObject({
      tag: "usage",
      message: `${path}: it is a group of several arrays: a, b`,
    });
  });

  test.each(["../secret", "/etc", "a/../../b", "..", "a\\b", "", "."])(
    "does not lead out of itself by %j",
    async (at) => {
      const path = join(folder, `out-${at.length}-${at.replaceAll(/\W/g, "_")}`);
      mkdirSync(path, { recursive: true });
      const multiscales = [{ version: "0.4", axes: ["y", "x"], datasets: [{ path: at }] }];
      writeFileSync(join(path, ".zgroup"), '{"zarr_format": 2}');
      writeFileSync(join(path, ".zattrs"), JSON.stringify({ multiscales }));
      await expect(openZarr(path)).rejects.toMatchObject({
        tag: "decode",
        message: expect.stringContaining("leads out of the group"),
      });
    },
  );

  test("that is not there, or no store", async () => {
    const plain = join(folder, "plain.txt");
    writeFileSync(plain, "text");
    await expect(openZarr(join(folder, "nothing"))).rejects.toMatchObject({
      tag: "unreadable",
      path: join(folder, "nothing"),
    });
    await expect(openZarr(plain)).rejects.toMatchObject({ tag: "unreadable" });
    await expect(openZarr(folder)).rejects.toMatchObject({ tag: "unreadable" });
  });
});
