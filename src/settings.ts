/**
 * What a process or an instance may be told: the budget, threads, disk, trust, and checks for development.
 * Not here: applying it (compose, sluice).
 * Read next: compose.
 */
import type { Allocator } from "./budget/guard/allocator.ts";
import type { Overrun } from "./budget/guard/backstop.ts";

export interface Settings {
  /** The budget: bytes, or text with a unit. Default: `SLUICE_MEMORY`, else 80 % of the container's limit or of RAM. */
  readonly memory?: number | string | undefined;
  /** libvips threads for one image. Default: the number of processors. */
  readonly threads?: number | undefined;
  /**
   * Whether images that are read out of order always wait on disk, as they otherwise do where memory has no room: to see
   * what that costs. Default false.
   */
  readonly forceScratch?: boolean | undefined;
  /**
   * The most that images may take on disk that wait there, of all that this thread runs: bytes, or text with a unit. They
   * are compressed where they would take more, which takes its time. Default: `SLUICE_DISK`, else what is free.
   */
  readonly disk?: number | string | undefined;
  /** Whether loaders may be used that libvips itself calls untrusted. Default true; the command says false. */
  readonly untrusted?: boolean | undefined;
  /**
   * Whether loops over strips and tiles are lent copies whose memory is taken away after each turn, and `pixels()` gives
   * one that is taken away by `dispose()`, so that code which uses one later throws a TypeError or sees no samples, instead
   * of reading others' or crashing: for development and tests. The copies are not in the budget. Default: whether
   * `SLUICE_CHECK_VIEWS` is 1.
   */
  readonly checkViews?: boolean | undefined;
  /**
   * Told when more memory is measured than is allowed, once until it is less again; nothing new begins meanwhile. There
   * is a process warning with the code `SLUICE_OVERRUN` as well.
   */
  readonly onOverrun?: ((overrun: Overrun) => void) | undefined;
}
/** How the thread is used, where that is known beforehand. */

export interface Usage {
  /** Images in work at the same time at most. Default 1: all threads work on one image. */
  readonly imagesAtOnce?: number | undefined;
  /** Whom to ask to give memory back. Default: the process's own, as docs/explanation/memory.md says. */
  readonly allocator?: Allocator | undefined;
}
