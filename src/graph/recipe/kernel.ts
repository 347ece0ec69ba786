/**
 * Kernels: a user's functions over the pixels of an image, as they are written, named and asked for.
 * Not here: the recipe's node and its checks (graph/recipe/kernel-node), or calling them (run/kernel/call).
 * Read next: graph/recipe/kernel-node, docs/guide/kernels.md.
 */
import { UsageError } from "../../core/errors.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import type { Tile, TileEdge } from "../tiles/strip.ts";

/** What a kernel may give back instead of filling `out`: a typed array of all samples of the tile's result. */
// biome-ignore lint/suspicious/noConfusingVoidType: what an async function without a return gives is a promise of void.
export type KernelResult = ArrayBufferView | undefined | void;

/**
 * Makes a part of an image. `tile` is lent, with its halo; `out` is the same rectangle of the result, without a halo, to
 * be filled: `out.data[((y − top) × width + x − left) × bands + band]`. Both are gone when it returns, or when the
 * promise that it gives is settled. Tiles come in no order that can be relied on, and each once.
 */
export type TileKernel<G extends PixelFormat = PixelFormat> = (
  tile: Tile,
  out: Tile<G>,
) => KernelResult | Promise<KernelResult>;

/** As {@link TileKernel}, of several images: the same rectangle of each, in their order. */
export type TilesKernel<G extends PixelFormat = PixelFormat> = (
  tiles: readonly Tile[],
  out: Tile<G>,
) => KernelResult | Promise<KernelResult>;

/**
 * Makes one pixel: `pixel` has the samples of all bands, `out` is to be filled with those of the result, and starts with
 * zeros. A result of one band may be returned instead, and so may an array. Both arrays are used again for the next
 * pixel. `x` and `y` are the pixel's place in the image.
 */
export type PixelKernel = (
  pixel: readonly number[],
  out: number[],
  x: number,
  y: number,
  // biome-ignore lint/suspicious/noConfusingVoidType: as above.
) => number | readonly number[] | undefined | void;

/** Adds a tile to what was made of others: changes `value` and returns it, or returns another. */
export type FoldKernel<T> = (value: T, tile: Tile) => T | Promise<T>;

/** A kernel that is exported by a module, and runs in worker threads. Make one with {@link kernel}. */
export interface ModuleKernel {
  readonly url: string;
  /** The export's name. */
  readonly name: string;
}

/** What a kernel's result is, where it is not like the image that it is made of. */
export interface KernelFormat<G extends PixelFormat = PixelFormat> {
  /** The format of the result's samples. Default: that of the (first) image. Numbers are stored as typed arrays do. */
  readonly format?: G | undefined;
  /** Bands of the result. Default: those of the (first) image. */
  readonly bands?: number | undefined;
  /** What the bands mean. Default: as before where bands and format stay, else what is usual for them. */
  readonly interpretation?: string | undefined;
}

/** What a kernel sees of the neighbours of its tile. */
export interface KernelHalo {
  /** Pixels of the neighbours on every side. Default 0. */
  readonly halo?: number | undefined;
  /** What a halo has beyond the image: its outermost pixels, the image mirrored, or zeros. Default "copy". */
  readonly edge?: TileEdge | undefined;
}

/** Of the worker threads in which the kernel of a module runs. */
export interface KernelWorkers {
  /** How many work at a time, at most. Default: as many as libvips has threads, by default all processors. */
  readonly workers?: number | undefined;
  /** Milliseconds that a tile may take before its thread is ended, and the run. Default: any. */
  readonly timeoutMs?: number | undefined;
  /** What the kernel itself may keep on its heap in each thread; more ends it. Default "16MB". It is reserved. */
  readonly memory?: number | string | undefined;
}

export interface MapKernelOptions<G extends PixelFormat = PixelFormat>
  extends KernelFormat<G>,
    KernelHalo,
    KernelWorkers {}
export interface MapPixelsOptions<G extends PixelFormat = PixelFormat> extends KernelFormat<G>, KernelWorkers {}

export interface FoldOptions extends KernelHalo, KernelWorkers {
  readonly signal?: AbortSignal | undefined;
}

/** A {@link ModuleKernel} from its parts; knows one when it sees it. */
class NamedKernel implements ModuleKernel {
  readonly url: string;
  readonly name: string;

  constructor(url: string, name: string) {
    this.url = url;
    this.name = name;
    Object.freeze(this);
  }
}

/**
 * Names a function that a module exports, to be run in worker threads: `kernel(new URL("./ndvi.js", import.meta.url))`.
 * Each thread imports the module once, and keeps it.
 * @param name the export. Default: the default export.
 * @throws {UsageError} for what is no absolute URL of a module.
 */
export function kernel(url: URL | string, name = "default"): ModuleKernel {
  const text = String(url);
  if (!URL.canParse(text)) {
    throw new UsageError(`"${text}" is no URL of a module`, {
      cure: 'Write kernel(new URL("./file.js", import.meta.url)).',
    });
  }
  return new NamedKernel(text, name);
}

/** Whether a kernel runs in worker threads; otherwise it is a function of the caller's thread. */
export function isModuleKernel(given: unknown): given is ModuleKernel {
  return given instanceof NamedKernel;
}
