/**
 * Every way out of a loop over strips or tiles: it stops the work and frees everything before the loop's statement is left.
 * Not here: the end of the process meanwhile (test/stream/process-end.test).
 * Read next: src/run/row-stream.ts.
 */
import { readdirSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { budget, Image, type Strip } from "../../src/index.ts";
import { seededRandom } from "../codec/seeded-random.ts";
import { nativeCounts } from "../support/native-counts.ts";

/** Takes half a minute to compute whole. */
const large = Image.gaussnoise(500, 400_000).gaussblur(5);
const loops: Readonly<Record<string, (signal?: AbortSignal) => AsyncGenerator<Strip, undefined>>> = {
  strips: (signal) => large.strips({ signal }),
  "strips of a height": (signal) => large.strips({ height: 301, signal }),
  tiles: (signal) => large.tiles({ size: 200, halo: 20, signal }),
  "strips of strips": (signal) =>
    Image.fromStrips({ width: 500, height: 400_000, format: "float" }, large.strips()).strips({ signal }),
};
const reason = new Error("enough");

/** What a leak would make grow. Threads of libvips and of Sluice wait for the next work, so they are warmed up first. */
async function held(): Promise<unknown> {
  return { ...nativeCounts(), reserved: (await budget()).reserved };
}
const threadCount = (): number => (process.platform === "linux" ? readdirSync("/proc/self/task").length : 0);

let threads = 0;
beforeAll(async () => {
  const open = await Promise.all(Object.values(loops).map(async (loop) => ({ loop: loop() })));
  await Promise.all(open.map(({ loop }) => loop.next()));
  await Promise.all(open.map(({ loop }) => loop.return(undefined)));
  for (const loop of Object.values(loops)) for await (const _ of loop()) break;
  await pause(500);
  threads = threadCount();
});
/** Threads of libvips clear their own buffers, a moment after the call that used them. */
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

test("40 loops, left in random ways at random times, leave nothing", async () => {
  const random = seededRandom(7);
  const kinds = Object.values(loops);
  const one = async (): Promise<void> => {
    const [kind, way] = [Math.floor(random() * kinds.length), Math.floor(random() * 4)];
    const [turns, ms] = [Math.floor(random() * 4), random() * 60];
    const controller = new AbortController();
    const open = kinds[kind]?.(controller.signal) as AsyncGenerator<Strip, undefined>;
    if (way === 3) setTimeout(() => controller.abort(reason), ms);
    let turn = 0;
    for await (const _ of open) {
      if (way === 0 && turn === turns) break;
      if (way === 1 && turn === turns) throw reason;
      if (way === 2 && turn === turns) controller.abort(reason);
      turn += 1;
      if (random() < 0.3) await pause(5);
    }
  };
  // Four at a time, as a program might.
  for (let round = 0; round < 10; round += 1) {
    const outcomes = await Promise.allSettled([one(), one(), one(), one()]);
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toBe(reason);
    await nothingHeld();
  }
  await pause(500);
  expect(threadCount()).toBeLessThanOrEqual(threads + 2);
});
