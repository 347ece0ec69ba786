/**
 * Attribute messages: a name, and a text, a number or a list of numbers.
 * Not here: which attributes an image has, or those that are too long for a message
 * (store/hdf5/dataset/dataset-header).
 * Read next: store/hdf5/structure/global-heap.
 */
import type { Attribute } from "../../chunks/store.ts";
import { type ByteParser, NotUnderstood } from "./byte-parser.ts";
import { ByteWriter } from "./byte-writer.ts";
import { parseDataspace, writeDataspace } from "./dataspace.ts";
import { type Datatype, datatypeOf, parseDatatype, writeDatatype } from "./datatype.ts";

interface Encoded {
  readonly type: Datatype;
  readonly extents: readonly number[];
  readonly data: Uint8Array;
}

/** The message of an attribute. Bytes become an array of uchar. */
export function attributeMessage(name: string, value: Attribute): Buffer {
  const { type, extents, data } = encoded(value);
  const typeBytes = writeDatatype(new ByteWriter(), type);
  const spaceBytes = writeDataspace(new ByteWriter(), extents);
  const nameBytes = Buffer.from(`${name}\0`, "utf8");
  const out = new ByteWriter().u8(1, 0).u16(nameBytes.length, typeBytes.length, spaceBytes.length);
  out.bytes(nameBytes).pad8().bytes(typeBytes.take()).pad8().bytes(spaceBytes.take()).pad8();
  const length = Math.ceil((out.length + data.length) / 8) * 8;
  return Buffer.concat([out.take(), data], length);
}

function encoded(value: Attribute): Encoded {
  if (typeof value === "string") {
    // A text has at least one byte; trailing zeros do not count.
    const data = value === "" ? Buffer.alloc(1) : Buffer.from(value, "utf8");
    return { type: { kind: "text", size: data.length }, extents: [], data };
  }
  if (value instanceof Uint8Array) return { type: datatypeOf.uchar, extents: [value.length], data: value };
  const values = typeof value === "number" ? [value] : value;
  const extents = typeof value === "number" ? [] : [value.length];
  const isShort = values.every((each) => Number.isInteger(each) && Math.abs(each) < 2 ** 31 && !Object.is(each, -0));
  const array = isShort ? Int32Array.from(values) : Float64Array.from(values);
  const data = new Uint8Array(array.buffer);
  return { type: isShort ? datatypeOf.int : datatypeOf.double, extents, data };
}

/** Reads a text from a global heap. */
export type HeapText = (address: number, index: number) => Promise<Buffer>;

/**
 * The value as {@link attributeMessage} takes it; undefined for other kinds, such as a table or a reference. Whole
 * numbers beyond 2⁵³ are rounded.
 */
export async function parseAttribute(
  from: ByteParser,
  heapText: HeapText,
): Promise<readonly [name: string, value: Attribute | undefined]> {
  const version = from.u8();
  if (version < 1 || version > 3) throw new NotUnderstood(`attribute version ${version}`);
  const flags = from.u8();
  const [nameLength, typeLength, spaceLength] = [from.u16(), from.u16(), from.u16()];
  if (version === 3) from.skip(1);
  const padded = (length: number): number => (version === 1 ? Math.ceil(length / 8) * 8 : length);
  const name = from.part("the name of an attribute", padded(nameLength)).textToZero();
  const typePart = from.part(`the type of attribute ${name}`, padded(typeLength));
  const spacePart = from.part(`the size of attribute ${name}`, padded(spaceLength));
  if (version > 1 && flags !== 0) return [name, undefined];
  try {
    return [name, await readValue(from, parseDatatype(typePart), parseDataspace(spacePart), heapText)];
  } catch (error) {
    if (error instanceof NotUnderstood) return [name, undefined];
    throw error;
  }
}

async function readValue(
  from: ByteParser,
  type: Datatype,
  extents: readonly number[],
  heapText: HeapText,
): Promise<Attribute | undefined> {
  const count = extents.reduce((product, extent) => product * extent, 1);
  const data = from.bytes(count * type.size);
  if (type.kind === "text") return count === 1 ? withoutZeros(data) : undefined;
  if (type.kind === "long text") return count === 1 ? await longText(data, heapText) : undefined;
  if (extents.length > 1 || type.kind === "complex") return undefined;
  if (type.kind === "integer" && type.size === 1 && !type.signed && extents.length === 1) return Uint8Array.from(data);
  const values = Array.from({ length: count }, (_, index) => numberAt(data, type, index * type.size));
  return extents.length === 0 ? values[0] : values;
}

function withoutZeros(data: Buffer): string {
  const end = data.indexOf(0);
  return data.toString("utf8", 0, end < 0 ? data.length : end);
}

/** Stored as a length, the address of a heap, and the number of the text in it. */
async function longText(data: Buffer, heapText: HeapText): Promise<string | undefined> {
  const address = data.readBigUInt64LE(4);
  if (address === 0n || address > BigInt(Number.MAX_SAFE_INTEGER)) return "";
  const text = await heapText(Number(address), data.readUInt32LE(12));
  return withoutZeros(text.subarray(0, data.readUInt32LE(0)));
}

function numberAt(data: Buffer, type: Extract<Datatype, { kind: "integer" | "float" }>, at: number): number {
  const own = type.bigEndian ? Buffer.from(data.subarray(at, at + type.size)).reverse() : data.subarray(at);
  if (type.kind === "float") return type.size === 4 ? own.readFloatLE(0) : own.readDoubleLE(0);
  if (type.size === 8) return Number(type.signed ? own.readBigInt64LE(0) : own.readBigUInt64LE(0));
  return type.signed ? own.readIntLE(0, type.size) : own.readUIntLE(0, type.size);
}
