/**
 * Kernels: the user's functions over the pixels of an image, their types, names and options.
 * Not here: the recipe's node and its checks (graph/recipe/kernel-node), or calling kernels (run/kernel/call).
 * Read next: graph/recipe/kernel-node, docs/guide/kernels.md.
 */
import { UsageError } from "../../core/errors.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import type { Tile, TileEdge } from "../tiles/strip.ts";

/** A kernel may return this instead of filling `out`: a typed array with all samples of the tile's result. */
// biome-ignore lint/suspicious/noConfusingVoidType: what an async function without a return gives is a promise of void.
export type KernelResult = ArrayBufferView | undefined | void;

/**
 * Computes a part of an image. `tile` is lent, with its halo. `out` is the same rectangle of the result, without a
 * halo; fill it: `out.data[((y − top) × width + x − left) × bands + band]`. Both are invalid after the function
 * returns, or after its promise settles. Each tile comes once, in no particular order.
 */
export type TileKernel<G extends PixelFormat = PixelFormat> = (
  tile: Tile,
  out: Tile<G>,
) => KernelResult | Promise<KernelResult>;

/** As {@link TileKernel}, over several images: the same rectangle of each, in their order. */
export type TilesKernel<G extends PixelFormat = PixelFormat> = (
  tiles: readonly Tile[],
  out: Tile<G>,
) => KernelResult | Promise<KernelResult>;

/**
 * Computes one pixel. `pixel` has the samples of all bands. Fill `out` with the samples of the result; it starts with
 * zeros. The function may also return the sample of a one-band result, or an array. Both arrays are reused for the next
 * pixel. `x` and `y` are the pixel's position in the image.
 */
export type PixelKernel = (
  pixel: readonly number[],
  out: number[],
  x: number,
  y: number,
  // biome-ignore lint/suspicious/noConfusingVoidType: as above.
) => number | readonly number[] | undefined | void;

/** Adds a tile to the value so far: changes `value` and returns it, or returns a new one. */
export type FoldKernel<T> = (value: T, tile: Tile) => T | Promise<T>;

/** A kernel that a module exports, and that runs in worker threads. Make one with {@link kernel}. */
export interface ModuleKernel {
  readonly url: string;
  /** The export's name. */
  readonly name: string;
}

/** The format of a kernel's result, where it differs from the input's. */
export interface KernelFormat<G extends PixelFormat = PixelFormat> {
  /**
   * The format of the result's samples. Default: the format of the (first) image. Numbers are converted as typed arrays
   * do.
   */
  readonly format?: G | undefined;
  /** The number of bands of the result. Default: as in the (first) image. */
  readonly bands?: number | undefined;
  /** The meaning of the bands. Default: unchanged where bands and format stay, else the default for that format. */
  readonly interpretation?: string | undefined;
}

/** The neighbouring pixels that a kernel gets around its tile. */
export interface KernelHalo {
  /** The pixels of the neighbours on every side. Default 0. */
  readonly halo?: number | undefined;
  /** The content of a halo beyond the image: its outermost pixels, the image mirrored, or zeros. Default "copy". */
  readonly edge?: TileEdge | undefined;
}

/** Options for the worker threads that run the kernel of a module. */
export interface KernelWorkers {
  /** The maximum number of workers at a time. Default: as many as libvips has threads, by default all processors. */
  readonly workers?: number | undefined;
  /** The milliseconds that a tile may take; after that, its thread and the run are ended. Default: no limit. */
  readonly timeoutMs?: number | undefined;
  /**
   * The memory that the kernel may keep on its heap in each thread; more ends the thread. Default "16MB". It is
   * reserved.
   */
  readonly memory?: number | string | undefined;
}

export interface MapKernelOptions<G extends PixelFormat = PixelFormat>
  extends KernelFormat<G>,
    KernelHalo,
    KernelWorkers {}
export interface MapPixelsOptions<G extends PixelFormat = PixelFormat> extends KernelFormat<G>, KernelWorkers {}

export interface FoldSettings extends KernelHalo, KernelWorkers {
  readonly signal?: AbortSignal | undefined;
}

/** How one value is made of all tiles. */
export interface FoldOptions<T> extends FoldSettings {
  /** The value before any tile. */
  readonly start: () => T;
  /** Adds a tile to the value. */
  readonly step: FoldKernel<T> | ModuleKernel;
  /** Combines the values that threads made of their tiles. A module's kernel needs it. */
  readonly combine?: ((value: T, next: T) => T) | undefined;
}

/** A {@link ModuleKernel} from its parts; a class of its own, so that `instanceof` recognises it. */
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
 * Names a function that a module exports, to run in worker threads: `kernel(new URL("./ndvi.js", import.meta.url))`.
 * Each thread imports the module once, and keeps it.
 * @param name the export. Default: the default export.
 * @throws {UsageError} for text that is not an absolute URL.
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
