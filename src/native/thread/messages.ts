/**
 * What crosses between this thread and the native worker threads: plain data, and numbers in shared memory.
 * Not here: sending it (native/thread/run-in-worker, native/thread/callback-thread), or acting on it (the two worker files).
 * Read next: native/thread/native-worker, native/thread/callback-worker.
 */
import type { NativeName } from "../library/declarations.ts";
import type { LibraryCandidate } from "../library/locate.ts";
import type { RegionRows } from "../memory/region.ts";

type SharedInts = Int32Array<SharedArrayBuffer>;

/** A call as it crosses to a worker. */
export interface CallMessage {
  readonly name: NativeName;
  readonly args: readonly NativeArgument[];
}
export type NativeArgument = bigint | number | string | null;

/** Its outcome. Null or a negative number mean failure in C, and then the error text says why. */
export interface ResultMessage {
  readonly result: bigint | number | string | null | undefined;
  readonly errorText: string;
}

/** What a thread that makes calls is given as it starts. */
export interface NativeWorkerData {
  readonly origin: LibraryCandidate;
  /** By {@link callCounts}: the thread waits for the first to grow, and the end of a process for the second. */
  readonly calls: SharedInts;
}

/** Positions of two counts: calls that were posted, and those that are over. */
export const callCounts = { posted: 0, over: 1 } as const;

/** What a thread that serves callbacks is given as it starts. */
export interface CallbackWorkerData {
  readonly origin: LibraryCandidate;
  /** By {@link turnNumbers}. */
  readonly turns: SharedInts;
}

/**
 * Positions of what both sides know of a callback that waits: how many were answered, whether all that come are to fail,
 * and which of the works one after another that a thread serves it belongs to.
 */
export const turnNumbers = { answered: 0, stopped: 1, work: 2 } as const;

/** What a callback thread tells first: the addresses of its callbacks, for C to call. */
export interface ReadyMessage {
  readonly kind: "ready";
  /** A `VipsRegionWrite`: pixels are there to be read. */
  readonly write: bigint;
  /** A `VipsGenerateFn`: pixels are wanted. */
  readonly generate: bigint;
}

/** A region's rows in native memory, which stay there until they are answered for. */
export interface RowsMessage extends RegionRows {
  readonly kind: "rows";
  readonly work: number;
}

/** A callback that could not be served, with the error's words. */
export interface FaultMessage {
  readonly kind: "fault";
  readonly work: number;
  readonly text: string;
}

export type CallbackMessage = ReadyMessage | RowsMessage | FaultMessage;
