/**
 * Every way out of a loop over strips or tiles: it stops the work and frees everything before the loop statement ends.
 * Not here: the end of the process meanwhile (test/stream/process-end.soak.test).
 * Read next: src/run/row-stream.ts.
 */
import { execFile } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterEach, describe, expect, test, vi } from "vitest";
import { budget, Image, type Strip } from "../../src/index.ts";
import { countsOnceFreed } from "../support/child/native-counts.ts";

/** Computing the whole image takes half a minute. */
const large = Image.gaussnoise(500, 400_000).gaussblur(5);
const loops: Readonly<Record<string, (signal?: AbortSignal) => AsyncGenerator<Strip, undefined>>> = {
  strips: (signal) => large.strips({ signal }),
  "strips of a height": (signal) => large.strips({ height: 301, signal }),
  tiles: (signal) => large.tiles({ size: 200, halo: 20, signal }),
  "strips of strips": (signal) =>
    Image.fromStrips({ width: 500, height: 400_000, format: "float" }, large.strips()).strips({ signal }),
};
const reason = new Error("enough");

/** The counts that a leak would increase. */
async function held(): Promise<unknown> {
  return { ...(await countsOnceFreed()), reserved: (await budget()).reserved };
}
/** Threads of libvips free their own buffers a moment after the call that used them. */
const nothingHeld = (): Promise<void> =>
  vi.waitFor(async () => expect(await held()).toEqual({ objects: 0, allocations: 0, reserved: 0 }), 5000);

afterEach(nothingHeld);

describe.each(Object.entries(loops))("a loop over %s", (_, loop) => {
  test("is left by break", async () => {
    for await (const { height } of loop()) {
      expect(height).toBeGreaterThan(0);
      break;
    }
  });

  test("is left by return", async () => {
    const first = async (): Promise<number> => {
      for await (const { top } of loop()) return top;
      return -1;
    };
    expect(await first()).toBe(0);
  });

  test("is left by throw", async () => {
    const work = async (): Promise<void> => {
      for await (const _ of loop()) throw reason;
    };
    await expect(work()).rejects.toBe(reason);
  });

  test("throws the signal's reason at its next turn, and what it was lent stays until then", async () => {
    const controller = new AbortController();
    const work = async (): Promise<void> => {
      for await (const { data } of loop(controller.signal)) {
        const before = data[0];
        controller.abort(reason);
        await pause(50);
        expect(data[0]).toBe(before);
        expect(data.at(-1)).toBeTypeOf("number");
      }
    };
    await expect(work()).rejects.toBe(reason);
  });

  test("is stopped by the signal while it waits", async () => {
    const controller = new AbortController();
    const open = loop(controller.signal);
    const waiting = open.next();
    controller.abort(reason);
    await expect(waiting).rejects.toBe(reason);
    expect(await open.next()).toEqual({ done: true, value: undefined });
  });

  test("never begins with a signal that has aborted", async () => {
    await expect(loop(AbortSignal.abort(reason)).next()).rejects.toBe(reason);
  });
});

test("40 loops of the built package, left in random ways, leave nothing, and no threads beyond those kept", async () => {
  const child = fileURLToPath(new URL("../support/child/leave-loops.mjs", import.meta.url));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [child, "40"]);
  const { count, reserved, threads, before } = JSON.parse(stdout);
  expect({ count, reserved, stderr }).toEqual({ count: 40, reserved: 0, stderr: "" });
  // Linux reports threads; two callback threads and two that make calls may stay.
  expect(threads).toBeLessThanOrEqual(before + 4);
});
