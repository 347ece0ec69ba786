/**
 * The reservations of outer runs: an outer run waits for an inner one that makes its strips, so it ends after it.
 * Not here: reserving (run/admission/admission), or the strips (run/rows/strip-feed).
 * Read next: run/rows/strip-feed.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Bytes, bytes } from "../../core/bytes.ts";

const held = new AsyncLocalStorage<Bytes>();

/** Bytes that outer runs keep reserved for as long as the code called here runs. */
export function heldByWaiting(): Bytes {
  return held.getStore() ?? bytes(0);
}

/** Calls code that a run waits for, which has reserved `size` bytes. */
export function whileWaiting<T>(size: number, call: () => T): T {
  return held.run(bytes(size), call);
}
