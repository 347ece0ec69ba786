/**
 * The positions of a run's windows in its shared memory.
 * Not here: the memory itself (native/memory/shared-bytes), or its contents (run/kernel/window-pump).
 * Read next: run/kernel/window-pump.
 */
import type { Rect } from "../../core/rect.ts";
import { type KernelLayout, pelOf, type WindowMemory } from "./layout.ts";
import type { MemoryLayout } from "./messages.ts";

/** Typed arrays must begin at multiples of their samples' size, and threads should not share cache lines. */
const alignment = 64;

/** Lays out a window of two parts with these sizes. */
export function memoryLayout(inBytes: number, outBytes: number): Pick<MemoryLayout, "stride" | "outputAt"> {
  const outputAt = aligned(inBytes);
  return { outputAt, stride: outputAt + aligned(outBytes) };
}

function aligned(size: number): number {
  return Math.ceil(size / alignment) * alignment;
}

/** The window of `rect` in a slot. */
export function windowAt(
  { buffer, stride, outputAt }: MemoryLayout,
  slot: number,
  rect: Rect,
  layout: KernelLayout,
): WindowMemory {
  const { inputs, output, halo } = layout;
  const { width, height } = rect;
  const inBytes = (width + 2 * halo) * (height + 2 * halo) * pelOf(inputs);
  const outBytes = output === undefined ? 0 : width * height * pelOf([output]);
  return {
    rect,
    input: new Uint8Array(buffer, slot * stride, inBytes),
    output: new Uint8Array(buffer, slot * stride + outputAt, outBytes),
  };
}
