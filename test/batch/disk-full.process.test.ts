/**
 * A disk that fills up while thumbnails are written: the error says so, and no partial file stays.
 * Not here: other outputs that cannot be written (test/thumb/hostile.process.test).
 * Read next: src/store/files/atomic-file.ts, src/run/output/encode.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { open } from "../../src/index.ts";
import { sluice } from "../support/child/cli.ts";
import { smallDisk } from "../support/machine/small-disk.ts";
import { listFolder, temporaryFolder } from "../support/machine/temporary-folder.ts";
import { photo } from "../support/picture/pictures.ts";

const folder = temporaryFolder();
const { disk, mounted } = smallDisk(folder, "60k");

describe.skipIf(!mounted)("a full disk", () => {
  const source = join(folder, "photo.png");

  beforeAll(async () => {
    await (await photo(500, 350, 5)).png().toFile(source);
  });

  test.each(["jpg", "png", "webp", "gif", "tif", "avif"])("while a %s is written", async (ending) => {
    using image = await open(source);
    using thumbnail = image.thumbnail(450);
    for (const recipe of [thumbnail, image]) {
      const path = join(disk, `large.${ending}`);
      const saving = recipe.save(path, {
        quality: ["jpg", "webp", "avif"].includes(ending) ? 100 : undefined,
        lossless: ending === "webp" ? true : undefined,
        effort: ending === "avif" ? 0 : undefined,
      });
      await expect(saving).rejects.toMatchObject({
        tag: "output",
        path,
        message: `${path}: it cannot be written: the disk is full`,
        cure: expect.stringContaining("Free space"),
      });
      expect(listFolder(disk)).toEqual([]);
    }
  });

  test("fails the large ones of a batch, and the small ones are done", async () => {
    const [small, large] = ["small.png", "large.png"].map((name) => join(folder, name)) as [string, string];
    await sharp(source).resize(60).png().toFile(small);
    // This image takes so long to read that the small one is written before the disk is full.
    await sharp(source).resize(4000).png().toFile(large);
    const { code, lines } = await sluice(["thumb", small, large, "-o", disk, "--size", "450", "--quiet"]);
    expect(code).toBe(10);
    expect(lines).toEqual([expect.stringMatching(/large\.png: it cannot be written: the disk is full\. Free space/)]);
    expect(listFolder(disk)).toEqual(["small.png"]);
    expect((await sharp(join(disk, "small.png")).metadata()).width).toBe(60);
  });

  test("that was full before is the same", async () => {
    writeFileSync(join(disk, "fill"), Buffer.alloc(40_000, 1));
    try {
      for (let piece = 0; ; piece += 1) writeFileSync(join(disk, `fill-${piece}`), Buffer.alloc(4096, 1));
    } catch (error) {
      expect(error).toMatchObject({ code: "ENOSPC" });
    }
    const before = listFolder(disk);
    const { code, lines } = await sluice(["thumb", source, "-o", disk, "--size", "100", "--quiet"]);
    expect(code).toBe(10);
    expect(lines).toEqual([expect.stringMatching(/the disk is full/)]);
    expect(listFolder(disk)).toEqual(before);
  });
});
