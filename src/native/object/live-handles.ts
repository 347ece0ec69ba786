/**
 * Keeps the addresses of all handles of a worker thread in shared memory. If the thread is terminated, another
 * thread releases them.
 * Not here: handles of the main thread, which end with the process.
 * Read next: native/object/handle, budget/threads/process-ledger.
 */
import { isMainThread } from "node:worker_threads";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { copyInts } from "../library/read-memory.ts";

/** More handles than a thread has at once. Handles beyond this number are not recorded, so not released either. */
const max = 8192;

/** Undefined in the main thread. */
export const handleTable = isMainThread ? undefined : new SharedArrayBuffer(max * BigUint64Array.BYTES_PER_ELEMENT);
const addresses = handleTable && new BigUint64Array(handleTable);
const free: number[] = [];
let used = 0;

/** Object addresses are even, so the lowest bit can mark an operation. */
const operationMark = 1n;

/** Records a reference. @returns its slot, for {@link forgetHandle}; undefined if nothing was recorded. */
export function noteHandle(address: Pointer, isOperation: boolean): number | undefined {
  if (addresses === undefined) return undefined;
  const slot = free.pop() ?? used++;
  if (slot >= max) return undefined;
  addresses[slot] = isOperation ? address | operationMark : address;
  return slot;
}

export function forgetHandle(slot: number | undefined): void {
  if (addresses === undefined || slot === undefined) return;
  addresses[slot] = 0n;
  free.push(slot);
}

/**
 * Releases the handles of a thread that has ended, including those of its own threads. @returns how many there were.
 */
export function releaseHandles(table: SharedArrayBuffer): number {
  const left = new BigUint64Array(table).filter((address) => address !== 0n);
  // In reverse order of creation, as a scope does.
  for (const address of left.reverse()) {
    if ((address & operationMark) === 0n) native().g_object_unref(address);
    else releaseOperation(address ^ operationMark);
  }
  return left.length;
}

/**
 * The thread ended while it built the operation. No thread received the reference that the build returns, so
 * this drops it too.
 */
function releaseOperation(address: Pointer): void {
  const { g_object_ref, g_object_unref, vips_object_unref_outputs } = native();
  g_object_ref(address);
  vips_object_unref_outputs(address);
  g_object_unref(address);
  if (referencesOf(address) > 1) g_object_unref(address);
  g_object_unref(address);
}

/** GObject's reference count, which follows the class pointer. */
function referencesOf(address: Pointer): number {
  return copyInts(address + 8n, 1)[0] ?? 0;
}
