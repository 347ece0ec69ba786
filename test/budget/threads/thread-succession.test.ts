/**
 * Worker threads share one ledger where the main thread has no Sluice, and keep it when the thread with the ledger
 * ends.
 * Not here: a main thread with Sluice from the start (budget/threads/threads.test).
 * Read next: src/budget/threads/process-ledger.ts, src/budget/threads/election.ts.
 */
import { describe, expect, it } from "vitest";
import { bytes } from "../../../src/core/bytes.ts";
import { allowed, ownSize, smallProcessLedger } from "./small-process-ledger.ts";
import { Actor, isSettled, until } from "./thread-actor.ts";

const reserved = async (actor: Actor) => (await actor.status()).reserved;

describe("worker threads without a main thread that takes part", () => {
  it("agree on one ledger, though all begin at once", async () => {
    const actors = [new Actor(), new Actor(), new Actor()] as const;
    await Promise.all(actors.map((actor) => actor.open()));
    await Promise.all(actors.map((actor, index) => actor.reserve(`${index}`, 30)));
    const waiting = actors[2].reserve("one more", 1);
    expect(await isSettled(waiting)).toBe(false);
    expect(await Promise.all(actors.map(reserved))).toEqual([allowed, allowed, allowed]);
    await actors[0].release("0");
    await waiting;
    await until(async () => (await reserved(actors[1])) === ownSize + 61);
  });

  it("go on when the thread with the ledger ends: nothing is lost, forgotten or granted twice", async () => {
    const [first, second, third] = [new Actor(), new Actor(), new Actor()];
    await first.open();
    await Promise.all([second.open(), third.open()]);
    await first.reserve("of the first", 40);
    await second.reserve("of the second", 30);
    const waiting = third.reserve("of the third", 50);
    // By the time both have answered, the request has been sent and has arrived.
    await third.status();
    await first.status();
    const behind = second.reserve("behind", 10);
    expect(await isSettled(waiting)).toBe(false);
    expect(await isSettled(behind)).toBe(false);

    const estate = new Int32Array((await first.tell({ do: "estate" })) as SharedArrayBuffer);
    await first.worker.terminate();
    await Promise.all([waiting, behind]);
    expect(estate[0]).toBe(-1);
    // The process's own memory is handed over as well.
    await until(async () => (await reserved(second)) === ownSize + 30 + 50 + 10);
    expect(await reserved(third)).toBe(allowed);
    const late = new Actor();
    expect(await late.open()).toMatchObject({ allowed, reserved: allowed, permanent: ownSize });
    await second.release("of the second");
    await late.reserve("late", 30);
    expect(await reserved(third)).toBe(allowed);
  });

  it("hand the ledger to a main thread that comes later", async () => {
    const [first, second] = [new Actor(), new Actor()];
    await first.open();
    await second.open();
    await first.reserve("of the first", 30);
    await second.reserve("of the second", 30);
    const waiting = first.reserve("waits", 60);
    expect(await isSettled(waiting)).toBe(false);

    // Its measurement includes the other threads' images.
    const processLedger = smallProcessLedger(bytes(ownSize + 25));
    const { budget } = processLedger;
    await processLedger.open();
    await until(() => budget.reserved === ownSize + 60);
    expect(budget.permanent).toBe(ownSize);
    const threads = budget.holdings().map(({ owner }) => owner.thread);
    expect(threads.toSorted()).toEqual([first.worker.threadId, second.worker.threadId, undefined]);
    expect(await isSettled(waiting)).toBe(false);

    await second.release("of the second");
    await waiting;
    expect(await reserved(second)).toBe(allowed);
    // Both have changed the ledger, and are alive.
    for (const actor of [first, second]) {
      expect(new Int32Array((await actor.tell({ do: "estate" })) as SharedArrayBuffer)[0]).toBe(0);
    }
    await first.worker.terminate();
    await until(() => budget.reserved === ownSize);
  });
});
