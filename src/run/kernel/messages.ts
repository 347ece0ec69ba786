/**
 * The messages between this thread and those that run kernels: plain data, and the windows' shared memory.
 * Not here: sending them (run/kernel/thread), or acting on them (run/kernel/kernel-worker).
 * Read next: run/kernel/kernel-worker.
 */
import type { Rect } from "../../core/rect.ts";
import type { KernelLayout } from "./layout.ts";

/** The start data of a thread. */
export interface KernelWorkerData {
  /** The number of windows that the thread has finished. */
  readonly finished: Int32Array<SharedArrayBuffer>;
}

/** The position of each window in the memory of a run. */
export interface MemoryLayout {
  readonly buffer: SharedArrayBuffer;
  /** Bytes from one window to the next, and from a window's input to its output. */
  readonly stride: number;
  readonly outputAt: number;
}

/** A run begins: the kernel, and the data it is called with. */
export interface BeginMessage {
  readonly kind: "begin";
  readonly url: string;
  readonly name: string;
  readonly layout: KernelLayout;
  readonly memory: MemoryLayout;
}

export interface WindowMessage {
  readonly kind: "window";
  readonly slot: number;
  readonly rect: Rect;
  /** The value that a fold starts this window with. */
  readonly value: unknown;
}

/** The run is over: the thread drops everything about it. */
export interface EndMessage {
  readonly kind: "end";
}

export type ToKernel = BeginMessage | WindowMessage | EndMessage;

export interface DoneMessage {
  readonly kind: "done";
  readonly value: unknown;
}

/** `what`: the import failed, the kernel threw, or its return value is not a valid result. */
export interface FailedMessage {
  readonly kind: "failed";
  readonly what: "import" | "threw" | "result";
  readonly error: unknown;
}

export type FromKernel = DoneMessage | FailedMessage;
