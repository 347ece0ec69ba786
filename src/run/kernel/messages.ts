/**
 * What crosses between this thread and those that run kernels: plain data, and the windows' shared memory.
 * Not here: sending it (run/kernel/thread), or acting on it (run/kernel/kernel-worker).
 * Read next: run/kernel/kernel-worker.
 */
import type { Rect } from "../../core/rect.ts";
import type { KernelLayout } from "./layout.ts";

/** What a thread is given as it starts. */
export interface KernelWorkerData {
  /** How many windows it is done with. */
  readonly finished: Int32Array<SharedArrayBuffer>;
}

/** Where each window is in the memory of a run. */
export interface MemoryLayout {
  readonly buffer: SharedArrayBuffer;
  /** Bytes from one window to the next, and from a window's input to its output. */
  readonly stride: number;
  readonly outputAt: number;
}

/** A run begins: which kernel, and what it is called with. */
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
  /** Of a fold: what the window's value begins with. */
  readonly value: unknown;
}

/** The run is over: nothing of it is to be kept. */
export interface EndMessage {
  readonly kind: "end";
}

export type ToKernel = BeginMessage | WindowMessage | EndMessage;

export interface DoneMessage {
  readonly kind: "done";
  readonly value: unknown;
}

/** `what`: the module was not imported, the kernel threw, or what it gave back is no result. */
export interface FailedMessage {
  readonly kind: "failed";
  readonly what: "import" | "threw" | "result";
  readonly error: unknown;
}

export type FromKernel = DoneMessage | FailedMessage;
