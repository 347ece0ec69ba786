/**
 * Invalid templates for a TIFF: each is refused before there is a file, with the reason.
 * Not here: templates that fit (test/store/tiff/any-order.soak.test.ts).
 * Read next: src/store/tiff/directory-template.ts, src/store/tiff/tile-coding.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { TiffsaveOptions } from "../../../src/graph/image/operations.generated.ts";
import type { Image } from "../../../src/index.ts";
import type { StoredShape } from "../../../src/store/chunks/store.ts";
import { createTiff } from "../../../src/store/tiff/create-tiff.ts";
import { readTemplate } from "../../../src/store/tiff/directory-template.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { imageOf } from "../../support/picture/stream-pictures.ts";
import { templateOf } from "./template.ts";

const folder = temporaryFolder();
const path = join(folder, "refused.tif");
const shape: StoredShape = {
  ...{ width: 90, height: 70, bands: 3, format: "uchar" },
  chunk: { width: 64, height: 64 },
};
let fitting: Uint8Array;
beforeAll(async () => {
  fitting = await templateOf(shape);
});

/** The output of tiffsave with other options. */
async function saved(options: TiffsaveOptions, image: Image = imageOf({ ...shape, width: 3, height: 2 })) {
  const file = join(folder, "template.tif");
  await image.tiffsave(file, { tile: true, tileWidth: 64, tileHeight: 64, ...options });
  return readFileSync(file);
}

async function refusal(template: Uint8Array, of: Partial<StoredShape> = {}): Promise<string> {
  const before = listFolder(folder);
  const error = await createTiff(path, { ...shape, ...of }, { template }).then(
    () => undefined,
    (error: Error) => error,
  );
  expect(error).toMatchObject({ tag: "usage", cure: expect.stringMatching(/^Give /) });
  expect(listFolder(folder).filter((name) => name !== "template.tif")).toEqual(
    before.filter((name) => name !== "template.tif"),
  );
  return (error as Error).message;
}

test.each<[Partial<StoredShape>, RegExp]>([
  [{ bands: 4 }, /SamplesPerPixel is 3, and should be 4/],
  [{ format: "ushort" }, /BitsPerSample is 8, 8, 8, and should be 16/],
  [{ format: "char" }, /SampleFormat is 1, 1, 1, and should be 2/],
  [{ chunk: { width: 128, height: 64 } }, /TileWidth is 64, and should be 128/],
  [{ chunk: { width: 64, height: 128 } }, /TileLength is 64, and should be 128/],
  [{ chunk: { width: 60, height: 64 } }, /no image of 90 × 70 × 3 in tiles of 60 × 64/],
  [{ width: 0 }, /no image of 0 × 70/],
  [{ width: 1.5 }, /no image of 1.5 × 70/],
  [{ width: 2 ** 32 }, /no image of 4294967296 × 70/],
])("one that does not fit %j", async (of, message) => {
  expect(await refusal(fitting, of)).toMatch(message);
});

test("one in strips, of other compressions and predictors, with levels, or of samples that tiffsave computes", async () => {
  expect(await refusal(await saved({ tile: false }))).toMatch(/TileWidth is 0/);
  expect(await refusal(await saved({ compression: "lzw" }))).toMatch(/compression is number 5/);
  expect(await refusal(await saved({ compression: "jpeg" }))).toMatch(/compression is number 7/);
  const float = { ...shape, format: "float" } as const;
  const floats = imageOf({ ...float, width: 3, height: 2 });
  expect(await refusal(await saved({ compression: "deflate", predictor: "float" }, floats), float)).toMatch(
    /predictor is number 3, of float/,
  );
  expect(await refusal(await saved({ pyramid: true }, imageOf({ ...shape, width: 200, height: 200 })))).toMatch(
    /more images than one/,
  );
  expect(
    await refusal(await saved({ pyramid: true, subifd: true }, imageOf({ ...shape, width: 200, height: 200 }))),
  ).toMatch(/field 330 leads to another directory/);
  const short = { ...shape, format: "short" } as const;
  const labs = imageOf({ ...short, width: 3, height: 2 }).copy({ interpretation: "labs" });
  expect(await refusal(await saved({}, labs), short)).toMatch(/LABS/);
  const xyz = floats.copy({ interpretation: "xyz" });
  expect(await refusal(await saved({}, xyz), float)).toMatch(/BitsPerSample is 16/);
});

describe("bytes that are none", () => {
  test("of another kind", async () => {
    expect(await refusal(new Uint8Array(0))).toMatch(/cut off/);
    expect(await refusal(new Uint8Array(100))).toMatch(/no TIFF/);
    expect(await refusal(new TextEncoder().encode("II but nothing of the kind"))).toMatch(/no TIFF/);
  });

  test("cut anywhere, or with any byte of the directory changed, end in a refusal or in fields", async () => {
    const { length } = fitting;
    // libvips' directory comes after the only tile.
    const start = length - 400;
    for (let end = start; end < length; end += 1) {
      expectRefusalOrFields(() => readTemplate(fitting.subarray(0, end)));
    }
    for (let at = start; at < length; at += 1) {
      for (const value of [0, 1, 127, 255]) {
        const changed = Uint8Array.from(fitting);
        changed[at] = value;
        expectRefusalOrFields(() => readTemplate(changed));
      }
    }
  });

  function expectRefusalOrFields(read: () => unknown): void {
    try {
      read();
    } catch (error) {
      expect(error).toMatchObject({ tag: "usage" });
    }
  }
});

test("an uncompressed image beyond 4 GB needs a BigTIFF", async () => {
  const large = { width: 40_000, height: 40_000 };
  expect(await refusal(fitting, large)).toMatch(/takes 4.8\d GB, and a classic TIFF has at most 4.29 GB/);
});
