/**
 * Metadata of version 2: `.zarray` and `.zattrs` beside the chunks, one file a chunk.
 * Not here: version 3 (store/zarr/metadata/metadata-v3), or groups (store/zarr/metadata/ome).
 * Read next: store/zarr/metadata/metadata-v3.
 */
import { join } from "node:path";
import { isComplex, type PixelFormat } from "../../../core/pixel-format.ts";
import { brokenMetadata, type JsonField, readJson } from "./json-field.ts";
import { dtypeOf, fillOf, formatOfDtype } from "./sample-type.ts";
import { type CodecName, checkGrid, checkHeld, rowMajor, type ZarrArray } from "./zarr-array.ts";

/** Reads `.zarray`, and `.zattrs` where it exists. @throws {DecodeError} for broken metadata. */
export async function readArrayV2(folder: string, signal?: AbortSignal): Promise<ZarrArray | undefined> {
  const field = await readJson(join(folder, ".zarray"), signal);
  if (field === undefined) return undefined;
  return parseArrayV2(field, await readAttributesV2(folder, signal));
}

/** Reads `.zattrs` of an array or group. */
export async function readAttributesV2(folder: string, signal?: AbortSignal): Promise<ZarrArray["attributes"]> {
  const field = await readJson(join(folder, ".zattrs"), signal);
  return field === undefined ? {} : Object.fromEntries(field.entries());
}

export function parseArrayV2(field: JsonField, attributes: ZarrArray["attributes"]): ZarrArray {
  if (field.get("zarr_format").value !== 2) throw field.get("zarr_format").wrong("2");
  const shape = field.get("shape").wholes(0);
  const chunk = field.get("chunks").wholes(1);
  checkGrid(field, shape, chunk);
  const { format, bigEndian } = formatOfDtype(field.get("dtype"));
  const filters = field.get("filters");
  const compressor = field.get("compressor");
  const all = (filters.present ? filters.items() : []).map(codecOf);
  // `shuffle` is listed with the filters but works on bytes, like the compressor.
  const ofBytes = (codec: CodecName): boolean => codec.name === "shuffle" || codec.name === "crc32c";
  const last = compressor.present ? [codecOf(compressor)] : [];
  const order = rowMajor(shape.length);
  const array: ZarrArray = {
    grid: { shape, chunk, names: namesOf(attributes, shape.length) },
    samples: { format, bigEndian, fill: fillOf(field.get("fill_value"), format) },
    coding: {
      order: field.get("order").oneOf("C", "F") === "F" ? order.toReversed() : order,
      filters: all.filter((codec) => !ofBytes(codec)),
      packers: [...all.filter(ofBytes), ...last],
      shards: undefined,
    },
    key: keysWith(separatorOf(field.get("dimension_separator"), ".")),
    attributes,
  };
  const bytesFirst = all.findIndex(ofBytes);
  if (bytesFirst >= 0 && !all.slice(bytesFirst).every(ofBytes)) {
    throw brokenMetadata(field.file, "a filter of samples follows one of bytes");
  }
  checkHeld(field.file, array);
  return array;
}

function codecOf(field: JsonField): CodecName {
  const { id, ...configuration } = Object.fromEntries(field.entries());
  return {
    name: field
      .get("id")
      .text()
      .replace(/^numcodecs\./, ""),
    configuration: { id, ...configuration },
  };
}

/** The separator between the numbers in the name of a chunk. */
export function separatorOf(field: JsonField, preset: "." | "/"): "." | "/" {
  return field.present ? field.oneOf(".", "/") : preset;
}

/** The names of chunks in version 2. */
export function keysWith(separator: string): ZarrArray["key"] {
  return (place) => place.join(separator);
}

/** The dimension names as xarray writes them. */
function namesOf(attributes: ZarrArray["attributes"], dimensions: number): readonly string[] | undefined {
  const names = attributes["_ARRAY_DIMENSIONS"];
  const fits = Array.isArray(names) && names.length === dimensions && names.every((name) => typeof name === "string");
  return fits ? names : undefined;
}

/** The properties of an array for the writer. */
export interface WrittenArray {
  readonly shape: readonly number[];
  readonly chunk: readonly number[];
  readonly format: PixelFormat;
  readonly names: readonly string[];
  /** The codec that compresses the bytes, by this version's name; undefined for none. */
  readonly packer: CodecName | undefined;
}

/** The content of `.zarray`. */
export function arrayV2({ shape, chunk, format, packer }: WrittenArray, separator: "." | "/"): object {
  return {
    zarr_format: 2,
    shape,
    chunks: chunk,
    dtype: dtypeOf(format),
    compressor: packer === undefined ? null : { id: packer.name, ...packer.configuration },
    fill_value: zeroOf(format),
    order: "C",
    filters: null,
    dimension_separator: separator,
  };
}

/** The `fill_value` of arrays that Sluice writes, in both versions. A complex number is two numbers. */
export function zeroOf(format: PixelFormat): number | readonly number[] {
  return isComplex(format) ? [0, 0] : 0;
}
