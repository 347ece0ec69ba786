/**
 * Parses version 3's list of codecs: codecs of samples first, then the one from samples to bytes, then codecs of bytes.
 * Not here: what codecs do (store/zarr/coding/chunk-decoder), or the rest of the metadata
 * (store/zarr/metadata/metadata-v3).
 * Read next: store/zarr/metadata/metadata-v3.
 */
import { UnsupportedError } from "../../../core/errors.ts";
import { JsonField } from "./json-field.ts";
import { type CodecName, type Coding, rowMajor } from "./zarr-array.ts";

/** A codec chain, with the configuration of the codec in the middle. */
export interface CodecChain extends Omit<Coding, "shards"> {
  readonly bigEndian: boolean;
  /** The configuration of the middle codec when it is the sharding codec. */
  readonly sharding: JsonField | undefined;
}

interface ListedCodec extends CodecName {
  readonly field: JsonField;
  /** Its configuration, empty where it has none. */
  readonly settings: JsonField;
}

/** Codecs of samples; every other codec counts as one of bytes. */
const ofSamples: readonly string[] = [
  ...["transpose", "delta", "bitround", "scale_offset", "cast_value"],
  ...["fixedscaleoffset", "astype", "quantize", "packbits"],
];

/**
 * @throws {DecodeError} for a list that is not a valid chain.
 * @throws {UnsupportedError} for an order of codecs that no known program writes.
 */
export function codecChain(field: JsonField, dimensions: number): CodecChain {
  const codecs = field.items().map(listedCodec);
  const middle = codecs.findIndex(({ name }) => name === "bytes" || name === "sharding_indexed");
  const main = codecs[middle];
  if (main === undefined) throw field.wrong('a list with the codec "bytes" or "sharding_indexed"');
  const before = codecs.slice(0, middle);
  const turned = before.findIndex(({ name }) => name === "transpose");
  if (turned > 0) throw unsupportedChain(field, "a transpose that follows another codec");
  const [filters, packers] = [before.slice(turned + 1), codecs.slice(middle + 1)];
  for (const { name, field: at } of filters) if (!ofSamples.includes(name)) throw at.wrong("a codec of samples");
  for (const { name, field: at } of packers) if (ofSamples.includes(name)) throw at.wrong("a codec of bytes");
  if (filters.some(({ name }) => name === "transpose")) throw unsupportedChain(field, "two transposes");
  return {
    order: turned < 0 ? rowMajor(dimensions) : orderOf(before[turned] as ListedCodec, dimensions),
    filters,
    packers,
    bigEndian: isBigEndian(main),
    sharding: main.name === "sharding_indexed" ? main.settings : undefined,
  };
}

export function unsupportedChain({ file }: JsonField, words: string): UnsupportedError {
  return new UnsupportedError(`its chunks are coded with ${words}`, {
    path: file,
    cure: "Write it again with the codecs bytes and gzip, zstd or blosc.",
  });
}

function listedCodec(field: JsonField): ListedCodec {
  // An extension may consist of its name alone.
  const plain = typeof field.value === "string";
  const configuration = plain ? field : field.get("configuration");
  const settings = plain || !configuration.present ? new JsonField({}, field.file) : configuration;
  const name = (plain ? field : field.get("name")).text().replace(/^numcodecs\./, "");
  return { name, configuration: Object.fromEntries(settings.entries()), field, settings };
}

function isBigEndian({ name, settings }: ListedCodec): boolean {
  const endian = settings.get("endian");
  return name === "bytes" && endian.present && endian.oneOf("little", "big") === "big";
}

function orderOf({ settings }: ListedCodec, dimensions: number): readonly number[] {
  const order = settings.get("order");
  if (order.value === "C") return rowMajor(dimensions);
  if (order.value === "F") return rowMajor(dimensions).toReversed();
  const numbers = order.wholes(0);
  const each = rowMajor(dimensions).every((dimension) => numbers.includes(dimension));
  if (!each || numbers.length !== dimensions) throw order.wrong(`each dimension from 0 to ${dimensions - 1} once`);
  return numbers;
}
