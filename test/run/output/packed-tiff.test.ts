/**
 * Which TIFFs `save()` lets threads compress, that their pixels and metadata are those of libvips' own file, and what an
 * abort and a broken input leave.
 * Not here: the tiles (test/store/tiff/packed-rows.soak.test.ts), or what it holds (test/budget-holds).
 * Read next: src/run/output/tiff-file.ts.
 */
import { readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { TiffOptions } from "../../../src/graph/output/format-options.generated.ts";
import { Image, open, write } from "../../../src/index.ts";
import { fieldsOf, judgeTiff, testByTifffile } from "../../store/tiff/tifffile.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { imageOf, type Shape, samplesOf } from "../../support/picture/stream-pictures.ts";

const folder = temporaryFolder();
const large: Shape = { width: 2501, height: 2203, bands: 3, format: "uchar" };
const samples = samplesOf(large, 4);
const raw = join(folder, "large.bin");
writeFileSync(raw, samples as Uint8Array);
const image = imageOf(large, samples);

/** Where the tiles lie, and how long each is. */
const places = new Set([324, 325]);

describe("a large TIFF", () => {
  testByTifffile("is in tiles unless asked otherwise, and has libvips' pixels and fields", async () => {
    const described = image.set({ "image-description": "a large one", xres: 11.5, yres: 11.5 });
    const kinds: readonly (readonly [name: string, options: TiffOptions, tile: readonly number[] | null])[] = [
      ["default", {}, [128, 128]],
      ["tiles", { tile: true, tileSize: 256 }, [256, 256]],
      ["strips", { tile: false }, null],
      ["lzw", { compression: "lzw", tile: true }, [128, 128]],
    ];
    for (const [name, options, tile] of kinds) {
      const path = join(folder, `${name}.tif`);
      const fractions: number[] = [];
      await described.save(path, { ...options, onProgress: ({ fraction }) => fractions.push(fraction) });
      expect(fractions.at(-1) ?? 1).toBe(1);
      const told = await judgeTiff(path, raw, "uint8", name === "lzw");
      expect(told).toMatchObject({ equal: true, tile, predictor: 2 });
    }
    const peer = join(folder, "libvips.tif");
    await described.tiffsave(peer, { tile: true, compression: "deflate", predictor: "horizontal" });
    const fields = async (path: string) => (await fieldsOf(path)).filter(([tag]) => !places.has(tag as number));
    expect(await fields(join(folder, "default.tif"))).toEqual(await fields(peer));
  });

  test("is projected with its threads, and by libvips on one where there is no room for them", async () => {
    const names = async (options: TiffOptions): Promise<string[]> => {
      const { stages } = await image.explain({ format: "tiff", path: join(folder, "x.tif"), ...options });
      return stages.flatMap(({ terms }) => terms.map(({ name }) => name));
    };
    expect(await names({})).toContain("tiles on their way");
    expect(await names({ tile: false })).not.toContain("tiles on their way");
    expect(await names({ pyramid: true })).not.toContain("tiles on their way");
    expect(await names({ compression: "none" })).not.toContain("tiles on their way");
  });

  test("comes from one decode with others", async () => {
    const input = join(folder, "input.tif");
    await image.save(input, { compression: "none" });
    const opened = await open(input);
    const [first, second] = [join(folder, "one.tif"), join(folder, "two.tif")];
    await write([opened.to(first), opened.invert().to(second)]);
    using pixels = await (await open(first)).pixels();
    expect(Buffer.compare(pixels.data as Uint8Array, samples as Uint8Array)).toBe(0);
    using inverted = await (await open(second)).invert().pixels();
    expect(Buffer.compare(inverted.data as Uint8Array, samples as Uint8Array)).toBe(0);
  });
});

describe("nothing stays", () => {
  test("of what is aborted", async () => {
    const before = listFolder(folder);
    const abort = new AbortController();
    const path = join(folder, "aborted.tif");
    const saved = image.gaussblur(2).save(path, {
      signal: abort.signal,
      onProgress: () => abort.abort(new Error("enough")),
    });
    await expect(saved).rejects.toThrow("enough");
    expect(listFolder(folder)).toEqual(before);
  });

  test("of an input that turns out to be cut", async () => {
    const cut = join(folder, "cut.jpg");
    await image.save(cut, { quality: 90 });
    truncateSync(cut, readFileSync(cut).length / 2);
    const before = listFolder(folder);
    await expect((await open(cut)).save(join(folder, "from-cut.tif"))).rejects.toMatchObject({ tag: "decode" });
    expect(listFolder(folder)).toEqual(before);
  });
});

test("an image of one colour takes next to nothing", async () => {
  const path = join(folder, "flat.tif");
  const size = { width: 4096, height: 4096, bands: 1, format: "ushort" } as const;
  const { sizeBytes } = await Image.fromPixels(new Uint16Array(4096 * 4096).fill(777), size).save(path);
  expect(sizeBytes).toBeLessThan(400_000);
});
