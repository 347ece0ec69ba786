/**
 * Worker threads reserve in the main thread's ledger: one budget, one queue, and a thread's holdings are given back
 * when it ends.
 * Not here: a main thread without Sluice (budget/threads/thread-succession.test), or real images
 * (budget/threads/thread-images.soak.test).
 * Read next: src/budget/threads/process-ledger.ts, budget/threads/thread-actor.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { bytes } from "../../../src/core/bytes.ts";
import { smallProcessLedger } from "./small-process-ledger.ts";
import { Actor, isSettled, until } from "./thread-actor.ts";

const processLedger = smallProcessLedger();
const { budget } = processLedger;
const image = (name: string, size: number) => budget.reserve({ name, tag: "image" }, bytes(size));
const names = () => budget.holdings().map(({ owner }) => owner.name);

beforeAll(async () => {
  // A thread may start before the main thread has begun: then the thread makes the ledger.
  expect(processLedger.isOpen).toBe(false);
});

describe("worker threads", () => {
  it("find the ledger of a main thread that has only imported Sluice", async () => {
    const actor = new Actor();
    const { allowed, reserved, permanent } = await actor.open();
    expect({ allowed, reserved, permanent }).toEqual({ allowed: 100, reserved: 10, permanent: 10 });
    expect(processLedger.isOpen).toBe(true);
    await processLedger.open();
    expect(budget.holdings()).toEqual([{ owner: { name: "Node", tag: "process" }, size: 10 }]);
  });

  it("hold what the main thread knows of, by name, thread and term", async () => {
    const actor = new Actor();
    await actor.open();
    await actor.reserve("a.jpg", 30);
    const owner = { name: "a.jpg", tag: "image", thread: actor.worker.threadId };
    const terms = [{ tag: "decoder", name: "coefficients", size: 15 }];
    expect(budget.holdings()[1]).toEqual({ owner, size: 30, terms });
    expect(await actor.status()).toMatchObject({ reserved: 40, holdings: [{ owner: { name: "a.jpg" }, size: 30 }] });
    await actor.tell({ do: "shrink", name: "a.jpg", size: 5 });
    await until(() => budget.reserved === 15);
    expect(budget.holdings()[1]).toEqual({ owner, size: 5 });
    await actor.release("a.jpg");
    await until(() => budget.reserved === 10);
  });

  it("wait in one queue, first come first served, whichever thread they are of", async () => {
    const [one, two] = [new Actor(), new Actor()];
    await Promise.all([one.open(), two.open()]);
    const held = await image("held", 90);
    const order: string[] = [];
    const ask = async (name: string, request: Promise<unknown>): Promise<void> => {
      await request;
      order.push(name);
    };
    const requests: Promise<void>[] = [];
    for (const [name, actor] of [
      ["a", one],
      ["b", two],
      ["c", one],
      ["d", two],
    ] as const) {
      requests.push(ask(name, actor.reserve(name, name === "b" ? 80 : 10)));
      expect(await isSettled(requests.at(-1) as Promise<void>, 30)).toBe(false);
    }
    requests.push(
      ask(
        "main",
        image("main", 80).then((reservation) => reservation.dispose()),
      ),
    );
    held.shrinkTo(bytes(75));
    await requests[0];
    expect(order).toEqual(["a"]);
    held.dispose();
    await until(() => order.length === 2);
    expect(budget.reserved).toBe(100);
    await one.release("a");
    await Promise.all(requests.slice(2, 3));
    await two.release("b");
    await requests[3];
    expect(order).toEqual(["a", "b", "c", "d"]);
    await Promise.all([one.release("c"), two.release("d")]);
    await requests[4];
    await until(() => budget.reserved === 10);
  });

  it("withdraw what is aborted, and are refused what can never be free", async () => {
    const actor = new Actor();
    await actor.open();
    using held = await image("held", 60);
    const waiting = actor.reserve("waits", 50);
    const behind = image("behind", 30);
    await expect(isSettled(waiting, 30)).resolves.toBe(false);
    await actor.tell({ do: "abort", name: "waits" });
    await expect(waiting).rejects.toThrow("waits aborted");
    (await behind).dispose();
    await expect(actor.reserve("too large", 91)).rejects.toThrow(/^budget$/);
    expect(held.size).toBe(60);
    expect(names()).toEqual(["Node", "held"]);
  });

  it.each(["are terminated", "crash"])("that %s while they hold and wait leave nothing behind", async (way) => {
    const [dying, other] = [new Actor(), new Actor()];
    await Promise.all([dying.open(), other.open()]);
    await dying.reserve("held by it", 50);
    const waiting = dying.reserve("waits in it", 60);
    expect(await isSettled(waiting, 30)).toBe(false);
    const behind = other.reserve("behind", 30);
    expect(await isSettled(behind, 30)).toBe(false);
    dying.worker.on("error", () => {});
    if (way === "are terminated") await dying.worker.terminate();
    else dying.worker.postMessage({ id: 0, command: { do: "crash" } });
    await behind;
    await until(() => names().join() === "Node,behind");
    expect(budget.reserved).toBe(40);
    await other.release("behind");
    await until(() => budget.reserved === 10);
  });

  it("have what they leave cleared when they end, and not when they only go to another ledger", async () => {
    const actor = new Actor();
    await actor.open();
    const estate = new Int32Array((await actor.tell({ do: "estate" })) as SharedArrayBuffer);
    expect(estate[0]).toBe(0);
    await actor.worker.terminate();
    await until(() => estate[0] === -1);
  });

  it("may have threads of their own, which end with them", async () => {
    const actor = new Actor();
    await actor.open();
    await actor.tell({ do: "nest", name: "nested", size: 40 });
    expect(names()).toEqual(["Node", "nested"]);
    await actor.worker.terminate();
    await until(() => names().join() === "Node");
  });

  it("work on with a share when the main thread is busy for long, and come back to it", async () => {
    const actor = new Actor();
    await actor.open();
    const started = performance.now();
    const granted = actor.reserve("a.jpg", 20);
    while (performance.now() - started < 3000);
    await granted;
    await until(() => names().join() === "Node,a.jpg");
    const { warnings, allowed } = await actor.status();
    expect(allowed).toBe(100);
    expect(warnings).toEqual([expect.stringMatching(/^thread \d+ cannot reach .* works with 25 B of its own$/)]);
    // It has closed its port meanwhile, and is alive.
    expect(new Int32Array((await actor.tell({ do: "estate" })) as SharedArrayBuffer)[0]).toBe(0);
    await actor.release("a.jpg");
    await until(() => budget.reserved === 10);
  });
});
