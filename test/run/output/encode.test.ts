/**
 * Running recipes: bytes that sharp can read, options that reach the encoder, and no objects left in libvips.
 * Not here: pictures (test/thumb), or several at once (parallel.test).
 * Read next: src/run/engine.ts.
 */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test, vi } from "vitest";
import { type OutputFormat, open } from "../../../src/index.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { flat, photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);
const source = photo(300, 200).then((picture) => picture.jpeg({ quality: 95 }).toBuffer());

describe("encode()", () => {
  test.each(["jpeg", "png", "webp", "avif", "gif", "tiff"] as const)("gives the bytes of a %s", async (format) => {
    using image = await open(await source);
    using thumbnail = image.thumbnail("90x60", { fit: "fill" });
    for (const [recipe, width, height] of [
      [thumbnail, 90, 60],
      [image, 300, 200],
    ] as const) {
      const bytes = await recipe.encode(format);
      expect(bytes).toBeInstanceOf(Uint8Array);
      const found = await sharp(bytes).metadata();
      expect([found.format, found.width, found.height]).toEqual([format === "avif" ? "heif" : format, width, height]);
      // The bytes belong to the caller: writing to them changes no later result.
      const copy = bytes.slice();
      bytes.fill(0);
      expect(Buffer.from(await recipe.encode(format)).equals(copy)).toBe(true);
    }
  });

  test("gives the same bytes as save()", async () => {
    using image = await open(await source);
    using thumbnail = image.thumbnail(90);
    const saved = await thumbnail.save(at("same.png"));
    const bytes = await thumbnail.encode("png");
    expect(saved).toMatchObject({
      path: at("same.png"),
      format: "png",
      width: 90,
      height: 60,
      sizeBytes: bytes.length,
    });
    expect(statSync(at("same.png")).size).toBe(bytes.length);
    expect(saved.projected).toBeGreaterThan(1e6);
    expect(Object.isFrozen(saved)).toBe(true);
  });
});

describe("options reach the encoder", () => {
  async function size(format: OutputFormat, options: object): Promise<number> {
    using image = await open(await source);
    return (await image.encode(format, options)).length;
  }

  test.each(["jpeg", "webp", "avif"] as const)("the quality of %s", async (format) => {
    expect(await size(format, { quality: 30 })).toBeLessThan(await size(format, { quality: 90 }));
  });

  test("effort, lossless, interlace, tile, pyramid and compression", async () => {
    expect(await size("webp", { lossless: true })).toBeGreaterThan((await size("webp", {})) * 2);
    expect(await size("png", { effort: 10 })).toBeLessThan(await size("png", { effort: 1 }));
    expect(await size("tiff", { compression: "none" })).toBeGreaterThan(300 * 200 * 3);
    using image = await open(await source);
    for (const format of ["jpeg", "png"] as const) {
      expect((await sharp(await image.encode(format, { interlace: true })).metadata()).isProgressive).toBe(true);
      expect((await sharp(await image.encode(format)).metadata()).isProgressive).toBe(false);
    }
    const tiles = await sharp(await image.encode("tiff", { tile: true, pyramid: true })).metadata();
    expect([tiles.width, tiles.height]).toEqual([300, 200]);
    expect(tiles.pages ?? 1).toBeGreaterThan(1);
  });

  test("a lossless WebP has the pixels of its source", async () => {
    using image = await open(await flat(40, 30, [12, 34, 56, 200]).png().toBuffer());
    for (const format of ["webp", "png", "tiff"] as const) {
      const bytes = await image.encode(format, { lossless: format === "webp" ? true : undefined });
      const data = await sharp(bytes).raw().toBuffer();
      expect([...new Set(data)].sort((a, b) => a - b)).toEqual([12, 34, 56, 200]);
    }
  });
});

describe("what cannot be encoded", () => {
  test("is an error with a cure, and leaves no file", async () => {
    using image = await open(await flat(10, 4, [1, 2, 3]).png().toBuffer());
    using wide = image.thumbnail("20000x4", { fit: "fill", enlarge: true });
    await expect(wide.save(at("wide.webp"))).rejects.toMatchObject({ tag: "output", path: at("wide.webp"), cure: /./ });
    await expect(image.save(at("missing/x.png"))).rejects.toMatchObject({
      tag: "output",
      message: expect.stringContaining("its folder does not exist"),
    });
    await expect(image.save(folder, { format: "png" })).rejects.toMatchObject({ tag: "output" });
    await expect(image.save(join(folder, `${"n".repeat(300)}.png`))).rejects.toMatchObject({ tag: "output" });
    expect(readdirSync(folder).filter((name) => name.includes("wide") || name.startsWith("."))).toEqual([]);
  });

  test("a name as long as the system allows is written", async () => {
    using image = await open(await flat(10, 4, [1, 2, 3]).png().toBuffer());
    const path = join(folder, `${"é".repeat(125)}.png`);
    await image.save(path);
    expect((await sharp(path).metadata()).width).toBe(10);
  });
});

test("a hundred thumbnails leave no object of libvips behind, and neither do failures", async () => {
  const [good, broken] = [await source, (await source).subarray(0, 3000)];
  const round = async (): Promise<void> => {
    using image = await open(good);
    using thumbnail = image.thumbnail("60x60", { fit: "contain" }).thumbnail(50);
    await thumbnail.encode("png");
    using cut = await open(broken);
    await cut.encode("png").catch(() => undefined);
    await cut
      .thumbnail(20)
      .encode("jpeg")
      .catch(() => undefined);
  };
  // The first rounds create permanent objects: classes, introspection, profiles.
  for (let warming = 0; warming < 3; warming += 1) await round();
  const before = nativeCounts();
  for (let count = 0; count < 100; count += 1) await round();
  // libvips' threads keep a few buffers for a moment after their image is finished; a leak would only grow.
  await vi.waitFor(
    () => {
      const after = nativeCounts();
      expect(after.objects).toBe(before.objects);
      expect(after.allocations).toBeLessThanOrEqual(before.allocations);
    },
    { timeout: 10_000, interval: 50 },
  );
});
