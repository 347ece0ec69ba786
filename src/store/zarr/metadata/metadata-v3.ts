/**
 * Metadata of version 3: `zarr.json` beside the chunks or shards.
 * Not here: its list of codecs (store/zarr/metadata/codec-chain), groups (store/zarr/groups), or the bytes of a shard
 * (store/zarr/shard/shard-index).
 * Read next: store/zarr/metadata/codec-chain, store/zarr/metadata/zarr-array.
 */
import { type CodecChain, codecChain, unsupportedChain } from "./codec-chain.ts";
import type { JsonField } from "./json-field.ts";
import { keysWith, separatorOf, type WrittenArray, zeroOf } from "./metadata-v2.ts";
import { dataTypeOf, fillOf, formatOfDataType } from "./sample-type.ts";
import { checkGrid, checkHeld, type Shards, type ZarrArray } from "./zarr-array.ts";

/** Reads an array's `zarr.json`. @throws {DecodeError} for broken metadata. */
export function parseArrayV3(field: JsonField): ZarrArray {
  const shape = field.get("shape").wholes(0);
  field.get("chunk_grid").get("name").oneOf("regular");
  const outer = field.get("chunk_grid").get("configuration").get("chunk_shape").wholes(1);
  checkGrid(field, shape, outer);
  const format = formatOfDataType(field.get("data_type"));
  const { chain, chunk, shards } = withinShards(field, codecChain(field.get("codecs"), shape.length), outer);
  const attributes = field.get("attributes");
  const transformers = field.get("storage_transformers");
  if (transformers.present && transformers.items().length > 0) throw unsupportedChain(field, "storage transformers");
  const array: ZarrArray = {
    grid: { shape, chunk, names: namesOf(field.get("dimension_names"), shape.length) },
    samples: { format, bigEndian: chain.bigEndian, fill: fillOf(field.get("fill_value"), format) },
    coding: { order: chain.order, filters: chain.filters, packers: chain.packers, shards },
    key: keyOf(field.get("chunk_key_encoding")),
    attributes: attributes.present ? Object.fromEntries(attributes.entries()) : {},
  };
  checkHeld(field.file, array);
  return array;
}

/** The chunks that are coded as one, and their codecs: with sharding, the chunks within a shard. */
function withinShards(field: JsonField, chain: CodecChain, outer: readonly number[]) {
  const { sharding } = chain;
  if (sharding === undefined) return { chain, chunk: outer, shards: undefined };
  const plain = chain.filters.length + chain.packers.length === 0 && chain.order.every((each, index) => each === index);
  if (!plain) throw unsupportedChain(field, "further codecs around shards");
  const chunk = sharding.get("chunk_shape").wholes(1);
  const divides = chunk.length === outer.length && outer.every((side, index) => side % (chunk[index] as number) === 0);
  if (!divides)
    throw sharding.get("chunk_shape").wrong(`of sides that divide those of the shards, ${outer.join(" × ")}`);
  const inner = codecChain(sharding.get("codecs"), outer.length);
  if (inner.sharding !== undefined) throw unsupportedChain(field, "shards within shards");
  return { chain: inner, chunk, shards: shardsOf(sharding, outer) };
}

function shardsOf(sharding: JsonField, shape: readonly number[]): Shards {
  const index = codecChain(sharding.get("index_codecs"), shape.length + 1);
  const checked = index.packers.length === 1 && index.packers[0]?.name === "crc32c";
  const usual = checked || index.packers.length === 0;
  if (!usual || index.bigEndian || index.filters.length > 0 || index.sharding !== undefined) {
    throw unsupportedChain(sharding, "an index of shards that is compressed, or has its most significant bytes first");
  }
  const location = sharding.get("index_location");
  return { shape, indexAt: location.present ? location.oneOf("start", "end") : "end", checked };
}

function keyOf(field: JsonField): ZarrArray["key"] {
  const configuration = field.get("configuration");
  const separator = (preset: "." | "/") => {
    return configuration.present ? separatorOf(configuration.get("separator"), preset) : preset;
  };
  if (field.get("name").oneOf("default", "v2") === "v2") return keysWith(separator("."));
  const between = separator("/");
  return (place) => ["c", ...place].join(between);
}

function namesOf(field: JsonField, dimensions: number): readonly (string | undefined)[] | undefined {
  if (!field.present) return undefined;
  const names = field.items().map((item) => (item.present ? item.text() : undefined));
  if (names.length !== dimensions) throw field.wrong(`a list of ${dimensions} names`);
  return names;
}

/**
 * The content of an array's `zarr.json`. `shard` is the shard's size in samples; undefined where every chunk is a file.
 */
export function arrayV3(
  { shape, chunk, format, names, packer }: WrittenArray,
  shard: readonly number[] | undefined,
  attributes: object,
): object {
  const bytes = { name: "bytes", configuration: { endian: "little" } };
  const codecs = packer === undefined ? [bytes] : [bytes, packer];
  const index_codecs = [bytes, { name: "crc32c" }];
  const configuration = { chunk_shape: chunk, codecs, index_codecs, index_location: "end" };
  return {
    zarr_format: 3,
    node_type: "array",
    shape,
    data_type: dataTypeOf(format),
    chunk_grid: { name: "regular", configuration: { chunk_shape: shard ?? chunk } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: zeroOf(format),
    codecs: shard === undefined ? codecs : [{ name: "sharding_indexed", configuration }],
    attributes,
    dimension_names: names,
  };
}
