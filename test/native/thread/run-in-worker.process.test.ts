/**
 * Native calls in worker threads: same results, a free event loop and file system, stopping, and the end of a process.
 * Not here: speed.
 * Read next: src/native/thread/run-in-worker.ts.
 */
import { readFile } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { call, callForImage, callInWorker } from "../../../src/native/operation/call.ts";
import {
  endExtraWorkers,
  letGoInWorker,
  limitWorkers,
  runInWorker,
  warmWorkers,
} from "../../../src/native/thread/run-in-worker.ts";
import { slowImage, startLongCall } from "../../support/child/long-call.ts";
import { nativeCounts } from "../../support/child/native-counts.ts";
import { runChild } from "../../support/child/run-child.ts";
import { image, imageOf, samplesOf } from "../../support/picture/native-images.ts";

/** Far more time than stopping takes, and far less than the long call would. */
const soonMs = 10_000;
const max = 6;
const reason = new Error("changed my mind");

beforeAll(() => {
  limitWorkers(max);
  return warmWorkers(max);
});
afterEach(() => limitWorkers(max));

/** Whether a promise is still pending after one turn of the event loop. */
async function isPending(promise: Promise<unknown>): Promise<boolean> {
  const [settled, pending] = [Symbol(), Symbol()];
  const outcome = promise.then(
    () => settled,
    () => settled,
  );
  return (await Promise.race([outcome, pause(0, pending)])) === pending;
}

describe("a call in a worker", () => {
  test("gives the same results as on this thread", async () => {
    using input = imageOf({ width: 3, height: 2 }, [1, 20, 3, 40, 5, 60]);
    expect(await callInWorker("max", { in: input, size: 2 })).toEqual(call("max", { in: input, size: 2 }));
    using here = callForImage("linear", { in: input, a: 2, b: 1 });
    using there = image(await callInWorker("linear", { in: input, a: 2, b: 1 }));
    expect(samplesOf(there)).toEqual(samplesOf(here));
  });

  test("is refused with the same error", async () => {
    using input = imageOf({ width: 1, height: 1 }, [1]);
    const args = { input, left: 1, top: 1, width: 2, height: 2 };
    await expect(callInWorker("extract_area", args)).rejects.toThrow("extract_area: bad extract area");
    await expect(callInWorker("extract_area", { input })).rejects.toThrow('the argument "left" is missing');
  });

  test("many at once all come back", async () => {
    using input = imageOf({ width: 2, height: 1 }, [1, 3]);
    const results = await Promise.all(Array.from({ length: 50 }, () => callInWorker("avg", { in: input })));
    expect(results).toEqual(Array.from({ length: 50 }, () => ({ out: 2 })));
  });
});

describe("a worker that breaks", () => {
  test("fails its call, and another takes its place", async () => {
    await expect(runInWorker("no_such_function" as never, [])).rejects.toThrow(/is not a function/);
    expect(await runInWorker("vips_version", [0])).toEqual({ result: 8, errorText: "" });
  });
});

describe("letting go of a reference in a worker", () => {
  test("frees what it was the last of, and the next calls come after it", async () => {
    using input = imageOf({ width: 2, height: 1 }, [1, 3]);
    const before = nativeCounts().objects;
    const gone = Array.from({ length: 20 }, () => letGoInWorker(() => callForImage("invert", { in: input }).give()));
    const means = Array.from({ length: 2 * max }, () => callInWorker("avg", { in: input }));
    expect(await Promise.all(means)).toEqual(new Array(2 * max).fill({ out: 2 }));
    await Promise.all(gone);
    expect(nativeCounts().objects).toBe(before);
  });

  test("takes nothing where all workers have something to do", async () => {
    const stop = new AbortController();
    const images = Array.from({ length: max }, slowImage);
    const calls = images.map((slow) => startLongCall(slow, stop.signal));
    const take = (): never => {
      throw new Error("nobody could let go of it");
    };
    expect(letGoInWorker(take)).toBeUndefined();
    stop.abort(reason);
    await Promise.allSettled(calls);
    for (const slow of images) slow.dispose();
  });

  test("is over where the worker breaks", async () => {
    await letGoInWorker(() => "no address" as never);
    expect(await runInWorker("vips_version", [0])).toEqual({ result: 8, errorText: "" });
  });

  test("is not cut short where workers are ended that are not needed", async () => {
    const before = nativeCounts().objects;
    // In addition to the threads that were started ahead of need.
    const versions = Array.from({ length: max + 2 }, () => runInWorker("vips_version", [0], { apart: true }));
    await Promise.all(versions);
    const gone = letGoInWorker(() => callForImage("black", { width: 1, height: 1 }).give());
    endExtraWorkers(0);
    await gone;
    expect(nativeCounts().objects).toBe(before);
    expect(endExtraWorkers(0)).toBe(0);
  });
});

