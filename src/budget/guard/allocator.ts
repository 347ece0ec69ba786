/**
 * The interface between the budget and the memory allocator of the process: settings that let freed pixels go back to
 * the kernel.
 * Not here: any allocator; native/ implements this for glibc through FFI, and `doctor` prints the settings.
 * Read next: native/, where it is implemented.
 */

import type { Bytes } from "../../core/bytes.ts";

/** One applied setting, in the allocator's own words: `M_ARENA_MAX`, 2. */
export interface AllocatorSetting {
  readonly name: string;
  readonly value: number | string;
}

export interface Allocator {
  /** Such as `glibc 2.36`, for reports. */
  readonly name: string;
  /** The settings that {@link tune} applied; empty before. */
  readonly settings: readonly AllocatorSetting[];
  /**
   * Sets up the whole process for a budget. Call it once, before the first image: the settings do not change memory
   * that was allocated earlier.
   */
  tune(allowed: Bytes): void;
  /** Gives freed memory back to the kernel. It may take milliseconds. */
  trim(): void;
}

/** For systems whose allocator cannot be reached or needs no help: both calls do nothing. */
export const noAllocator: Allocator = Object.freeze({
  name: "as the system has it",
  settings: Object.freeze([]),
  tune() {},
  trim() {},
});
