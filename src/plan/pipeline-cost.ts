/**
 * What libvips' own pipeline holds between a decoder and an encoder: line caches, thread buffers, sinks.
 * Not here: codecs (plan/decoder-cost, plan/encoder-cost).
 * Read next: plan/make-plan.
 */
import type { Size } from "../graph/header.ts";
import { type Term, term } from "./term.ts";

/** Rows that libvips works on at a time, by its own rule (`vips_get_tile_size`). */
export function linesAtOnce(threads: number): number {
  return Math.max(Math.ceil((128 * threads) / 1000) * 128, 16 * threads);
}

/** A sequential source keeps the rows that a slower thread may still ask for: four times those worked on. */
export function lineCache(loaded: Size, pixelBytes: number, threads: number): Term {
  const rows = Math.min(loaded.height, 4 * linesAtOnce(threads));
  return term("line cache", `${rows} rows of ${loaded.width} pixels`, rows * loaded.width * pixelBytes);
}

/**
 * Every thread has a chain of buffers, one an operation: to make 16 rows of the result, the resampler asks for that
 * many rows times the reduction, and the filter's support, at the input's full width.
 */
export function resampleBuffers(loaded: Size, result: Size, pixelBytes: number, threads: number): Term {
  const factor = Math.max(1, loaded.height / result.height);
  const outputRows = Math.min(result.height, 16);
  const inputRows = Math.min(loaded.height, Math.ceil(outputRows * factor + 6 * factor));
  const perThread = inputRows * loaded.width * pixelBytes * 2 + outputRows * result.width * pixelBytes * 3;
  return term("thread buffers", `${threads} × resampling ${inputRows} rows`, threads * perThread);
}

/** Pixels kept in memory whole. */
export function heldPixels(name: string, size: Size, pixelBytes: number, pages = 1): Term {
  return term("pixels", name, size.width * size.height * pages * pixelBytes);
}

/** A sink to a file is double-buffered. */
export function diskSink(result: Size, pixelBytes: number, threads: number): Term {
  const rows = Math.min(result.height, 2 * linesAtOnce(threads));
  return term("sink", `${rows} rows of ${result.width} pixels`, rows * result.width * pixelBytes);
}
