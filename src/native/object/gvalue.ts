/**
 * Boxes a JavaScript value as a GValue of the type that an operation expects, and unboxes results.
 * Not here: which argument expects which type (native/operation/introspect), or checking that an
 * operation may be called.
 * Read next: native/operation/introspect, native/operation/call.
 */
import { UsageError } from "../../core/errors.ts";
import type { Pointer } from "../library/declarations.ts";
import { takeErrorText } from "../library/error-text.ts";
import { native } from "../library/library.ts";
import {
  copyBytes,
  copyDoubles,
  copyInts,
  copyPointers,
  OutInt,
  OutPointer,
  writePointers,
} from "../library/read-memory.ts";
import { fundamental, type NumberRange, namedValues, typeName } from "./gtype.ts";
import { Handle, takeReference } from "./handle.ts";
import { ImageHandle } from "./image-handle.ts";

/** The JavaScript values that an operation takes or returns. */
export type NativeValue = boolean | number | string | Uint8Array | Handle | readonly number[] | readonly ImageHandle[];

/** The memory of one GValue; 24 bytes by GLib's ABI. Cleared when the scope ends. */
export class ValueBox implements Disposable {
  readonly memory = new Uint8Array(24);
  #type: number;

  /** Without a type, the box is for a C function to fill; that function sets the type. */
  constructor(type = 0) {
    this.#type = type;
    if (type !== 0) native().g_value_init(this.memory, type);
  }

  get type(): number {
    // The first word of a GValue is its type.
    if (this.#type === 0) this.#type = Number(new BigUint64Array(this.memory.buffer, 0, 1)[0]);
    return this.#type;
  }

  /**
   * Boxes a value. The range appears only in the error; this does not check it.
   * @throws {UsageError} when the value cannot be boxed as this type; the message says what was expected.
   */
  set(value: NativeValue, range?: NumberRange): void {
    const write = writers[kindOf(this.type)];
    if (write === undefined || !write(this.memory, value, this.type)) throw wrongValue(this.type, value, range);
  }

  get(): NativeValue | undefined {
    return readers[kindOf(this.type)]?.(this.memory, this.type);
  }

  [Symbol.dispose](): void {
    if (this.type !== 0) native().g_value_unset(this.memory);
  }
}

/** How a type is boxed: by the name of a boxed type, or by the family of any other type. */
export type ValueKind =
  | keyof typeof fundamental
  | "VipsArrayDouble"
  | "VipsArrayInt"
  | "VipsArrayImage"
  | "VipsBlob"
  | "VipsRefString";

const families = new Map<number, ValueKind>(
  Object.entries(fundamental).map(([name, type]) => [type, name as keyof typeof fundamental]),
);

const kinds = new Map<number, ValueKind>();

export function kindOf(type: number): ValueKind {
  let kind = kinds.get(type);
  if (kind === undefined) {
    const family = families.get(native().g_type_fundamental(type)) ?? "boxed";
    kind = family === "boxed" ? (typeName(type) as ValueKind) : family;
    kinds.set(type, kind);
  }
  return kind;
}

type Write = (box: Uint8Array, value: NativeValue, type: number) => boolean;
type Read = (box: Uint8Array, type: number) => NativeValue | undefined;

const isNumbers = (value: NativeValue): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => typeof item === "number");
const isInt = (value: NativeValue): value is number => typeof value === "number" && (value | 0) === value;
const isSize = (value: NativeValue): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** A zero character would end the text in C, so a file name could name another file. */
const isText = (value: NativeValue): value is string => typeof value === "string" && !value.includes("\0");
const isImages = (value: NativeValue): value is readonly ImageHandle[] =>
  Array.isArray(value) && value.every((item) => item instanceof ImageHandle);

