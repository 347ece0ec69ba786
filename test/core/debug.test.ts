/**
 * Events for debugging: what the ledger publishes, and that nothing is made where nobody listens.
 * Not here: the events of whole runs (test/cli/tasks/debug.process.test.ts).
 * Read next: src/core/debug.ts.
 */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Ledger } from "../../src/budget/ledger/ledger.ts";
import { bytes } from "../../src/core/bytes.ts";
import { type DebugEvent, debug } from "../../src/core/debug.ts";

let events: DebugEvent[];
const listen = (event: unknown): void => {
  events.push(event as DebugEvent);
};
beforeEach(() => {
  events = [];
  subscribe("sluice", listen);
});
afterEach(() => {
  unsubscribe("sluice", listen);
});

test("the ledger says who was granted memory, who waits, and who was refused", async () => {
  const ledger = new Ledger(bytes(100));
  const owner = (name: string) => ({ name, tag: "image" }) as const;
  const first = await ledger.reserve(owner("a.jpg"), bytes(80));
  const second = ledger.reserve(owner("b.jpg"), bytes(50));
  await expect(ledger.reserve(owner("c.jpg"), bytes(101))).rejects.toThrow(/c\.jpg/);
  first.dispose();
  (await second).dispose();
  const reservation = (outcome: string, name: string, size: number, reserved: number): object => {
    return { event: "reservation", outcome, name, size, reserved, allowed: 100 };
  };
  expect(events).toEqual([
    reservation("granted", "a.jpg", 80, 80),
    reservation("waits", "b.jpg", 50, 80),
    reservation("refused", "c.jpg", 101, 80),
    reservation("granted", "b.jpg", 50, 50),
  ]);
});

test("an event is not even made where nobody subscribes", () => {
  unsubscribe("sluice", listen);
  let made = 0;
  const describe = (): DebugEvent => {
    made += 1;
    return { event: "trim", freed: bytes(1) };
  };
  debug(describe);
  expect(made).toBe(0);
  subscribe("sluice", listen);
  debug(describe);
  expect([made, events]).toEqual([1, [{ event: "trim", freed: 1 }]]);
});
