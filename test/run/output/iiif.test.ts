/**
 * IIIF folders: the description, tiles compared with the image's own pixels, and names that are taken.
 * Not here: the layout of libvips' tiles in general, or Deep Zoom.
 * Read next: src/run/output/iiif.ts.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configure, Image, open } from "../../../src/index.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";

configure({ memory: "2GB" });
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

/** Gradients, which JPEG keeps well. */
const picture = Image.xyz(700, 530)
  .multiply([0.3, 0.4])
  .bandjoinConst([90])
  .cast("uchar")
  .copy({ interpretation: "srgb" });

const described = (name: string): Readonly<Record<string, unknown>> =>
  JSON.parse(readFileSync(join(at(name), "info.json"), "utf8")) as Readonly<Record<string, unknown>>;

test("a folder has its description and tiles of the image", async () => {
  const saved = await picture.save(at("scan.iiif"), { quality: 95, id: "https://images.example.org/scans" });
  expect(saved).toMatchObject({ format: "iiif", width: 700, height: 530 });
  expect(described("scan.iiif")).toMatchObject({
    id: "https://images.example.org/scans/scan.iiif",
    type: "ImageService3",
    ...{ width: 700, height: 530, tiles: [{ width: 512 }] },
  });
  using tile = await open(join(at("scan.iiif"), "512,0,188,512", "188,512", "0", "default.jpg"));
  using found = await tile.pixels();
  using expected = await picture.crop(512, 0, 188, 512).pixels();
  const differences = Array.from(found.data, (value, at) => Math.abs(value - (expected.data[at] ?? 0)));
  expect([found.width, found.height]).toEqual([188, 512]);
  expect(differences.filter((difference) => difference > 6)).toEqual([]);
  expect(readdirSync(folder)).toEqual(["scan.iiif"]);
});

test("version 2 and another size of tiles are written where they are asked for", async () => {
  await picture.save(at("two.iiif"), { version: 2, tileSize: 256 });
  expect(described("two.iiif")).toMatchObject({
    "@id": "https://example.com/iiif/two.iiif",
    "@context": "http://iiif.io/api/image/2/context.json",
    tiles: [{ width: 256 }],
  });
});

test("one that is there is replaced as a whole, unless it may not be, or is no IIIF image", async () => {
  await picture.resize(0.5).save(at("scan.iiif"));
  expect(described("scan.iiif")).toMatchObject({ width: 350, height: 265 });
  await expect(picture.save(at("scan.iiif"), { overwrite: false })).rejects.toThrow("it exists already");
  mkdirSync(at("home.iiif"));
  writeFileSync(join(at("home.iiif"), "letter.txt"), "dear");
  await expect(picture.save(at("home.iiif"))).rejects.toThrow("there is a folder of that name");
  expect(listFolder(at("home.iiif"))).toEqual(["letter.txt"]);
  expect(described("scan.iiif")).toMatchObject({ width: 350 });
});

test("nothing is left of one that is aborted, and none is made as bytes", async () => {
  const before = listFolder(folder);
  const controller = new AbortController();
  const saving = Image.gaussnoise(6000, 6000).cast("uchar").save(at("aborted.iiif"), { signal: controller.signal });
  setTimeout(() => controller.abort(new Error("enough")), 100);
  await expect(saving).rejects.toThrow("enough");
  expect(listFolder(folder)).toEqual(before);
  await expect(picture.encode("iiif")).rejects.toThrow("iiif is written to files only");
});
