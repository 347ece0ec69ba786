/**
 * Runs that are aborted at any moment while they begin: they end, even where their input would never come.
 * Not here: aborting a run in full work (test/run/admission/abort, test/run/kernel/failures).
 * Read next: src/core/when-aborted.ts.
 */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { whenAborted } from "../../../src/core/when-aborted.ts";
import { budget, configure, Image, kernel, open } from "../../../src/index.ts";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";

configure({ memory: "1GB", threads: 2 });
const folder = temporaryFolder();
const size = { width: 1000, height: 3000, bands: 1 } as const;
const hangs = kernel(new URL("../kernel/kernels.mjs", import.meta.url), "hangs");
const source = Image.black(size.width, size.height);

async function* never(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(size.width);
  // By itself it would not keep the process alive, and would never end.
  await pause(60_000, undefined, { ref: false });
}

/** Inputs that do not end by themselves, or not soon. */
const images: Readonly<Record<string, () => Promise<Image>>> = {
  "a kernel": async () => source.map(hangs),
  strips: async () => Image.fromStrips(size, never()),
  "a store": async () => {
    const path = join(folder, "a.zarr");
    await source.save(path, { overwrite: true });
    return await open(path);
  },
};

const ends: Readonly<Record<string, (image: Image, signal: AbortSignal) => Promise<unknown>>> = {
  encode: async (image, signal) => await image.encode("tiff", { signal }),
  pixels: async (image, signal) => {
    using _ = await image.pixels({ signal });
  },
  strips: async (image, signal) => {
    for await (const _ of image.strips({ signal })) await pause(0);
  },
  fold: async (image, signal) => await image.fold({ start: () => 0, step: hangs, combine: (value) => value, signal }),
};

describe.each(Object.keys(images))("%s, aborted before it is well begun", (kind) => {
  test.each(Object.keys(ends))("by %s, after any time", async (way) => {
    for (const ms of [0, 4, 30]) {
      await using image = await images[kind]?.();
      const reason = new Error("enough");
      const stop = new AbortController();
      setTimeout(() => stop.abort(reason), ms);
      const run = ends[way]?.(image as Image, stop.signal);
      // A store without a kernel may be finished by then.
      if (kind === "a store" && way !== "fold") await run?.catch((error) => expect(error).toBe(reason));
      else await expect(run, `after ${ms} ms`).rejects.toBe(reason);
    }
    expect((await budget()).reserved).toBe(0);
  });
});

test("an abort that is past is heard of at once, and one that is not wanted any more never", () => {
  let heard = 0;
  const hear = () => {
    heard += 1;
  };
  whenAborted(AbortSignal.abort(), hear);
  expect(heard).toBe(1);
  const later = new AbortController();
  whenAborted(later.signal, hear)();
  later.abort();
  expect(heard).toBe(1);
  whenAborted(undefined, hear)();
});
