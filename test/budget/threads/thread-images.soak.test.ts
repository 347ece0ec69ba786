/**
 * Two worker threads make thumbnails at the same time with the built package, in one budget that fits only a few of
 * them.
 * Not here: the order of requests (budget/threads/threads.test).
 * Read next: budget/threads/images-child, src/budget/threads/process-ledger.ts.
 */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../support/machine/temporary-folder.ts";
import { photo } from "../../support/picture/pictures.ts";

const folder = temporaryFolder();
const child = fileURLToPath(new URL("images-child.ts", import.meta.url));

interface Told {
  readonly allowed: number;
  readonly permanent: number;
  readonly highest: { readonly [what in "reserved" | "measured" | "images" | "threads"]: number };
  /** Thumbnails of each thread. */
  readonly done: readonly number[];
  readonly after: number;
  readonly left: readonly { readonly owner: { readonly tag: string } }[];
}

beforeAll(async () => {
  // The decoder of each holds all 6 megapixels, 18 MB.
  const small = await (await photo(300, 200)).png().toBuffer();
  const large = sharp(small).resize(3000, 2000, { kernel: "nearest" }).png({ progressive: true, compressionLevel: 1 });
  const encoded = await large.toBuffer();
  for (const index of [1, 2, 3, 4]) writeFileSync(join(folder, `${index}.png`), encoded);
});

async function run(memory: string, way: string): Promise<Told> {
  const args = ["--import", "tsx", child, memory, folder, way];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args);
  expect(stderr).toBe("");
  return JSON.parse(stdout) as Told;
}

describe.runIf(process.platform === "linux")("two threads with images", () => {
  it("take turns in one budget: reserved and measured never exceed it, and both are done", async () => {
    // Run from source, as here, the process is 40 MB larger; a thread adds 33 MB, an image 37.
    const { allowed, permanent, highest, done, left, after } = await run("300MB", "none");
    expect(done).toEqual([12, 12]);
    expect(highest.threads).toBe(2);
    expect(highest.images).toBeGreaterThan(1);
    expect(highest.reserved).toBeLessThanOrEqual(allowed);
    expect(highest.measured).toBeLessThanOrEqual(allowed);
    expect(left.map(({ owner }) => owner.tag)).toEqual(["process"]);
    expect(after).toBeLessThan(permanent + 64_000_000);
  });

  it("lose nothing when one of them is terminated: the other is done, and the ledger is as at first", async () => {
    const { allowed, permanent, highest, done, left, after } = await run("300MB", "terminate");
    expect(done).toEqual([12]);
    expect(highest.reserved).toBeLessThanOrEqual(allowed);
    expect(highest.measured).toBeLessThanOrEqual(allowed);
    expect(left.map(({ owner }) => owner.tag)).toEqual(["process"]);
    expect(after).toBeLessThan(permanent + 64_000_000);
  });
});
