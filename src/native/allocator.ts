/**
 * Makes glibc give freed pixels back: few arenas, large blocks mapped one by one, and a trim after each image.
 * Not here: other C libraries; musl, macOS and Windows return memory by themselves, and nothing is set there.
 * Read next: docs/memory.md, which has the measurements behind each number.
 */
import type { Allocator } from "../budget/allocator.ts";
import { native } from "./library.ts";

/** glibc's own parameter numbers, from malloc.h. */
const settings = [
  { name: "M_ARENA_MAX", parameter: -8, value: 2 },
  { name: "M_MMAP_THRESHOLD", parameter: -3, value: 4 << 20 },
  { name: "M_TRIM_THRESHOLD", parameter: -1, value: 16 << 20 },
] as const;

export function nativeAllocator(): Allocator {
  const { mallopt, malloc_trim: trim } = native();
  if (mallopt === undefined || trim === undefined) {
    return { name: "the platform's own", settings: [], tune: () => {}, trim: () => {} };
  }
  return {
    name: "glibc",
    settings: settings.map(({ name, value }) => ({ name, value })),
    tune: () => {
      for (const { parameter, value } of settings) mallopt(parameter, value);
    },
    trim: () => {
      trim(0);
    },
  };
}

/**
 * Ends the process at once. A worker thread deep in a decoder keeps `process.exit()` waiting for as long as the decoder
 * likes; this does not run exit handlers either, so the caller cleans up first.
 */
export function exitNow(code: number): never {
  native()._exit?.(code);
  process.exit(code);
}
