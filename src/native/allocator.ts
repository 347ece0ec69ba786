/**
 * Makes glibc give freed pixels back: few arenas, large blocks mapped one by one, and a trim after each image.
 * Not here: other C libraries; musl, macOS and Windows return memory by themselves, and nothing is set there.
 * Read next: docs/memory.md, which has the measurements behind each number.
 */
import type { Allocator } from "../budget/allocator.ts";
import { native } from "./library.ts";

/** glibc's own parameter numbers, from malloc.h. */
const parameters = { M_ARENA_MAX: -8, M_MMAP_THRESHOLD: -3, M_TRIM_THRESHOLD: -1 } as const;

/** What to set, by glibc's names; what is left out stays as glibc has it. */
export type GlibcSettings = { readonly [Name in keyof typeof parameters]?: number };

/** By measurement: `npm run bench -- allocator`. */
export const chosenSettings: GlibcSettings = { M_ARENA_MAX: 2, M_MMAP_THRESHOLD: 4 << 20, M_TRIM_THRESHOLD: 16 << 20 };

export function nativeAllocator(settings: GlibcSettings = chosenSettings): Allocator {
  const { mallopt, malloc_trim: trim } = native();
  if (mallopt === undefined || trim === undefined) {
    return { name: "the platform's own", settings: [], tune: () => {}, trim: () => {} };
  }
  const named = Object.entries(settings) as [keyof GlibcSettings, number][];
  return {
    name: "glibc",
    settings: named.map(([name, value]) => ({ name, value })),
    tune: () => {
      for (const [name, value] of named) mallopt(parameters[name], value);
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
