/**
 * The messages between this thread and the native worker threads: plain data, and numbers in shared memory.
 * Not here: sending them (native/thread/run-in-worker, native/thread/callback-thread), or acting on them (the
 * two worker files).
 * Read next: native/thread/native-worker, native/thread/callback-worker.
 */
import type { NativeName } from "../library/declarations.ts";
import type { LibraryCandidate } from "../library/locate.ts";
import type { RegionPixels } from "../memory/region.ts";

type SharedInts = Int32Array<SharedArrayBuffer>;

/** A call, as it is sent to a worker. */
export interface CallMessage {
  readonly name: NativeName;
  readonly args: readonly NativeArgument[];
}
export type NativeArgument = bigint | number | string | null;

/** The outcome of a call. In C, null or a negative number means failure; then the error text says why. */
export interface ResultMessage {
  readonly result: bigint | number | string | null | undefined;
  readonly errorText: string;
}

/** The start data of a thread that makes calls. */
export interface NativeWorkerData {
  readonly origin: LibraryCandidate;
  /**
   * Indexed by {@link callCounts}. The thread waits for the first count to grow; the exit of a process
   * waits for the second.
   */
  readonly calls: SharedInts;
}

/** Positions of two counts: posted calls, and finished calls. */
export const callCounts = { posted: 0, over: 1 } as const;

/** The start data of a thread that serves callbacks. */
export interface CallbackWorkerData {
  readonly origin: LibraryCandidate;
  /** Indexed by {@link turnNumbers}. */
  readonly turns: SharedInts;
}

/**
 * Positions of the numbers that both sides share about callbacks: the count of answers, whether callbacks are to fail,
 * and the number of the present piece of work. A thread serves one piece of work after another.
 */
export const turnNumbers = { answered: 0, stopped: 1, work: 2 } as const;

/** The first message of a callback thread: the addresses of its callbacks, for C to call. */
export interface ReadyMessage {
  readonly kind: "ready";
  /** A `VipsRegionWrite`: libvips has computed pixels. */
  readonly write: bigint;
  /** A `VipsGenerateFn`: libvips needs pixels. */
  readonly generate: bigint;
}

/** A region's rows in native memory. They stay valid until the answer. */
export interface RegionMessage extends RegionPixels {
  readonly kind: "rows";
  readonly work: number;
}

/** A callback that failed, with the error's text. */
export interface FaultMessage {
  readonly kind: "fault";
  readonly work: number;
  readonly text: string;
}

export type CallbackMessage = ReadyMessage | RegionMessage | FaultMessage;
