/**
 * Loads the codecs that Node lacks from zarrita when a store needs them: blosc, zstd, lz4 and the filters.
 * Not here: gzip, zlib and crc32c, which are ours and run on the thread pool or are small
 * (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/coding/chunk-decoder.
 */
import { UnsupportedError } from "../../../core/errors.ts";
import type { CodecName } from "../metadata/zarr-array.ts";

/** A chunk in the form that zarrita's codecs of samples take. */
export interface ForeignChunk {
  readonly data: ArrayBufferView;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
}

/** The array's metadata for the codecs. A codec may change it for the codecs after it. */
export interface ForeignMeta {
  readonly dataType: string;
  readonly shape: readonly number[];
  readonly codecs: readonly CodecName[];
  readonly fillValue: number;
}

/** A codec of zarrita, of bytes or of samples. */
export interface ForeignCodec<T> {
  decode(coded: T): T | Promise<T>;
  getEncodedMeta?(meta: ForeignMeta): ForeignMeta;
}

interface CodecClass {
  fromConfig(configuration: unknown, meta: ForeignMeta): unknown;
}

/**
 * Finds a codec by its name, in either version's spelling.
 * @throws {UnsupportedError} when zarrita has no such codec, or does not accept its configuration.
 */
export async function foreignCodec<T>(codec: CodecName, meta: ForeignMeta, file: string): Promise<ForeignCodec<T>> {
  const { registry } = await import("zarrita");
  const load = registry.get(codec.name) ?? registry.get(`numcodecs.${codec.name}`);
  if (load === undefined) throw unsupportedCodec(file, codec.name);
  try {
    const found = (await load()) as unknown as CodecClass;
    return found.fromConfig(codec.configuration, meta) as ForeignCodec<T>;
  } catch (error) {
    throw unsupportedCodec(file, codec.name, error);
  }
}

export function unsupportedCodec(file: string, name: string, cause?: unknown): UnsupportedError {
  const why = cause instanceof Error ? `: ${cause.message}` : "";
  return new UnsupportedError(`its chunks are coded with "${name.slice(0, 40)}", which cannot be read here${why}`, {
    path: file,
    cause,
    cure: "Write it again with gzip, zlib, zstd, lz4 or blosc, for example with zarr-python.",
  });
}
