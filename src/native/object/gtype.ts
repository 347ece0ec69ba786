/**
 * GObject's type numbers: the fundamental ones, those that libvips adds by name, and the values of its enums and flags.
 * Not here: boxing values of these types (native/object/gvalue).
 * Read next: native/object/gvalue.
 */
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { copyPointers, OutInt, readDouble, readInt, readText, readWord } from "../library/read-memory.ts";

/** Fundamental types are `number << 2` by GLib's ABI. */
export const fundamental = {
  boolean: 5 << 2,
  int: 6 << 2,
  uint64: 11 << 2,
  enum: 12 << 2,
  flags: 13 << 2,
  double: 15 << 2,
  string: 16 << 2,
  boxed: 18 << 2,
  object: 20 << 2,
} as const;

const byName = new Map<string, number>();

/** The number of a registered type. Types never change within a process, so it is cached. */
export function typeNamed(name: string): number {
  let type = byName.get(name);
  if (type === undefined) {
    type = native().g_type_from_name(name);
    if (type !== 0) byName.set(name, type);
  }
  return type;
}

const names = new Map<number, string>();

export function typeName(type: number): string {
  let name = names.get(type);
  if (name === undefined) {
    name = native().g_type_name(type) ?? `type ${type}`;
    names.set(type, name);
  }
  return name;
}

/** Whether a type exists only so that others derive from it. */
export function isAbstract(type: number): boolean {
  return native().g_type_test_flags(type, 1 << 4) !== 0;
}

/** The direct subtypes of a type. */
export function childTypes(type: number): number[] {
  const count = new OutInt();
  const list = native().g_type_children(type, count);
  if (list === null) return [];
  const children = copyPointers(list, count.value).map(Number);
  native().g_free(list);
  return children;
}

/** The range of a numeric argument. */
export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
}

/** Reads `GParamSpecInt`, `GParamSpecUInt64` or `GParamSpecDouble`: a `GParamSpec` of 72 bytes, then the bounds. */
export function numberRange(spec: Pointer, type: number): NumberRange | undefined {
  if (type === fundamental.int) return { minimum: readInt(spec, 72), maximum: readInt(spec, 76) };
  if (type === fundamental.double) return { minimum: readDouble(spec, 72), maximum: readDouble(spec, 80) };
  if (type !== fundamental.uint64) return undefined;
  return { minimum: Number(readWord(spec, 72)), maximum: Number(readWord(spec, 80)) };
}

/**
 * The default of an argument, from the fields of its `GParamSpec` after the first 72 bytes: a number, a boolean, a
 * text, the nickname of an enum value, or the joined nicknames of flags. Images, arrays and absent texts have none.
 */
export function defaultValue(spec: Pointer, type: number): boolean | number | string | undefined {
  switch (native().g_type_fundamental(type)) {
    case fundamental.boolean:
      return readInt(spec, 72) !== 0;
    case fundamental.int:
      return readInt(spec, 80);
    case fundamental.uint64:
      return Number(readWord(spec, 88));
    case fundamental.double:
      return readDouble(spec, 88);
    case fundamental.enum:
      return namedValues(type).find(({ value }) => value === readInt(spec, 80))?.name;
    case fundamental.flags:
      return flagWords(type, readInt(spec, 80));
    case fundamental.string: {
      const text = readWord(spec, 72);
      return text === 0n ? undefined : readText(text);
    }
    default:
      return undefined;
  }
}

/** Flags as nicknames joined with ":". One nickname suffices if it stands for all of them. */
function flagWords(type: number, flags: number): string {
  const words = namedValues(type);
  const exact = words.find(({ value }) => value === flags);
  const held = exact === undefined ? words.filter(({ value }) => value !== 0 && (flags & value) === value) : [exact];
  return held.map(({ name }) => name).join(":");
}

/** One value of an enum or flags type. */
export interface NamedValue {
  readonly name: string;
  readonly value: number;
}

const valuesByType = new Map<number, readonly NamedValue[]>();

/** The values of an enum or flags type by libvips' nicknames, without the count that ends most enums. */
export function namedValues(type: number): readonly NamedValue[] {
  let values = valuesByType.get(type);
  if (values === undefined) {
    values = readNamedValues(type).filter(({ name }) => name !== "last");
    valuesByType.set(type, values);
  }
  return values;
}

/**
 * Reads `GEnumClass` (class, minimum, maximum, count, values) or `GFlagsClass` (class, mask, count, values). The values
 * of both have the same layout: number, name, nickname.
 */
function readNamedValues(type: number): NamedValue[] {
  const functions = native();
  const entryBytes = 24;
  const offsets = functions.g_type_fundamental(type) === fundamental.flags ? [12, 16] : [16, 24];
  const address = functions.g_type_class_ref(type) as Pointer;
  const count = readInt(address, offsets[0] as number);
  const first = readWord(address, offsets[1] as number);
  return Array.from({ length: count }, (_, index) => {
    const entry = first + BigInt(index * entryBytes);
    return { value: readInt(entry, 0), name: readText(readWord(entry, 16)) };
  });
}
