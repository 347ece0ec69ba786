/**
 * What the budget needs of the process's memory allocator: to be set up so that freed pixels go back to the kernel.
 * Not here: any allocator; native/ implements this for glibc through FFI, and `doctor` prints what was set.
 * Read next: native/, where it is implemented.
 */

import type { Bytes } from "../../core/bytes.ts";

/** One setting as it was applied, in the allocator's own words: `M_ARENA_MAX`, 2. */
export interface AllocatorSetting {
  readonly name: string;
  readonly value: number | string;
}

export interface Allocator {
  /** Such as `glibc 2.36`, for reports. */
  readonly name: string;
  /** What {@link tune} applied; empty before. */
  readonly settings: readonly AllocatorSetting[];
  /**
   * Sets up the whole process for a budget. Call it once, before the first image: memory handed out earlier keeps its
   * ways.
   */
  tune(allowed: Bytes): void;
  /** Gives freed memory back to the kernel. It may take milliseconds. */
  trim(): void;
}

/** For systems whose allocator cannot be reached, or needs no help: both calls do nothing. */
export const noAllocator: Allocator = Object.freeze({
  name: "as the system has it",
  settings: Object.freeze([]),
  tune() {},
  trim() {},
});
