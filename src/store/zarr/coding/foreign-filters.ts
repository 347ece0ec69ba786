/**
 * Reverses filters of samples, such as delta or fixed scale and offset, with zarrita's codecs.
 * Not here: codecs of bytes (store/zarr/coding/chunk-decoder).
 * Read next: store/zarr/coding/foreign-codecs.
 */
import { isComplex } from "../../../core/pixel-format.ts";
import { dataTypeOf, formatNamed } from "../metadata/sample-type.ts";
import { type CodecName, product, type ZarrArray } from "../metadata/zarr-array.ts";
import {
  type ForeignChunk,
  type ForeignCodec,
  type ForeignMeta,
  foreignCodec,
  unsupportedCodec,
} from "./foreign-codecs.ts";

/** All filters of an array, and the bytes of a chunk before they are reversed. */
export interface Filters {
  readonly bytes: number;
  decode(bytes: Uint8Array): Promise<Uint8Array>;
}

/** Prepares the reversal of an array's filters. It returns samples in this machine's byte order. */
export async function foreignFilters({ grid, samples, coding }: ZarrArray, file: string): Promise<Filters> {
  const wanted = coding.filters.flatMap((codec) => inPieces(codec, file));
  if (isComplex(samples.format)) throw unsupportedCodec(file, `${wanted[0]?.name} of complex samples`);
  const shape = coding.order.map((dimension) => grid.chunk[dimension] as number);
  let meta: ForeignMeta = { dataType: dataTypeOf(samples.format), shape, codecs: [], fillValue: 0 };
  const filters: ForeignCodec<ForeignChunk>[] = [];
  for (const codec of wanted) {
    refuseOtherType(codec, meta, file);
    const filter = await foreignCodec<ForeignChunk>(codec, meta, file);
    meta = filter.getEncodedMeta?.(meta) ?? meta;
    filters.unshift(filter);
  }
  const endian = samples.bigEndian ? "big" : "little";
  const bytesCodec = { name: "bytes", configuration: { endian } };
  const fromBytes = (await foreignCodec<unknown>(bytesCodec, meta, file)) as ForeignCodec<unknown>;
  const itemBytes = Number(/\d+$/.exec(meta.dataType)?.[0] ?? 8) / 8;
  return {
    bytes: product(shape) * itemBytes,
    decode: async (bytes) => {
      let chunk = (await fromBytes.decode(bytes)) as ForeignChunk;
      for (const filter of filters) chunk = await filter.decode(chunk);
      return new Uint8Array(chunk.data.buffer, chunk.data.byteOffset, chunk.data.byteLength);
    },
  };
}

/** Version 2 has one filter for the two steps of version 3. */
function inPieces(codec: CodecName, file: string): readonly CodecName[] {
  if (codec.name !== "fixedscaleoffset") return [codec];
  const { scale, offset, dtype, astype = dtype } = codec.configuration;
  const scaled: CodecName = { name: "scale_offset", configuration: { scale, offset } };
  if (astype === dtype) return [scaled];
  const target = formatNamed(String(astype));
  if (target === undefined) throw unsupportedCodec(file, `fixedscaleoffset to ${String(astype)}`);
  const cast = { data_type: dataTypeOf(target), rounding: "nearest-even", out_of_range: "wrap" };
  return [scaled, { name: "cast_value", configuration: cast }];
}

/** zarrita assumes that delta has the array's own type. */
function refuseOtherType({ name, configuration }: CodecName, meta: ForeignMeta, file: string): void {
  if (name !== "delta") return;
  for (const type of [configuration["dtype"], configuration["astype"]]) {
    if (typeof type !== "string") continue;
    const format = formatNamed(type);
    if (format === undefined || dataTypeOf(format) !== meta.dataType || type.startsWith(">")) {
      throw unsupportedCodec(file, `delta of type ${type}`);
    }
  }
}
