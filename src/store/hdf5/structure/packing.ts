/**
 * Applies the filters to a chunk's bytes on the way into the file, and reverses them: shuffle, deflate, checksum.
 * Not here: how a file records the filters (store/hdf5/structure/filter-pipeline).
 * Read next: store/bytes/deflate, store/bytes/shuffle, store/hdf5/structure/fletcher32.
 */
import { type PixelFormat, sampleBytes } from "../../../core/pixel-format.ts";
import { type DeflateOptions, deflated, inflated, maxDeflated } from "../../bytes/deflate.ts";
import { letGoOf } from "../../bytes/release-buffer.ts";
import { shuffled, unshuffled } from "../../bytes/shuffle.ts";
import type { Filter } from "./filter-pipeline.ts";
import { checkedBytes, withChecksum } from "./fletcher32.ts";
import { fromLzf } from "./lzf.ts";

export interface Packing {
  readonly filters: readonly Filter[];
  /** The options of deflate. The filter holds the level too, but only as information. */
  readonly deflate: DeflateOptions;
}

export interface PackingOptions {
  /** `rle` is deflate that looks only for runs of one byte. Default `deflate`. */
  readonly compression?: "none" | "deflate" | "rle" | undefined;
  /** The level of deflate, 0 to 9. Default 1. */
  readonly level?: number | undefined;
  /** Groups the bytes of samples by significance before compression. Default: for samples of several bytes. */
  readonly shuffle?: boolean | undefined;
  /** Adds a checksum to each chunk, which every reader checks. Deflate has one of its own. Default false. */
  readonly fletcher32?: boolean | undefined;
}

export function packingOf(format: PixelFormat, options: PackingOptions): Packing {
  const { compression = "deflate", level = 1, shuffle = true, fletcher32 = false } = options;
  const size = sampleBytes(format);
  const filters: Filter[] = [];
  if (compression !== "none") {
    if (shuffle && size > 1) filters.push({ name: "shuffle", values: [size] });
    filters.push({ name: "deflate", values: [level] });
  }
  if (fletcher32) filters.push({ name: "fletcher32", values: [] });
  return { filters, deflate: { level, strategy: compression === "rle" ? "rle" : "default" } };
}

/** The maximum stored size of a chunk, in bytes. */
export function maxPackedBytes(chunkBytes: number): number {
  return maxDeflated(chunkBytes) + 4;
}

export async function packed(samples: Uint8Array, { filters, deflate }: Packing): Promise<Uint8Array> {
  let bytes = samples;
  for (const { name, values } of filters) {
    const before = bytes;
    if (name === "shuffle") bytes = shuffled(bytes, values[0] ?? 1);
    else if (name === "deflate") bytes = await deflated(bytes, deflate);
    else if (name === "fletcher32") bytes = withChecksum(bytes);
    else throw new Error(`${name} is read, and not written`);
    if (before !== samples) letGoOf(before, bytes);
  }
  return bytes;
}

/**
 * Consumes `stored`. `left` has one bit for each filter that was skipped for this chunk; `length` is the size of its
 * samples in bytes.
 * @throws {Error} with a reason when the chunk is not valid.
 */
export async function unpacked(
  stored: Uint8Array,
  filters: readonly Filter[],
  left: number,
  length: number,
): Promise<Uint8Array> {
  let bytes = stored;
  for (const [index, { name, values }] of [...filters.entries()].reverse()) {
    if ((left & (1 << index)) !== 0) continue;
    const before = bytes;
    // A checksum of four bytes may have been added before compression.
    if (name === "deflate") bytes = await inflatedOrWhy(bytes, length + 4 * index);
    else if (name === "lzf") bytes = fromLzf(bytes, length + 4 * index);
    else if (name === "shuffle") bytes = unshuffled(bytes, values[0] ?? 1);
    else bytes = checkedBytes(bytes);
    letGoOf(before, bytes);
  }
  if (bytes.length !== length) throw new Error(`it has ${bytes.length} bytes of samples instead of ${length}`);
  return bytes;
}

async function inflatedOrWhy(bytes: Uint8Array, max: number): Promise<Uint8Array> {
  try {
    return await inflated(bytes, max);
  } catch (error) {
    const isMore = (error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE";
    throw new Error(isMore ? `it inflates to more than ${max} bytes` : (error as Error).message);
  }
}
