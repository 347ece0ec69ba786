/**
 * zlib on libuv's thread pool for chunks: one buffer in, one buffer out, with a limit on the output.
 * Not here: the order of bytes before compression (store/bytes/shuffle), or how many run at once
 * (store/chunks/chunked-store).
 * Read next: store/bytes/shuffle, store/chunks/chunked-store.
 */
import { constants, createDeflate, createGunzip, createGzip, createInflate } from "node:zlib";
import { UsageError } from "../../core/errors.ts";
import { letGo } from "./release-buffer.ts";

/** The wrapping of a compressed chunk: HDF5 and Zarr's `zlib` use the one, Zarr's `gzip` the other. */
export type Wrapping = "zlib" | "gzip";

export interface DeflateOptions {
  /** 0 (stored) to 9 (smallest). Default 1, which takes half the time of 6 and gives a few percent more bytes. */
  readonly level?: number | undefined;
  /**
   * `rle` looks for runs of one byte only: twice as fast as level 1, and about 13 % larger with photos. Every inflate
   * can read it. Default `default`.
   */
  readonly strategy?: "default" | "rle" | undefined;
  /** Default `zlib`. */
  readonly wrapping?: Wrapping | undefined;
}

const coders = {
  zlib: { pack: createDeflate, unpack: createInflate },
  gzip: { pack: createGzip, unpack: createGunzip },
} as const;

/** The maximum size of a compressed stream of so many bytes: stored blocks, and the wrapping. */
export function maxDeflated(length: number): number {
  return length + Math.ceil(length / 16_000) * 5 + 64;
}

/** @throws {UsageError} for an invalid level. */
export function checkDeflate({ level = 1 }: DeflateOptions): void {
  if (Number.isInteger(level) && level >= 0 && level <= 9) return;
  throw new UsageError(`the level of compression is a whole number from 0 to 9, and is ${level}`, {
    cure: "Give 1 for speed, 6 for size.",
  });
}

/** Compresses bytes; they must not change until it resolves. */
export async function deflated(bytes: Uint8Array, options: DeflateOptions = {}): Promise<Buffer> {
  const { level = 1, strategy = "default", wrapping = "zlib" } = options;
  const coder = coders[wrapping].pack({
    level,
    strategy: strategy === "rle" ? constants.Z_RLE : constants.Z_DEFAULT_STRATEGY,
    // A smaller chunkSize costs a tenth of the time here, and 40 % when inflating: the output comes in pieces.
    chunkSize: atLeast64(maxDeflated(bytes.length)),
    flush: constants.Z_FINISH,
  });
  return await through(coder, bytes);
}

/**
 * Decompresses the output of {@link deflated} to at most `length` bytes; a shorter stream resolves to fewer bytes.
 * @throws {RangeError} when there are more, whatever size the stream claims. @throws {Error} zlib's own, for an invalid
 * stream.
 */
export async function inflated(bytes: Uint8Array, length: number, wrapping: Wrapping = "zlib"): Promise<Buffer> {
  // One more byte of room: where the output just fits, zlib needs it to find the end of the stream.
  const coder = coders[wrapping].unpack({ chunkSize: atLeast64(length + 1), flush: constants.Z_FINISH });
  return await through(coder, bytes, Math.max(1, length));
}

type Coder = ReturnType<(typeof coders)[Wrapping]["pack" | "unpack"]>;

/**
 * zlib's own functions for whole buffers copy the pieces into another buffer. Here the pieces are contiguous in one
 * buffer already, where it is large enough. The coder's flush mode says that the first bytes are also the last: ended
 * like a stream, it would go to the thread pool once more for nothing.
 */
function through(coder: Coder, bytes: Uint8Array, max = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let length = 0;
  return new Promise((resolve, reject) => {
    coder.on("data", (piece: Buffer) => {
      pieces.push(piece);
      length += piece.length;
      if (length > max) coder.destroy(tooLong(max));
    });
    coder.on("error", reject);
    const end = (): void => {
      // Free its tables now, not at garbage collection. Closing inside the "end" event creates an error that no one
      // sees and that takes longer than all the rest.
      queueMicrotask(() => coder.close());
      resolve(joined(pieces, length));
    };
    // With extra bytes after its end, a stream ends by itself, and never calls back for more.
    coder.on("end", end);
    coder.write(bytes, () => {
      // Some pieces may not have been emitted yet: reading emits them.
      while (coder.readableLength > 0) coder.read();
      if (!coder.destroyed) end();
    });
  });
}

function joined(pieces: readonly Buffer[], length: number): Buffer {
  const [first] = pieces;
  if (first === undefined) return Buffer.alloc(0);
  const { buffer, byteOffset } = first;
  if (pieces.every((piece) => piece.buffer === buffer)) return Buffer.from(buffer, byteOffset, length);
  const whole = Buffer.concat(pieces, length);
  for (const piece of pieces) letGo(piece);
  return whole;
}

function tooLong(max: number): Error {
  return Object.assign(new RangeError(`it becomes more than ${max} bytes`), { code: "ERR_BUFFER_TOO_LARGE" });
}

/** Node's minimum for a chunkSize. */
function atLeast64(size: number): number {
  return Math.max(64, size);
}
