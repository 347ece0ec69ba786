/**
 * Where the windows of a run lie in its shared memory.
 * Not here: the memory itself (native/memory/shared-bytes), or what is in it (run/kernel/window-pump).
 * Read next: run/kernel/window-pump.
 */
import type { Rect } from "../../core/rect.ts";
import { type KernelLayout, pelOf, type WindowMemory } from "./layout.ts";
import type { MemoryLayout } from "./messages.ts";

/** Typed arrays begin at multiples of their samples' size; and threads do not share cache lines. */
const alignment = 64;

/** Sizes of a window's two parts, for so many windows. */
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
