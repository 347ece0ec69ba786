/**
 * The named addends of a projection: what holds memory, how much, and from which rule the size comes.
 * Not here: the rules themselves (plan/cost/decoder, plan/cost/pipeline, plan/cost/encoder).
 * Read next: plan/plan.
 */
import { type Bytes, bytes } from "./bytes.ts";

/**
 * The kind of thing that holds memory; every byte of a projection and of the ledger has one. `process` is held for as
 * long as the process runs: Node itself, its worker threads, child processes.
 */
export type MemoryTag =
  | "decoder"
  | "line cache"
  | "thread buffers"
  | "sink"
  | "encoder"
  | "pixels"
  | "kernel"
  | "scratch index"
  | "process"
  | "image";

/** One addend of a projection. */
export interface Term {
  readonly tag: MemoryTag;
  /** The name of the thing, such as `progressive JPEG coefficients`. */
  readonly name: string;
  readonly size: Bytes;
}

export function term(tag: MemoryTag, name: string, size: number): Term {
  return Object.freeze({ tag, name, size: bytes(size) });
}