/** Each writer returns false if the value is not of its kind. */
const writers: Readonly<Partial<Record<ValueKind, Write>>> = {
  boolean: (box, value) => typeof value === "boolean" && done(native().g_value_set_boolean(box, value ? 1 : 0)),
  int: (box, value) => isInt(value) && done(native().g_value_set_int(box, value)),
  uint64: (box, value) => isSize(value) && done(native().g_value_set_uint64(box, value)),
  double: (box, value) => typeof value === "number" && done(native().g_value_set_double(box, value)),
  string: (box, value) => isText(value) && done(native().g_value_set_string(box, value)),
  VipsRefString: (box, value) => isText(value) && done(native().vips_value_set_ref_string(box, value)),
  enum: (box, value, type) => {
    const found = namedValues(type).find(({ name }) => name === value);
    return found !== undefined && done(native().g_value_set_enum(box, found.value));
  },
  flags: (box, value, type) => {
    if (isInt(value) && value >= 0) return done(native().g_value_set_flags(box, value));
    if (typeof value !== "string") return false;
    const known = namedValues(type);
    const found = value === "" ? [] : value.split(":").map((word) => known.find(({ name }) => name === word));
    if (found.includes(undefined)) return false;
    return done(
      native().g_value_set_flags(
        box,
        found.reduce((sum, flag) => sum | (flag?.value ?? 0), 0),
      ),
    );
  },
  object: (box, value, type) => {
    if (value instanceof Handle) return done(native().g_value_set_object(box, value.address));
    if (typeName(type) !== "VipsInterpolate" || typeof value !== "string") return false;
    const address = native().vips_interpolate_new(value);
    if (address === null) {
      takeErrorText();
      return false;
    }
    using interpolate = new Handle(address, "interpolator");
    return done(native().g_value_set_object(box, interpolate.address));
  },
  VipsArrayDouble: (box, value) => {
    const numbers = typeof value === "number" ? [value] : value;
    return (
      isNumbers(numbers) && done(native().vips_value_set_array_double(box, Float64Array.from(numbers), numbers.length))
    );
  },
  VipsArrayInt: (box, value) => {
    const numbers = typeof value === "number" ? [value] : value;
    return (
      isNumbers(numbers) &&
      numbers.every(isInt) &&
      done(native().vips_value_set_array_int(box, Int32Array.from(numbers), numbers.length))
    );
  },
  VipsArrayImage: (box, value) => {
    if (!isImages(value)) return false;
    native().vips_value_set_array_image(box, value.length);
    const array = native().vips_value_get_array_image(box, null) as Pointer;
    // The array owns a reference to each image, and releases it when the box is cleared.
    writePointers(
      array,
      value.map((image) => takeReference(image.address)),
    );
    return true;
  },
  VipsBlob: (box, value) => {
    if (!(value instanceof Uint8Array)) return false;
    const blob = native().vips_blob_copy(value, value.length);
    native().g_value_set_boxed(box, blob);
    return done(native().vips_area_unref(blob));
  },
};

const readers: Readonly<Partial<Record<ValueKind, Read>>> = {
  boolean: (box) => native().g_value_get_boolean(box) !== 0,
  int: (box) => native().g_value_get_int(box),
  uint64: (box) => Number(native().g_value_get_uint64(box)),
  double: (box) => native().g_value_get_double(box),
  string: (box) => native().g_value_get_string(box) ?? "",
  VipsRefString: (box) => native().vips_value_get_ref_string(box, null) ?? "",
  enum: (box, type) => {
    const value = native().g_value_get_enum(box);
    return namedValues(type).find((known) => known.value === value)?.name ?? value;
  },
  flags: (box) => native().g_value_get_flags(box),
  object: (box, type) => {
    const address = native().g_value_get_object(box);
    if (address === null) return undefined;
    takeReference(address);
    return typeName(type) === "VipsImage" ? new ImageHandle(address) : new Handle(address, typeName(type));
  },
  VipsArrayDouble: (box) => {
    const count = new OutInt();
    const address = native().vips_value_get_array_double(box, count);
    return address === null ? [] : copyDoubles(address, count.value);
  },
  VipsArrayInt: (box) => {
    const count = new OutInt();
    const address = native().vips_value_get_array_int(box, count);
    return address === null ? [] : copyInts(address, count.value);
  },
  VipsArrayImage: (box) => {
    const count = new OutInt();
    const address = native().vips_value_get_array_image(box, count);
    if (address === null) return [];
    return copyPointers(address, count.value).map((image) => new ImageHandle(takeReference(image)));
  },
  VipsBlob: (box) => {
    const length = new OutPointer();
    const address = native().vips_value_get_blob(box, length);
    return address === null ? undefined : copyBytes(address, length.size);
  },
};

function done(_: unknown): true {
  return true;
}

/** Describes in words what a type accepts. */
export function describeType(type: number, range?: NumberRange): string {
  const kind = kindOf(type);
  if (kind === "enum" || kind === "flags") {
    const names = namedValues(type).map(({ name }) => `"${name}"`);
    return kind === "enum" ? `one of ${names.join(", ")}` : `flags of ${names.join(", ")} joined with ":"`;
  }
  if (kind === "object") {
    const named = typeName(type);
    return { VipsInterpolate: "an interpolator's name", VipsImage: "an image" }[named] ?? `a ${named}`;
  }
  const words: Readonly<Partial<Record<ValueKind, string>>> = {
    int: "a whole number",
    uint64: "a whole number",
    double: "a number",
    VipsArrayDouble: "an array of numbers",
    VipsArrayInt: "an array of whole numbers",
    VipsArrayImage: "an array of images",
    VipsBlob: "a Uint8Array",
    string: "a string without zero characters",
    VipsRefString: "a string without zero characters",
    boolean: "true or false",
  };
  const bounds = range === undefined ? "" : ` from ${range.minimum} to ${range.maximum}`;
  return (words[kind] ?? typeName(type)) + bounds;
}

/** The error for a value that an argument of this type, and of this range if it is a number, does not accept. */
export function wrongValue(type: number, value: NativeValue, range?: NumberRange): UsageError {
  const shown =
    value instanceof Handle
      ? `a handle of kind "${value.kind}"`
      : (JSON.stringify(value)?.slice(0, 60) ?? String(value));
  return new UsageError(`expected ${describeType(type, range)}, got ${shown}`, { cure: "Pass a value of that kind." });
}
