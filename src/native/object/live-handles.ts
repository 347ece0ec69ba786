/**
 * The addresses of all handles of a worker thread, in shared memory: when the thread is terminated, another releases them.
 * Not here: handles of the main thread, whose end is the process's end.
 * Read next: native/object/handle, budget/threads/process-ledger.
 */
import { isMainThread } from "node:worker_threads";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { copyInts } from "../library/read-memory.ts";

/** More than a thread has at once; those beyond are not released for it. */
const most = 8192;

/** Undefined in the main thread. */
export const handleTable = isMainThread ? undefined : new SharedArrayBuffer(most * BigUint64Array.BYTES_PER_ELEMENT);
const addresses = handleTable && new BigUint64Array(handleTable);
const free: number[] = [];
let used = 0;

/** Addresses are even; an odd one is that of an operation. */
const operationMark = 1n;

/** Notes a reference. @returns where, for {@link forgetHandle}; undefined where none are noted. */
export function noteHandle(address: Pointer, isOperation: boolean): number | undefined {
  if (addresses === undefined) return undefined;
  const slot = free.pop() ?? used++;
  if (slot >= most) return undefined;
  addresses[slot] = isOperation ? address | operationMark : address;
  return slot;
}

export function forgetHandle(slot: number | undefined): void {
  if (addresses === undefined || slot === undefined) return;
  addresses[slot] = 0n;
  free.push(slot);
}

/** Releases what a thread has left behind that has ended, with all of its own threads. @returns how many there were. */
export function releaseHandles(table: SharedArrayBuffer): number {
  const left = new BigUint64Array(table).filter((address) => address !== 0n);
  // Last made first, as in a scope.
  for (const address of left.reverse()) {
    if ((address & operationMark) === 0n) native().g_object_unref(address);
    else releaseOperation(address ^ operationMark);
  }
  return left.length;
}

/** The thread ended while the operation was built: the reference that building returns has come to nobody. */
function releaseOperation(address: Pointer): void {
  const { g_object_ref, g_object_unref, vips_object_unref_outputs } = native();
  g_object_ref(address);
  vips_object_unref_outputs(address);
  g_object_unref(address);
  if (referencesOf(address) > 1) g_object_unref(address);
  g_object_unref(address);
}

/** GObject's count, which follows its class. */
function referencesOf(address: Pointer): number {
  return copyInts(address + 8n, 1)[0] ?? 0;
}
