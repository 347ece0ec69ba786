/**
 * Aborting before, while decoding, while encoding, and while waiting for memory: the run rejects with the reason, and
 * leaves no file.
 * Not here: Ctrl-C (test/batch/interrupt.process.test), or cancelling one native call
 * (test/native/thread/run-in-worker.process.test).
 * Read next: src/run/engine.ts, src/native/thread/run-in-worker.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { open } from "../../../src/index.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { listFolder, temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { packedPng } from "../../support/picture/hostile-files.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  // 400 megapixels: decoding takes a second or more.
  writeFileSync(at("slow.png"), packedPng(20_000, 20_000));
  await (await photo(900, 600)).png().toFile(at("photo.png"));
});

/** Aborts after some milliseconds, with a reason of its own. */
function abortAfter(milliseconds: number): { readonly signal: AbortSignal; readonly reason: Error } {
  const controller = new AbortController();
  const reason = new Error(`enough after ${milliseconds} ms`);
  setTimeout(() => controller.abort(reason), milliseconds);
  return { signal: controller.signal, reason };
}

describe("a signal", () => {
  test("that is aborted already stops everything before it starts", async () => {
    const reason = new Error("never");
    const signal = AbortSignal.abort(reason);
    using image = await open(at("photo.png"));
    await expect(image.save(at("never.png"), { signal })).rejects.toBe(reason);
    await expect(image.thumbnail(50).save(at("never.png"), { signal })).rejects.toBe(reason);
    await expect(image.encode("png", { signal })).rejects.toBe(reason);
    expect(listFolder(folder).filter((name) => name.includes("never"))).toEqual([]);
  });

  test("while decoding stops it soon, and leaves nothing", async () => {
    using image = await open(at("slow.png"));
    using thumbnail = image.thumbnail(200);
    const before = nativeCounts();
    for (const recipe of [thumbnail, image]) {
      const { signal, reason } = abortAfter(60);
      const started = performance.now();
      await expect(recipe.save(at("aborted.png"), { signal })).rejects.toBe(reason);
      expect(performance.now() - started).toBeLessThan(5000);
      expect(listFolder(folder).filter((name) => name.includes("aborted"))).toEqual([]);
    }
    await vi.waitFor(() => expect(nativeCounts().objects).toBe(before.objects), { timeout: 10_000, interval: 50 });
  });

  test("while encoding stops it, even in an encoder that does not listen", async () => {
    using image = await open(at("photo.png"));
    using thumbnail = image.thumbnail(600);
    const { signal, reason } = abortAfter(100);
    await expect(thumbnail.save(at("encoded.avif"), { signal, effort: 6 })).rejects.toBe(reason);
    expect(listFolder(folder).filter((name) => name.includes("encoded"))).toEqual([]);
  });

  test("of one does not stop another", async () => {
    using image = await open(at("slow.png"));
    using photo = await open(at("photo.png"));
    const { signal, reason } = abortAfter(60);
    const stopped = expect(image.thumbnail(100).encode("png", { signal })).rejects.toBe(reason);
    const bytes = await photo.thumbnail(100).encode("png");
    await stopped;
    expect((await sharp(bytes).metadata()).width).toBe(100);
    expect((await sharp(await photo.thumbnail(90).encode("png")).metadata()).width).toBe(90);
  });

  test("that is aborted afterwards changes nothing", async () => {
    const controller = new AbortController();
    using image = await open(at("photo.png"), { signal: controller.signal });
    const bytes = await image.thumbnail(50).encode("png", { signal: controller.signal });
    controller.abort();
    expect((await sharp(bytes).metadata()).width).toBe(50);
    expect((await sharp(await image.thumbnail(40).encode("png")).metadata()).width).toBe(40);
  });
});
