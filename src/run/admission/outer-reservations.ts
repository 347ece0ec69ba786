/**
 * What is reserved by runs that wait for the one that begins: their strips come out of it, so they end after it.
 * Not here: reserving (run/admission/admission), or the strips (run/rows/strip-feed).
 * Read next: run/rows/strip-feed.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import { type Bytes, bytes } from "../../core/bytes.ts";

const held = new AsyncLocalStorage<Bytes>();

/** Bytes that stay reserved for as long as whatever is called here goes on. */
export function heldByWaiting(): Bytes {
  return held.getStore() ?? bytes(0);
}

/** Calls what a run waits for that has reserved `size` bytes. */
export function whileWaiting<T>(size: number, call: () => T): T {
  return held.run(bytes(size), call);
}
