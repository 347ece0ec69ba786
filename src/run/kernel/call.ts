/**
 * Calls a user's kernel for one window: passes typed arrays over the window's memory, and checks the result.
 * Not here: threads, or assembling windows. This runs in whichever thread runs the kernel, and does not use libvips.
 * Read next: run/kernel/kernel-worker, run/kernel/split-images, run/kernel/pixel-loop.
 */
import { holdsSamples, isComplex, samplesFrom } from "../../core/pixel-format.ts";
import type { Rect } from "../../core/rect.ts";
import type { KernelFunction } from "../../graph/recipe/nodes.ts";
import type { Tile } from "../../graph/tiles/strip.ts";
import type { KernelLayout, SampleKind, WindowMemory } from "./layout.ts";
import { type PixelLoop, pixelLoop } from "./pixel-loop.ts";
import { imageParts } from "./split-images.ts";

/** The kernel returned something that is not a valid result. */
export class ResultFault extends Error {
  override readonly name = "ResultFault";
}

/** Runs the kernel on a window. Returns nothing, or for a fold the new value. */
export type WindowCall = (memory: WindowMemory, value: unknown) => unknown;

/** The kernel as a function of a window. It may return a promise. */
export function windowCall(code: KernelFunction, layout: KernelLayout): WindowCall {
  const call = code as (...given: unknown[]) => unknown;
  const { form, halo } = layout;
  const parts = imageParts(layout.inputs);
  const tilesOf = ({ rect, input }: WindowMemory): readonly Tile[] =>
    parts(input).map((bytes, index) => tileOver(bytes, layout.inputs[index] as SampleKind, rect, halo));
  if (form === "fold") return (memory, value) => call(value, tilesOf(memory)[0]);
  const output = layout.output as SampleKind;
  if (form === "pixel") return pixelCall(pixelLoop(call as never, layout.inputs[0] as SampleKind, output), layout);
  return (memory) => {
    const tiles = tilesOf(memory);
    const out = tileOver(memory.output, output, memory.rect, 0);
    const given = call(form === "tiles" ? tiles : tiles[0], out);
    if (given === undefined) return undefined;
    return isPromise(given) ? given.then((late) => takeOver(late, out, output)) : takeOver(given, out, output);
  };
}

function pixelCall(loop: PixelLoop, { inputs, output }: KernelLayout): WindowCall {
  const [input] = inputs as readonly [SampleKind];
  return ({ rect, input: from, output: to }) => {
    const samples = samplesFrom(input.format, from);
    const fault = loop(samples, samplesFrom((output as SampleKind).format, to), rect);
    if (fault !== undefined) throw new ResultFault(fault);
  };
}

function tileOver(bytes: Uint8Array, { bands, format }: SampleKind, rect: Rect, halo: number): Tile {
  const { left, top, width, height } = rect;
  return { data: samplesFrom(format, bytes), left, top, width, height, bands, halo };
}

/** Copies the returned samples to the output, unless they are there already. */
function takeOver(given: unknown, { data, width, height, bands }: Tile, { format }: SampleKind): void {
  if (given === undefined || given === data) return;
  if (!ArrayBuffer.isView(given) || !holdsSamples(given, format)) {
    throw new ResultFault(`it returned ${described(given)}, which does not hold samples of ${format}`);
  }
  const { length } = given as typeof data;
  if (length !== data.length) {
    const each = isComplex(format) ? " of two numbers" : "";
    const pixels = `${width} × ${height} pixels of ${bands} ${bands === 1 ? "band" : "bands"}${each}`;
    throw new ResultFault(`it returned ${length} samples, and its tile has ${data.length}: ${pixels}`);
  }
  data.set(given as never);
}

function described(given: unknown): string {
  if (typeof given !== "object" || given === null) return `${typeof given} ${String(given)}`;
  return `a ${given.constructor?.name ?? "object"}`;
}

function isPromise(given: unknown): given is Promise<unknown> {
  return typeof (given as Promise<unknown> | undefined)?.then === "function";
}
