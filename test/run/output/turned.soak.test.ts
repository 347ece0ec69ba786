/**
 * Results with a final turn, written in pieces: the pixels, header and metadata that libvips gives for the whole image.
 * Not here: when pieces are used, and their memory (test/budget-holds/rotate).
 * Read next: src/run/output/turned-pieces.ts, src/plan/turned.ts.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type PixelFormat, pixelFormats, samplesFrom } from "../../../src/core/pixel-format.ts";
import type { Size } from "../../../src/core/rect.ts";
import { recipeOf } from "../../../src/graph/image/image.ts";
import { pelBytes } from "../../../src/graph/recipe/header.ts";
import { headerOf } from "../../../src/graph/recipe/node.ts";
import { configure, Image, open, type SaveOptions } from "../../../src/index.ts";
import { HandleScope } from "../../../src/native/operation/scope.ts";
import { makePlan } from "../../../src/plan/make-plan.ts";
import { RunFailure } from "../../../src/run/admission/failure.ts";
import { decode } from "../../../src/run/lowering/stages.ts";
import type { Encoding } from "../../../src/run/output/encode.ts";
import { fileOutput, outputFile } from "../../../src/run/output/output-file.ts";
import { ProgressReport } from "../../../src/run/output/progress-report.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../../store/plain-array.ts";
import { fieldsOf, testByTifffile } from "../../store/tiff/tifffile.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { painted } from "../../support/picture/pictures.ts";

configure({ memory: "2GB", threads: 2 });
const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
interface Shape extends Size {
  readonly bands: number;
  readonly format: PixelFormat;
}

const raw = { compression: "none", tile: true } as const;

/** Samples as they are, in any format that takes pieces. */
const rawIn = (path: string): SaveOptions => (path.endsWith(".tif") ? raw : { compression: "none" });

/** Saves as `save` does where the whole image has no room. */
async function saveInPieces(
  image: Image,
  path: string,
  options: SaveOptions = rawIn(path),
  signal?: AbortSignal,
): Promise<void> {
  const format = path.endsWith(".tif") ? "tiff" : path.endsWith(".h5") ? "hdf5" : "zarr";
  const output = fileOutput(recipeOf(image), format, options, false);
  const plan = makePlan(output, { threads: 2, pieces: true });
  expect(plan.turned).toBeDefined();
  const recipe = plan.turned?.from ?? recipeOf(image);
  await using file = await outputFile(path, output, options);
  await using scope = new HandleScope();
  const run = { plan, recipes: [recipe], signal, scope, failure: new RunFailure(), enter: () => {} };
  const source = await decode(run, "warning");
  const header = headerOf(recipeOf(image));
  const progress = ProgressReport.for(options, header);
  const encoding: Encoding = { source: undefined, format, options: plan.options, header, plan, signal, progress };
  await file.write(scope, source, encoding);
  await file.finish();
}

/** Noise in a file, so that its rows come in order. */
async function stored({ width, height, bands = 3, format = "uchar" }: Partial<Shape> & Size): Promise<Image> {
  const data = randomBytesOf(seededRandom(width * height + bands), width * height * pelBytes({ bands, format }));
  const path = at(`${width}-${height}-${bands}-${format}.v`);
  const parts = /complex/.test(format) ? 2 : 1;
  const samples = parts === 2 ? (format === "complex" ? "float" : "double") : format;
  const image = Image.fromPixels(samplesFrom(samples, data), { width, height, bands: bands * parts });
  await image.copy({ format, bands }).save(path);
  return await open(path);
}

/** libvips turns the whole image, and the file must have the same pixels. */
async function expectSaved(path: string, image: Image): Promise<void> {
  using found = await open(path);
  using ours = await found.pixels();
  using theirs = await image.pixels();
  const sizes = [ours, theirs].map(({ width, height, bands, format }) => ({ width, height, bands, format }));
  expect(sizes[0]).toEqual(sizes[1]);
  const [one, other] = [ours, theirs].map(({ data }) => Buffer.from(data.buffer, data.byteOffset, data.byteLength));
  expect(Buffer.compare(one as Buffer, other as Buffer)).toBe(0);
}

const turns: Readonly<Record<string, (image: Image) => Image>> = {
  "rot d90": (image) => image.rot("d90"),
  "rot d180": (image) => image.rot("d180"),
  "rot d270": (image) => image.rot("d270"),
  "flip vertical": (image) => image.flip("vertical"),
  "rot d90 | flip vertical": (image) => image.rot("d90").flip("vertical"),
  "rot d90 | flip horizontal": (image) => image.rot("d90").flip("horizontal"),
  "rot d270 | rot d180 | flip horizontal": (image) => image.rot("d270").rot("d180").flip("horizontal"),
};

