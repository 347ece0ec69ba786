/**
 * Decodes a compressed chunk into samples in this machine's byte order; the order of dimensions stays.
 * Not here: finding the compressed bytes (store/zarr/coding/packed-chunks), or reordering samples
 * (store/zarr/coding/band-order).
 * Read next: store/zarr/coding/foreign-codecs, store/zarr/coding/foreign-filters.
 */
import { isSluiceError } from "../../../core/errors.ts";
import { isComplex, sampleBytes } from "../../../core/pixel-format.ts";
import { inflated } from "../../bytes/deflate.ts";
import { letGoOf } from "../../bytes/release-buffer.ts";
import { type CodecName, chunkBytesOf, type ZarrArray } from "../metadata/zarr-array.ts";
import { claimedBytes } from "./claimed-bytes.ts";
import { crc32c } from "./crc32c.ts";
import { foreignCodec } from "./foreign-codecs.ts";
import { foreignFilters } from "./foreign-filters.ts";
import { brokenChunk, maxPackedBytes, type PackedChunk } from "./packed-chunks.ts";

/** Decodes one codec; `max` is the maximum number of bytes that can come out. */
type Unpack = (packed: Uint8Array, max: number) => Promise<Uint8Array>;

/** Decodes the chunks of one array. The codecs are loaded with the first chunk. */
export class ChunkDecoder {
  readonly #array: ZarrArray;
  readonly #file: string;
  #loaded: Promise<(chunk: Uint8Array) => Promise<Uint8Array>> | undefined;

  /** `file` is the metadata's file, for errors. */
  constructor(array: ZarrArray, file: string) {
    this.#array = array;
    this.#file = file;
  }

  /** @throws {UnsupportedError} for a missing codec, so that opening a store fails early. */
  async load(): Promise<void> {
    this.#loaded ??= this.#makeDecode();
    await this.#loaded;
  }

  /**
   * Consumes the compressed bytes. @throws {DecodeError} for broken bytes, or for bytes that decode to another number
   * of samples.
   */
  async decode({ bytes, file, offset }: PackedChunk): Promise<Uint8Array> {
    this.#loaded ??= this.#makeDecode();
    const decode = await this.#loaded;
    try {
      return await decode(bytes);
    } catch (error) {
      if (isSluiceError(error)) throw error;
      throw brokenChunk(file, offset, error instanceof Error ? error.message : String(error), error);
    }
  }

  async #makeDecode() {
    const { samples, coding } = this.#array;
    const filters = coding.filters.length > 0 ? await foreignFilters(this.#array, this.#file) : undefined;
    const length = filters?.bytes ?? chunkBytesOf(this.#array);
    const unpackers = await Promise.all(coding.packers.map((codec) => this.#unpacker(codec)));
    return async (packed: Uint8Array) => {
      let bytes = packed;
      for (const [index, unpack] of [...unpackers.entries()].reverse()) {
        const before = bytes;
        bytes = await unpack(before, index === 0 ? length : maxPackedBytes(length));
        letGoOf(before, bytes);
      }
      if (bytes.length !== length) throw new Error(`it has ${bytes.length} bytes of samples, and must have ${length}`);
      if (filters !== undefined) return await filters.decode(bytes);
      return samples.bigEndian ? swapped(bytes, numberBytes(this.#array)) : bytes;
    };
  }

  async #unpacker(codec: CodecName): Promise<Unpack> {
    const { name } = codec;
    if (name === "gzip" || name === "zlib") return async (packed, max) => await inflatedAtMost(packed, max, name);
    if (name === "crc32c") return async (packed) => withoutSum(packed);
    const { grid, samples } = this.#array;
    // Codecs of bytes need only the size of numbers, and zarrita has no complex types.
    const dataType = `uint${Math.min(8, sampleBytes(samples.format)) * 8}`;
    const meta = { dataType, shape: grid.chunk, codecs: [], fillValue: 0 };
    const found = await foreignCodec<Uint8Array>(codec, meta, this.#file);
    return async (packed, max) => {
      const claimed = claimedBytes(name, packed);
      if (claimed !== undefined && claimed > max) throw new Error(`it claims ${claimed} bytes of ${max}`);
      return await found.decode(packed);
    };
  }
}

async function inflatedAtMost(packed: Uint8Array, max: number, wrapping: "gzip" | "zlib"): Promise<Uint8Array> {
  try {
    return await inflated(packed, max, wrapping);
  } catch (error) {
    if (error instanceof RangeError) throw new Error(`it becomes more than the ${max} bytes of a chunk`);
    throw error;
  }
}

function withoutSum(packed: Uint8Array): Uint8Array {
  if (packed.length < 4) throw new Error("its checksum is missing");
  const data = packed.subarray(0, -4);
  const sum = new DataView(packed.buffer, packed.byteOffset + data.length, 4).getUint32(0, true);
  if (sum !== crc32c(data)) throw new Error("its checksum is not that of its bytes");
  return data;
}

/** The size of one number in bytes; a complex sample is two numbers. */
function numberBytes({ samples }: ZarrArray): number {
  return sampleBytes(samples.format) / (isComplex(samples.format) ? 2 : 1);
}

/** The same numbers in the other byte order. */
function swapped(bytes: Uint8Array, size: number): Uint8Array {
  if (size === 1) return bytes;
  const turned = Buffer.from(bytes);
  if (size === 2) return turned.swap16();
  return size === 4 ? turned.swap32() : turned.swap64();
}
