/**
 * The data that a kernel is called with: the kinds of its samples, and the window of memory that holds them.
 * Not here: calling it (run/kernel/call), or filling windows (run/kernel/window-pump).
 * Read next: run/kernel/messages.
 */
import { type PixelFormat, sampleBytes } from "../../core/pixel-format.ts";
import type { Rect } from "../../core/rect.ts";
import type { KernelForm } from "../../graph/recipe/nodes.ts";

export interface SampleKind {
  readonly bands: number;
  readonly format: PixelFormat;
}

/** Describes the kernel's inputs and output for a run. Plain data, because it is sent to threads. */
export interface KernelLayout {
  readonly form: KernelForm;
  readonly inputs: readonly SampleKind[];
  /** Undefined if the kernel makes no image. */
  readonly output: SampleKind | undefined;
  readonly halo: number;
}

/** A window in memory: its pixels with their halo, all images side by side, and room for its result. */
export interface WindowMemory {
  readonly rect: Rect;
  readonly input: Uint8Array;
  readonly output: Uint8Array;
}

/** Bytes of a pixel of all images together. */
export function pelOf(inputs: readonly SampleKind[]): number {
  return inputs.reduce((sum, { bands, format }) => sum + bands * sampleBytes(format), 0);
}
