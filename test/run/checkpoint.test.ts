/**
 * Checkpoints: the same pixels from the stored copy, taken again only when nothing changed, and gone from scratch.
 * Not here: the formats they are stored in (test/store).
 * Read next: src/run/checkpoint.ts.
 */
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { recipeOf } from "../../src/graph/image/image.ts";
import { budget, Image, open } from "../../src/index.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-checkpoint-"));
const at = (name: string): string => join(folder, name);
const input = at("in.png");

beforeAll(async () => {
  await Image.xyz(300, 200).cast("uchar").bandjoin([90]).copy({ interpretation: "srgb" }).save(input);
});
afterAll(() => rmSync(folder, { recursive: true }));

const recipe = async (): Promise<Image> => (await open(input)).gaussblur(3).rot("d90");

/** A digest: to compare megabytes one by one takes an assertion many seconds. */
async function samples(image: Image): Promise<string> {
  using pixels = await image.pixels();
  return createHash("sha256").update(pixels.data).digest("hex");
}

describe.each(["a.h5", "a.zarr", "a.tif", "a.v"])("a checkpoint in %s", (name) => {
  const path = at(name);

  test("has the pixels of the recipe, and is taken again when nothing has changed", async () => {
    const image = await recipe();
    const stored = await image.checkpoint(path);
    expect([stored.width, stored.height, stored.interpretation]).toEqual([200, 300, "srgb"]);
    expect(await samples(stored)).toEqual(await samples(image));
    // Nobody writes it again: it stays as old as it is made here.
    const marker = name.endsWith(".zarr") ? join(path, "zarr.json") : path;
    utimesSync(marker, 1e9, 1e9);
    const again = await (await recipe()).checkpoint(path, { reuse: true });
    expect(await samples(again)).toEqual(await samples(image));
    expect(recipeOf(again)).toMatchObject({ source: { identity: { modifiedNs: 1_000_000_000_000_000_000n } } });
  });

  test("is refused when the recipe is another, or the input has changed", async () => {
    await (await recipe()).checkpoint(path);
    const other = (await open(input)).gaussblur(2).rot("d90");
    await expect(other.checkpoint(path, { reuse: true })).rejects.toMatchObject({ tag: "output", path });
    utimesSync(input, Date.now() / 1000, Math.random() * 1e9);
    const changed = (await recipe()).checkpoint(path, { reuse: true });
    await expect(changed).rejects.toMatchObject({ message: /one of them has changed/, cure: /leave out reuse/ });
    await (await recipe()).checkpoint(path);
    await (await recipe()).checkpoint(path, { reuse: true });
  });
});

describe("a checkpoint without a path", () => {
  const files = (): number => readdirSync("/proc/self/fd").length;

  test.each(["uchar", "float", "double", "complex"] as const)(
    "of %s is read in any order, and gone",
    async (format) => {
      const image = (await recipe()).cast(format);
      const expected = await samples(image.rot("d180"));
      const before = files();
      {
        using stored = await image.checkpoint();
        expect(await samples(stored.rot("d180"))).toEqual(expected);
        expect(await samples(stored.rot("d180"))).toEqual(expected);
      }
      expect(files()).toBeLessThanOrEqual(before + 4);
      expect((await budget()).reserved).toBe(0);
    },
  );

  test("cannot be used once it is disposed of", async () => {
    const stored = await (await recipe()).checkpoint();
    const later = stored.gaussblur(1);
    stored.dispose();
    stored.dispose();
    await expect(later.avg()).rejects.toMatchObject({ tag: "unreadable" });
  });
});

test("a format with losses, and a file that is no checkpoint, are refused", async () => {
  await expect((await recipe()).checkpoint(at("a.jpg"))).rejects.toMatchObject({ tag: "usage", cure: /\.h5/ });
  writeFileSync(at("b.tif"), Buffer.from(await (await open(input)).encode("tiff")));
  const reused = (await recipe()).checkpoint(at("b.tif"), { reuse: true });
  await expect(reused).rejects.toMatchObject({ tag: "output" });
});

test("an image of a stream has no mark: it is stored, and never taken again", async () => {
  const strips = (): Image =>
    Image.fromStrips({ width: 4, height: 4, bands: 1, format: "uchar" }, [new Uint8Array(16)]);
  await strips().checkpoint(at("s.h5"));
  await expect(strips().checkpoint(at("s.h5"), { reuse: true })).rejects.toMatchObject({ tag: "usage" });
});
