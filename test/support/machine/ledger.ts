/**
 * Reservations for the tests of the ledger. Each is released at the end of its test.
 * Not here: what the ledger guarantees (test/budget/ledger/ledger.unit.test, test/budget/ledger/ledger-queue.unit.test).
 * Read next: src/budget/ledger/ledger.ts.
 */
import { afterEach, expect } from "vitest";
import type { Ledger } from "../../../src/budget/ledger/ledger.ts";
import type { Reservation } from "../../../src/budget/ledger/reservation.ts";
import { bytes } from "../../../src/core/bytes.ts";
import { BudgetError } from "../../../src/core/errors.ts";
import type { MemoryTag } from "../../../src/core/term.ts";

export const owner = (name: string, tag: MemoryTag = "image") => ({ name, tag });
/** Lets the continuations of all settled promises run. */
export const turn = () => new Promise((resolve) => setImmediate(resolve));
export const refused = async (promise: Promise<unknown>): Promise<BudgetError> => {
  const error = await promise.catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(BudgetError);
  return error as BudgetError;
};

const granted: Reservation[] = [];
afterEach(() => {
  for (const reservation of granted.splice(0)) reservation.dispose();
});

/** Reserves memory, and releases it at the end of the test at the latest. */
export async function hold(ledger: Ledger, name: string, size: number, tag: MemoryTag = "image"): Promise<Reservation> {
  const reservation = await ledger.reserve(owner(name, tag), bytes(size));
  granted.push(reservation);
  return reservation;
}

/** Requests memory and adds a line to `log` when it is granted. */
export function ask(
  ledger: Ledger,
  log: string[],
  name: string,
  size: number,
  signal?: AbortSignal,
): Promise<Reservation> {
  const promise = ledger.reserve(owner(name), bytes(size), { signal });
  promise.then(
    (reservation) => {
      granted.push(reservation);
      log.push(name);
    },
    () => log.push(`${name} refused`),
  );
  return promise;
}
