/**
 * The sample types by both versions' names, and the fill values of chunks that were never written.
 * Not here: the rest of an array's metadata (store/zarr/metadata/metadata-v2, store/zarr/metadata/metadata-v3).
 * Read next: store/zarr/metadata/zarr-array.
 */
import { UnsupportedError } from "../../../core/errors.ts";
import { isComplex, type PixelFormat, sampleBytes, samplesFrom } from "../../../core/pixel-format.ts";
import type { JsonField } from "./json-field.ts";

/** The type of an array's samples. */
export interface SampleType {
  readonly format: PixelFormat;
  /** Whether the most significant byte of a number comes first. */
  readonly bigEndian: boolean;
  /** One sample, in this machine's byte order. */
  readonly fill: Uint8Array;
}

interface Names {
  readonly v2: string;
  readonly v3: string;
}

const names: Readonly<Record<PixelFormat, Names>> = {
  uchar: { v2: "u1", v3: "uint8" },
  char: { v2: "i1", v3: "int8" },
  ushort: { v2: "u2", v3: "uint16" },
  short: { v2: "i2", v3: "int16" },
  uint: { v2: "u4", v3: "uint32" },
  int: { v2: "i4", v3: "int32" },
  float: { v2: "f4", v3: "float32" },
  complex: { v2: "c8", v3: "complex64" },
  double: { v2: "f8", v3: "float64" },
  dpcomplex: { v2: "c16", v3: "complex128" },
};

const formats = Object.keys(names) as readonly PixelFormat[];

/** The `dtype` that version 2 writes: little-endian, the order of every machine that Node runs on except one. */
export function dtypeOf(format: PixelFormat): string {
  return `${sampleBytes(format) === 1 ? "|" : "<"}${names[format].v2}`;
}

/** The `data_type` of version 3. */
export function dataTypeOf(format: PixelFormat): string {
  return names[format].v3;
}

/** Reads `dtype` of version 2. Booleans are read as 0 and 1. */
export function formatOfDtype(field: JsonField): Omit<SampleType, "fill"> {
  if (Array.isArray(field.value)) throw unsupportedType(field, "records of several values");
  const text = field.text();
  const format = text === "|b1" ? "uchar" : formatNamed(text);
  if (format === undefined) throw unsupportedType(field, text);
  return { format, bigEndian: text.startsWith(">") };
}

/** The format of a name such as `<u2`. */
export function formatNamed(dtype: string): PixelFormat | undefined {
  const [, name] = /^[<>|=](\w+)$/.exec(dtype) ?? [];
  return formats.find((each) => names[each].v2 === name);
}

/** Reads `data_type` of version 3. */
export function formatOfDataType(field: JsonField): PixelFormat {
  if (typeof field.value === "object" && field.value !== null) throw unsupportedType(field, "a type of an extension");
  const name = field.text();
  const format = name === "bool" ? "uchar" : formats.find((each) => names[each].v3 === name);
  if (format === undefined) throw unsupportedType(field, name);
  return format;
}

function unsupportedType({ file }: JsonField, name: string): UnsupportedError {
  return new UnsupportedError(`its samples are ${name.slice(0, 40)}, which no pixel format holds`, {
    path: file,
    cure: "Convert it to integers of 8, 16 or 32 bits, or to floats of 32 or 64 bits.",
  });
}

/** Reads `fill_value`. Both null and a missing value mean zero. */
export function fillOf(field: JsonField, format: PixelFormat): Uint8Array {
  const bytes = new Uint8Array(sampleBytes(format));
  if (!field.present) return bytes;
  const parts = isComplex(format) && Array.isArray(field.value) ? field.items() : [field];
  const samples = samplesFrom(format, bytes);
  if (parts.length > samples.length) throw field.wrong("one value");
  for (const [index, part] of parts.entries()) samples[index] = numberOf(part, bytes.length / samples.length);
  return bytes;
}

const texts: Readonly<Record<string, number>> = { NaN: Number.NaN, Infinity, "-Infinity": -Infinity };

function numberOf(field: JsonField, size: number): number {
  const { value } = field;
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return Number(value);
  if (typeof value === "string") {
    if (Object.hasOwn(texts, value)) return texts[value] as number;
    if (/^0x[0-9a-f]+$/i.test(value)) return fromBits(value, size);
  }
  throw field.wrong("a number");
}

/** A float given by its bits, which version 3 allows. */
function fromBits(text: string, size: number): number {
  const view = new DataView(new ArrayBuffer(8));
  const bits = BigInt.asUintN(64, BigInt(text));
  if (size === 8) view.setBigUint64(0, bits);
  else view.setUint32(0, Number(BigInt.asUintN(32, bits)));
  return size === 8 ? view.getFloat64(0) : view.getFloat32(0);
}