describe.each(Object.entries(turns))("%s, in pieces", (_, turn) => {
  test.each([
    [{ width: 1, height: 1 }],
    [{ width: 1, height: 700 }],
    [{ width: 700, height: 1 }],
    [{ width: 256, height: 384 }],
    [{ width: 301, height: 203 }],
    [{ width: 500, height: 1000 }],
  ])("has the pixels of libvips in a TIFF of $0.width × $0.height", async (size) => {
    const image = turn(await stored(size));
    const path = at("out.tif");
    await saveInPieces(image, path);
    await expectSaved(path, image);
  });

  test.each(["out.h5", "out.zarr"])("has them in %s", async (name) => {
    for (const size of [
      { width: 301, height: 203 },
      { width: 300, height: 520 },
    ]) {
      const image = turn(await stored(size));
      await saveInPieces(image, at(name), { chunk: { width: 64, height: 48 } });
      await expectSaved(at(name), image);
    }
  });
});

test.each(pixelFormats)("samples of %s come out as they were, of 1 to 5 bands", async (format) => {
  for (const bands of [1, 2, 3, 4, 5]) {
    const image = (await stored({ width: 150, height: 140, bands, format })).rot("d90");
    await saveInPieces(image, at("formats.h5"));
    await expectSaved(at("formats.h5"), image);
  }
});

/** TileOffsets and TileByteCounts: the tiles have other offsets, and another library deflates them. */
const ofTiles = new Set([324, 325]);

testByTifffile.each([16, 64, 256])(
  "tiles of side %i, deflated or not, have libvips' own directory",
  async (tileSize) => {
    const image = (await stored({ width: 333, height: 500 }))
      .copy({ interpretation: "srgb", xres: 3, yres: 5 })
      .rot("d90");
    for (const compression of ["none", "deflate"]) {
      const options = { tile: true, tileSize, compression };
      await saveInPieces(image, at("fields.tif"), options);
      await image.save(at("whole.tif"), options);
      await expectSaved(at("fields.tif"), image);
      const [ours, theirs] = [await fieldsOf(at("fields.tif")), await fieldsOf(at("whole.tif"))].map((fields) =>
        fields.filter(([tag]) => !ofTiles.has(tag)),
      );
      expect(ours).toEqual(theirs);
    }
  },
);

test.each([1, 2, 3, 4, 5, 6, 7, 8])("autorot makes a photo of orientation %i upright", async (orientation) => {
  const path = at(`photo-${orientation}.jpg`);
  await painted(331, 257, (x, y) => [x % 256, y % 256, (x + y) % 256])
    .withMetadata({ orientation })
    .jpeg()
    .toFile(path);
  const image = (await open(path)).autorot();
  await saveInPieces(image, at("upright.tif"));
  await expectSaved(at("upright.tif"), image);
  using upright = await open(at("upright.tif"));
  expect(upright.orientation).toBe(1);
});

test("metadata set before and after are the file's, as libvips would write them", async () => {
  const path = at("meta.jpg");
  await painted(200, 130, (x, y) => [x, y, 9])
    .withExif({ IFD0: { Copyright: "nobody" } })
    .withIccProfile("p3")
    .jpeg()
    .toFile(path);
  const image = (await open(path))
    .set({ "image-description": "first" })
    .rot("d90")
    .set({ "image-description": "last" });
  await saveInPieces(image, at("pieces.tif"));
  await image.save(at("whole.tif"), raw);
  const [ours, theirs] = await Promise.all(
    ["pieces.tif", "whole.tif"].map(async (name) => (await open(at(name))).metadata()),
  );
  expect(ours).toEqual({ ...theirs, filename: ours?.["filename"] });
  expect(ours?.["image-description"]).toBe("last");
  expect(ours?.["icc-profile-data"]).toBeInstanceOf(Uint8Array);
});

test("what is computed before is turned, too", async () => {
  const image = (await stored({ width: 700, height: 900 })).gaussblur(3).resize(0.7).rot("d270");
  await saveInPieces(image, at("blurred.tif"));
  await expectSaved(at("blurred.tif"), image);
});

test("aborted, leaves nothing behind", async () => {
  const image = (await stored({ width: 3000, height: 3000 })).rot("d90");
  const files = listFolder(folder);
  for (const name of ["aborted.tif", "aborted.h5", "aborted.zarr"]) {
    const controller = new AbortController();
    const onProgress = (): void => controller.abort(new Error("enough"));
    await expect(saveInPieces(image, at(name), { ...rawIn(name), onProgress }, controller.signal)).rejects.toThrow(
      "enough",
    );
  }
  expect(listFolder(folder)).toEqual(files);
});

test("is not done where rows must come in order, or the file takes no pieces", async () => {
  const image = (await stored({ width: 30, height: 20 })).rot("d90");
  const plan = (format: "tiff" | "hdf5" | "jpeg", options: SaveOptions, rowsInOrder = false) =>
    makePlan({ ...fileOutput(recipeOf(image), format, options, false), rowsInOrder }, { threads: 1, pieces: true })
      .turned;
  expect(plan("hdf5", {})).toBeDefined();
  expect(plan("hdf5", {}, true)).toBeUndefined();
  expect(plan("tiff", raw)).toBeDefined();
  expect(plan("tiff", { compression: "none" })).toBeUndefined();
  expect(plan("tiff", { ...raw, pyramid: true })).toBeUndefined();
  expect(plan("tiff", { ...raw, compression: "lzw" })).toBeUndefined();
  expect(plan("jpeg", {})).toBeUndefined();
});