describe("while long calls run", () => {
  test("timers go on ticking", async () => {
    using slow = slowImage();
    const stop = new AbortController();
    const long = startLongCall(slow, stop.signal);
    for (let tick = 0; tick < 20; tick += 1) await pause(5);
    expect(await isPending(long)).toBe(true);
    stop.abort(reason);
    await expect(long).rejects.toBe(reason);
  });

  test("files can be read with more calls running than libuv has threads", async () => {
    const stop = new AbortController();
    const images = Array.from({ length: max }, slowImage);
    const calls = images.map((slow) => startLongCall(slow, stop.signal));
    const texts = await Promise.all(Array.from({ length: 8 }, () => readFile(import.meta.filename, "utf8")));
    expect(texts.every((text) => text.startsWith("/**"))).toBe(true);
    expect(await Promise.all(calls.map(isPending))).toEqual(new Array(max).fill(true));
    stop.abort(reason);
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes).toEqual(outcomes.map(() => ({ status: "rejected", reason })));
    for (const slow of images) slow.dispose();
  });
});

describe("an abort signal", () => {
  test("stops a call soon, which rejects with the signal's reason", async () => {
    using slow = slowImage();
    const stop = new AbortController();
    const long = startLongCall(slow, stop.signal);
    await pause(300);
    const start = performance.now();
    stop.abort(reason);
    await expect(long).rejects.toBe(reason);
    expect(performance.now() - start).toBeLessThan(soonMs);
  });

  test("that has aborted already prevents the call", async () => {
    using input = imageOf({ width: 1, height: 1 }, [1]);
    await expect(callInWorker("avg", { in: input }, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });

  test("takes a waiting call out of the queue, while the one before it runs on", async () => {
    limitWorkers(1);
    using slow = slowImage();
    const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
    const first = startLongCall(slow, stopFirst.signal);
    const second = runInWorker("vips_version", [0], { signal: stopSecond.signal });
    stopSecond.abort(reason);
    await expect(second).rejects.toBe(reason);
    expect(await isPending(first)).toBe(true);
    stopFirst.abort(reason);
    await expect(first).rejects.toBe(reason);
  });

  test("leaves the worker fit for the next call", async () => {
    using input = imageOf({ width: 1, height: 1 }, [7]);
    expect(await callInWorker("avg", { in: input })).toEqual({ out: 7 });
  });
});

describe("the end of a process", () => {
  test("process.exit() during a long call ends it with its code", async () => {
    const start = performance.now();
    const { code, signal, stderr } = await runChild("native-child.ts", ["exit"]);
    expect({ code, signal, stderr }).toEqual({ code: 3, signal: null, stderr: "" });
    expect(performance.now() - start).toBeLessThan(soonMs);
  });

  test("an idle pool does not keep it alive", async () => {
    const { code, stdout, stderr } = await runChild("native-child.ts", ["idle"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({ result: { out: 0 } });
  });

  test("it stays alive for what a worker lets go of", async () => {
    const { code, stdout, stderr } = await runChild("native-child.ts", ["awaitLettingGo"]);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '"done"\n', stderr: "" });
  });

  test.each([
    ["leaveAfterLettingGo", 0],
    ["exitWhileLettingGo", 3],
  ])("it does not for a call apart that comes after that, nor when it exits (%s)", async (task, expected) => {
    const start = performance.now();
    const { code, signal, stderr } = await runChild("native-child.ts", [task]);
    expect({ code, signal, stderr }).toEqual({ code: expected, signal: null, stderr: "" });
    expect(performance.now() - start).toBeLessThan(soonMs);
  });
});
