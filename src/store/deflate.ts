/**
 * zlib on libuv's thread pool, as chunks need it: one buffer in, one out, with a limit to what comes out.
 * Not here: the order of bytes before compression (store/shuffle), or how many run at once (store/chunked-store).
 * Read next: store/shuffle, store/chunked-store.
 */
import { promisify } from "node:util";
import { constants, deflate, gunzip, gzip, inflate, type ZlibOptions } from "node:zlib";
import { UsageError } from "../core/errors.ts";

/** How a compressed chunk is wrapped: HDF5 and Zarr's `zlib` have the one, Zarr's `gzip` the other. */
export type Wrapping = "zlib" | "gzip";

export interface DeflateOptions {
  /** 0 (stored) to 9 (smallest). Default 1, which takes half the time of 6 and gives a few percent more bytes. */
  readonly level?: number | undefined;
  /**
   * `rle` looks for runs of one byte only: twice as fast as level 1, and some 13 % larger with photos. Everybody's
   * inflate reads it. Default `usual`.
   */
  readonly strategy?: "usual" | "rle" | undefined;
  /** Default `zlib`. */
  readonly wrapping?: Wrapping | undefined;
}

type Coder = (bytes: Uint8Array, options: ZlibOptions) => Promise<Buffer>;

const coders: Readonly<Record<Wrapping, { readonly pack: Coder; readonly unpack: Coder }>> = {
  zlib: {
    pack: promisify<Uint8Array, ZlibOptions, Buffer>(deflate),
    unpack: promisify<Uint8Array, ZlibOptions, Buffer>(inflate),
  },
  gzip: {
    pack: promisify<Uint8Array, ZlibOptions, Buffer>(gzip),
    unpack: promisify<Uint8Array, ZlibOptions, Buffer>(gunzip),
  },
};

/** The most that a stream of so many bytes can take: stored blocks, and the wrapping. */
export function mostDeflated(length: number): number {
  return length + Math.ceil(length / 16_000) * 5 + 64;
}

/** @throws {UsageError} for a level that is none. */
export function checkDeflate({ level = 1 }: DeflateOptions): void {
  if (Number.isInteger(level) && level >= 0 && level <= 9) return;
  throw new UsageError(`the level of compression is a whole number from 0 to 9, and is ${level}`, {
    cure: "Give 1 for speed, 6 for size.",
  });
}

/** Compresses bytes; they must not change until it resolves. */
export async function deflated(bytes: Uint8Array, options: DeflateOptions = {}): Promise<Buffer> {
  const { level = 1, strategy = "usual", wrapping = "zlib" } = options;
  return await coders[wrapping].pack(bytes, {
    level,
    strategy: strategy === "rle" ? constants.Z_RLE : constants.Z_DEFAULT_STRATEGY,
    // A smaller one costs a tenth of the time here, and 40 % when inflating: the output comes in pieces.
    chunkSize: atLeast64(mostDeflated(bytes.length)),
  });
}

/**
 * Restores what {@link deflated} made of `length` bytes.
 * @throws {RangeError} when there are more, however many it claims. @throws {Error} zlib's own, for what is no stream.
 * A stream of fewer bytes resolves to those.
 */
export async function inflated(bytes: Uint8Array, length: number, wrapping: Wrapping = "zlib"): Promise<Buffer> {
  // One more byte of room: where the output just fits, zlib asks for more to find that there is none.
  return await coders[wrapping].unpack(bytes, {
    chunkSize: atLeast64(length + 1),
    maxOutputLength: Math.max(1, length),
  });
}

/** Node accepts no less. */
function atLeast64(size: number): number {
  return Math.max(64, size);
}
