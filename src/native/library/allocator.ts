/**
 * Makes glibc give freed pixels back: few arenas, large blocks mapped one by one, and trims.
 * Not here: other C libraries; musl, macOS and Windows return memory by themselves, and nothing is set there.
 * Read next: docs/explanation/memory.md, which has the measurements behind each number.
 */
import type { Allocator, AllocatorSetting } from "../../budget/guard/allocator.ts";
import type { Bytes } from "../../core/bytes.ts";
import { native } from "./library.ts";

/** glibc's own parameter numbers, from malloc.h. */
const parameters = { M_ARENA_MAX: -8, M_MMAP_THRESHOLD: -3, M_TRIM_THRESHOLD: -1 } as const;

/** What to set, by glibc's names; what is left out stays as glibc has it. */
export type GlibcSettings = { readonly [Name in keyof typeof parameters]?: number };

const MiB = 2 ** 20;

/**
 * By measurement: `npm run bench -- allocator`. Trimming leaves the free end of every arena but the first, up to the trim
 * threshold; in a small budget that is too much, in a large one a small threshold costs page faults. So it is a 64th of the
 * budget up to 16 MiB, and from 4 GiB on 32 MiB, where that much more may stay.
 */
export function chosenSettings(allowed: Bytes): GlibcSettings {
  const trimThreshold = Math.max(1, Math.min(16, allowed / MiB / 64), Math.min(32, allowed / MiB / 128));
  return { M_ARENA_MAX: 2, M_MMAP_THRESHOLD: 4 * MiB, M_TRIM_THRESHOLD: Math.floor(trimThreshold) * MiB };
}

export function nativeAllocator(choose: (allowed: Bytes) => GlibcSettings = chosenSettings): Allocator {
  const { mallopt, malloc_trim: trim } = native();
  if (mallopt === undefined || trim === undefined) {
    return { name: "the platform's own", settings: [], tune: () => {}, trim: () => {} };
  }
  const settings: AllocatorSetting[] = [];
  return {
    name: "glibc",
    settings,
    tune: (allowed) => {
      for (const [name, value] of Object.entries(choose(allowed)) as [keyof GlibcSettings, number][]) {
        mallopt(parameters[name], value);
        settings.push({ name, value });
      }
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
