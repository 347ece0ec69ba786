/**
 * Cuts a kernel's image into windows, and prices the windows and the threads that work on them.
 * Not here: the pipelines before and after a kernel (plan/stages/stage-terms), or windows themselves
 * (run/kernel/window-pump).
 * Read next: run/kernel/window-pump. docs/guide/kernels.md has the measurements.
 */
import { sampleBytes } from "../../core/pixel-format.ts";
import type { Size } from "../../core/rect.ts";
import { type Term, term } from "../../core/term.ts";
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import { isModuleKernel } from "../../graph/recipe/kernel.ts";
import { headerOf } from "../../graph/recipe/node.ts";
import type { KernelCall, KernelNode } from "../../graph/recipe/nodes.ts";
import type { TileShape } from "../../graph/tiles/strip.ts";
import { tileRowPixels, tileRowsAtOnce } from "../../graph/tiles/tile-layout.ts";
import { allRows, diskSink, givenStripsTerms, threadBetween } from "./pipeline.ts";
import type { Computing } from "./tile-lines.ts";

/**
 * The target size of a window's rows: a few milliseconds of work, which is long compared with a message between
 * threads.
 */
const windowBytes = 2 ** 19;
/** The minimum rows of a window, where the image has them, so that a halo of a few rows is not most of it. */
const fewestRows = 16;

/** The windows of pixels that go through a kernel. */
export interface KernelWindows {
  /** The size of the input images; all rows of all pages. */
  readonly image: Size;
  /** The full width, and the rows of a window. */
  readonly shape: TileShape;
  /** The bytes of a window with its halo, and of its result; 0 where there is none. */
  readonly inBytes: number;
  readonly outBytes: number;
  /** The number of windows that have memory. */
  readonly count: number;
  /** The number of worker threads; 0 where the kernel is a function of the caller's thread. */
  readonly workers: number;
}

/** `result` is the header of the kernel's image, where it computes one. */
export function kernelWindows(
  headers: readonly ImageHeader[],
  result: ImageHeader | undefined,
  { code, form, halo, edge, workers }: KernelCall,
  threads: number,
): KernelWindows {
  const image = allRows(headers[0] as ImageHeader);
  const pel = headers.reduce((sum, header) => sum + pelBytes(header), 0);
  const resultPel = result === undefined ? 0 : pelBytes(result);
  const fitting = Math.ceil(windowBytes / (image.width * Math.max(pel, resultPel)));
  // An image of a few windows must also give work to all threads.
  const eighth = Math.ceil(image.height / 8);
  const rows = Math.max(fewestRows, 2 * halo, Math.min(fitting, eighth));
  const height = Math.min(rows, image.height);
  const shape = { width: image.width, height, halo, edge };
  const windows = Math.ceil(image.height / height);
  const working = isModuleKernel(code) ? Math.min(workers.max ?? threads, threads, windows) : 0;
  return {
    ...{ image, shape, workers: working },
    inBytes: tileRowPixels(image, shape) * pel,
    outBytes: form === "fold" ? 0 : image.width * height * resultPel,
    count: Math.min(windows, Math.max(1, working) + tileRowsAtOnce(image, shape)),
  };
}

/** A worker thread with JavaScript only, and its heap without the kernel. */
const workerThread = threadBetween;

/** The memory of a kernel in a stage: the sink of its input, its windows, and the line cache of its result. */
export function kernelTerms(node: KernelNode, computing: Computing): Term[] {
  const headers = node.inputs.map(headerOf);
  const pel = headers.reduce((sum, header) => sum + pelBytes(header), 0);
  return [
    diskSink(allRows(node.header), pel, computing),
    term("thread buffers", "two threads before the kernel", 2 * threadBetween),
    ...windowTerms(headers, node.header, node.call, computing.threads),
    ...givenStripsTerms(node.header, pelBytes(node.header), computing),
  ];
}

/** The windows, and the threads that work on them. */
export function windowTerms(
  headers: readonly ImageHeader[],
  result: ImageHeader | undefined,
  call: KernelCall,
  threads: number,
): Term[] {
  const { inBytes, outBytes, count, workers } = kernelWindows(headers, result, call, threads);
  const windows = term("kernel", `${count} windows`, count * (inBytes + outBytes));
  // The samples of several images are interleaved in a window, and separated for the kernel.
  const parted = headers.length > 1 ? inBytes : 0;
  if (!isModuleKernel(call.code)) return parted === 0 ? [windows] : [windows, term("kernel", "images parted", parted)];
  const each = workerThread + call.workers.memory + parted;
  return [windows, term("kernel", workers === 1 ? "a worker thread" : `${workers} worker threads`, workers * each)];
}

/** The header of a kernel's images as one: several images are joined band by band, as bytes. */
export function joinedHeader(headers: readonly ImageHeader[]): Pick<ImageHeader, "bands" | "format"> {
  const [first, ...others] = headers as [ImageHeader, ...ImageHeader[]];
  if (others.length === 0) return { bands: first.bands, format: first.format };
  return { bands: headers.reduce((sum, { bands, format }) => sum + bands * sampleBytes(format), 0), format: "uchar" };
}
