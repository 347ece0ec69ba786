/**
 * Datatype messages: samples of every pixel format, and the texts and numbers of attributes.
 * Not here: types that only other programs write; the general reader reads those.
 * Read next: store/hdf5/structure/dataspace, store/hdf5/structure/attribute.
 */
import { endianness } from "node:os";
import type { PixelFormat } from "../../../core/pixel-format.ts";
import { type ByteParser, NotUnderstood } from "./byte-parser.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** The kinds of values that this reader and writer know; `size` is the size of one value in bytes. */
export type Datatype =
  | { readonly kind: "integer"; readonly size: number; readonly signed: boolean; readonly bigEndian: boolean }
  | { readonly kind: "float"; readonly size: number; readonly bigEndian: boolean }
  | { readonly kind: "complex"; readonly size: number; readonly bigEndian: boolean }
  | { readonly kind: "text"; readonly size: number }
  /** The text itself is in a global heap. */
  | { readonly kind: "long text"; readonly size: number };

/** Samples are written in this machine's own byte order. */
const bigEndian = endianness() === "BE";

const integer = (size: number, signed: boolean): Datatype => ({ kind: "integer", size, signed, bigEndian });
const float = (size: number): Datatype => ({ kind: "float", size, bigEndian });
const complex = (size: number): Datatype => ({ kind: "complex", size, bigEndian });

export const datatypeOf: Readonly<Record<PixelFormat, Datatype>> = {
  uchar: integer(1, false),
  char: integer(1, true),
  ushort: integer(2, false),
  short: integer(2, true),
  uint: integer(4, false),
  int: integer(4, true),
  float: float(4),
  complex: complex(8),
  double: float(8),
  dpcomplex: complex(16),
};

/** The pixel format of a type, in either byte order; undefined where there is none. */
export function formatOf(type: Datatype): PixelFormat | undefined {
  const formats = Object.keys(datatypeOf) as PixelFormat[];
  return formats.find((format) => {
    const own = datatypeOf[format];
    if (own.kind !== type.kind || own.size !== type.size) return false;
    return own.kind !== "integer" || type.kind !== "integer" || own.signed === type.signed;
  });
}

/** The positions of exponent and mantissa of IEEE numbers, as in the message. */
const floatLayouts: Readonly<Record<number, readonly [exponent: number, exponentBits: number, bias: number]>> = {
  4: [23, 8, 127],
  8: [52, 11, 1023],
};

export function writeDatatype(out: ByteWriter, type: Datatype): ByteWriter {
  const version = 0x10;
  const order = "bigEndian" in type && type.bigEndian ? 1 : 0;
  switch (type.kind) {
    case "integer":
      out.u8(version | 0, order | (type.signed ? 8 : 0), 0, 0).u32(type.size);
      return out.u16(0, type.size * 8);
    case "float": {
      const [exponent, bits, bias] = floatLayouts[type.size] as [number, number, number];
      out.u8(version | 1, order | 0x20, type.size * 8 - 1, 0).u32(type.size);
      return out
        .u16(0, type.size * 8)
        .u8(exponent, bits, 0, exponent)
        .u32(bias);
    }
    case "complex": {
      const half = type.size / 2;
      out.u8(version | 6, 2, 0, 0).u32(type.size);
      for (const [name, offset] of [["r", 0] as const, ["i", half] as const]) {
        // A member: its name, its offset, no array dimensions, and its type.
        out.text(name).zeros(7).u32(offset).zeros(4).zeros(8).zeros(16);
        writeDatatype(out, { kind: "float", size: half, bigEndian: type.bigEndian });
      }
      return out;
    }
    case "text":
      // UTF-8, padded with zeros.
      return out.u8(version | 3, 0x11, 0, 0).u32(type.size);
    case "long text":
      throw new Error("texts in a global heap are not written");
  }
}

/** @throws {NotUnderstood} for other types. */
export function parseDatatype(from: ByteParser): Datatype {
  const head = from.u8();
  const [version, kind] = [head >> 4, head & 15];
  const flags = from.u8() | (from.u8() << 8) | (from.u8() << 16);
  const size = from.u32();
  if (size === 0) from.fail("a type has no bytes");
  if (version < 1 || version > 3) throw new NotUnderstood(`datatype version ${version}`);
  if (kind === 0) return parseInteger(from, flags, size);
  if (kind === 1) return parseFloating(from, flags, size);
  if (kind === 3) return { kind: "text", size };
  if (kind === 6) return parseComplex(from, version, flags & 0xffff, size);
  if (kind === 9 && (flags & 15) === 1) return { kind: "long text", size };
  throw new NotUnderstood(`datatype class ${kind}`);
}

function parseInteger(from: ByteParser, flags: number, size: number): Datatype {
  const [shift, precision] = [from.u16(), from.u16()];
  if (shift !== 0 || precision !== size * 8 || ![1, 2, 4, 8].includes(size)) {
    throw new NotUnderstood(`integers of ${precision} bits`);
  }
  return { kind: "integer", size, signed: (flags & 8) !== 0, bigEndian: (flags & 1) !== 0 };
}

function parseFloating(from: ByteParser, flags: number, size: number): Datatype {
  const found = [from.u16(), from.u16(), from.u8(), from.u8(), from.u8(), from.u8(), from.u32()];
  const layout = floatLayouts[size];
  const standard = layout && [0, size * 8, layout[0], layout[1], 0, layout[0], layout[2]];
  // Sign bit last, mantissa with an implied leading bit, and one of two byte orders.
  const isUsual =
    (flags & ~1) === (0x20 | ((size * 8 - 1) << 8)) && standard?.every((value, at) => value === found[at]);
  if (isUsual !== true) throw new NotUnderstood(`floats of ${size} bytes that are not IEEE's`);
  return { kind: "float", size, bigEndian: (flags & 1) !== 0 };
}

/** numpy stores complex numbers like this: two floats, real and imaginary. */
function parseComplex(from: ByteParser, version: number, members: number, size: number): Datatype {
  if (members !== 2) throw new NotUnderstood(`records of ${members} members`);
  const halves = [0, size / 2].map((expected) => {
    const begin = from.offset;
    from.textToZero();
    if (version < 3) from.skip((8 - ((from.offset - begin) % 8)) % 8);
    const offset = version < 3 ? from.u32() : memberOffset(from, size);
    if (version === 1) {
      if (from.u8() !== 0) throw new NotUnderstood("records with arrays");
      from.skip(27);
    }
    const type = parseDatatype(from);
    if (type.kind !== "float" || type.size !== size / 2 || offset !== expected) {
      throw new NotUnderstood("records that are not complex numbers");
    }
    return type;
  });
  const [real, imaginary] = halves;
  if (real?.bigEndian !== imaginary?.bigEndian) throw new NotUnderstood("complex numbers of two byte orders");
  return { kind: "complex", size, bigEndian: real?.bigEndian === true };
}

/** The offset has as few bytes as the record's size needs. */
function memberOffset(from: ByteParser, size: number): number {
  if (size < 2 ** 8) return from.u8();
  throw new NotUnderstood(`records of ${size} bytes`);
}
