/**
 * Makes glibc return freed pixels to the kernel: few arenas, large blocks mapped one by one, and trims.
 * Not here: other C libraries; musl, macOS and Windows return memory by themselves, so Sluice sets nothing there.
 * Read next: docs/explanation/memory.md, which has the measurements behind each number.
 */
import type { Allocator, AllocatorSetting } from "../../budget/guard/allocator.ts";
import type { Bytes } from "../../core/bytes.ts";
import { native } from "./library.ts";

/** glibc's own parameter numbers, from malloc.h. */
const parameters = { M_ARENA_MAX: -8, M_MMAP_THRESHOLD: -3, M_TRIM_THRESHOLD: -1 } as const;

/** The parameters to set, by glibc's names. A parameter that is absent keeps glibc's default. */
export type GlibcSettings = { readonly [Name in keyof typeof parameters]?: number };

const MiB = 2 ** 20;

/**
 * Chosen by measurement: `npm run bench -- allocator`. A trim leaves the free end of every arena but the first,
 * up to the trim threshold. In a small budget that is too much memory; in a large one a small threshold costs
 * page faults. So the threshold is a 64th of the budget up to 16 MiB. From 4 GiB on it is 32 MiB, because such a
 * budget has room for it.
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
 * Ends the process at once. `process.exit()` would wait for a worker thread that is deep in a decoder. This runs no
 * exit handlers either, so the caller cleans up first.
 */
export function exitNow(code: number): never {
  native()._exit?.(code);
  process.exit(code);
}
