/**
 * The ledger of a process whose budget is 100 bytes, for threads in tests.
 * Not here: the threads (budget/threads/ledger-thread).
 * Read next: src/budget/threads/process-ledger.ts.
 */
import { ProcessLedger } from "../../../src/budget/threads/process-ledger.ts";
import { bytes } from "../../../src/core/bytes.ts";

export const allowed = bytes(100);
/** The part of the budget for the process itself. */
export const ownSize = bytes(10);

/**
 * A ledger for this thread; in the main thread, worker threads can find it from now on. `estate` is cleared after this
 * thread, by overwriting it. `measured` is the measurement of a new ledger.
 */
export function smallProcessLedger(measured = ownSize, estate?: SharedArrayBuffer): ProcessLedger {
  const estates = { own: estate, clear: (left: SharedArrayBuffer) => void new Int32Array(left).fill(-1) };
  return new ProcessLedger({
    allowed: () => allowed,
    found: (ledger, known) => {
      const own = ledger.tryReserve({ name: "Node", tag: "process" }, known ?? measured);
      if (own === undefined) throw new Error("no room");
      return own;
    },
    estates,
  });
}
