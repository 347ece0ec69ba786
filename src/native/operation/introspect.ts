/**
 * What an operation takes and returns. Asks libvips once per name.
 * Not here: calling it (native/operation/call).
 * Read next: native/operation/call.
 */
import { UnsupportedError } from "../../core/errors.ts";
import type { Pointer } from "../library/declarations.ts";
import { takeErrorText } from "../library/error-text.ts";
import { native, nativeLibrary } from "../library/library.ts";
import { copyInts, copyPointers, OutInt, OutPointer, readText, readWord } from "../library/read-memory.ts";
import {
  childTypes,
  defaultValue,
  isAbstract,
  type NumberRange,
  numberRange,
  typeName,
  typeNamed,
} from "../object/gtype.ts";
import { Handle } from "../object/handle.ts";

/** One argument of an operation. */
export interface ArgumentInfo {
  /** With underscores, as libvips documents it. */
  readonly name: string;
  readonly direction: "input" | "output";
  readonly required: boolean;
  readonly deprecated: boolean;
  /** Whether the operation draws on this input, so that it needs a private copy. */
  readonly modified: boolean;
  readonly type: number;
  /** The range of a number; libvips would silently ignore a value outside. */
  readonly range: NumberRange | undefined;
  /** The default that libvips declares, if any. Some operations choose another one after a look at the image. */
  readonly default: boolean | number | string | undefined;
  /** GObject's own description of the argument, valid for as long as the process. */
  readonly spec: Pointer;
  readonly blurb: string;
}

export interface OperationInfo {
  /** libvips' nickname, such as `gaussblur`. */
  readonly name: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** Whether libvips itself marks the operation as unsafe for untrusted files. */
  readonly untrusted: boolean;
  readonly arguments: readonly ArgumentInfo[];
  readonly inputs: ReadonlyMap<string, ArgumentInfo>;
  /** The current outputs, without deprecated ones. */
  readonly outputs: readonly ArgumentInfo[];
}

const flag = { required: 1, construct: 2, input: 16, output: 32, deprecated: 64, modify: 128 } as const;
const operationFlag = { deprecated: 8, untrusted: 16 } as const;
const known = new Map<string, OperationInfo>();

/**
 * The arguments of an operation, in libvips' own order.
 * @throws {UnsupportedError} when the loaded library has no such operation.
 */
export function introspect(name: string): OperationInfo {
  let info = known.get(name);
  if (info === undefined) {
    using operation = newOperation(name);
    info = describe(name, operation.address);
    known.set(name, info);
  }
  return info;
}

/** Whether the loaded library has this operation, and the operation can be called. */
export function hasOperation(name: string): boolean {
  const type = native().vips_type_find("VipsOperation", name);
  return type !== 0 && !isAbstract(type);
}

/** Creates an operation with no arguments set. */
export function newOperation(name: string): Handle {
  const address = native().vips_operation_new(name);
  if (address === null) {
    takeErrorText();
    const { version, origin } = nativeLibrary();
    throw new UnsupportedError(`libvips ${version} (${origin.origin}) has no operation "${name}"`, {
      cure: "Use a libvips that has it, through SLUICE_LIBVIPS; `sluice doctor` shows which one is loaded.",
    });
  }
  return new Handle(address, `operation ${name}`);
}

/** The nicknames of all operations that can be called, sorted. */
export function operationNames(): string[] {
  const names = new Set<string>();
  const visit = (type: number): void => {
    const name = isAbstract(type) ? undefined : callableName(type);
    if (name !== undefined) names.add(name);
    childTypes(type).forEach(visit);
  };
  visit(typeNamed("VipsOperation"));
  return [...names].sort();
}

/** The name that finds this type: its nickname, or its type name if it shares its parent's nickname, as `crop` does. */
function callableName(type: number): string | undefined {
  const names = [native().vips_nickname_find(type) ?? "", typeName(type)];
  return names.find((name) => native().vips_type_find("VipsOperation", name) === type);
}

function describe(name: string, address: Pointer): OperationInfo {
  const functions = native();
  const [names, flags, count] = [new OutPointer(), new OutPointer(), new OutInt()];
  functions.vips_object_get_args(address, names, flags, count);
  const flagValues = copyInts(flags.address as Pointer, count.value);
  const found = copyPointers(names.address as Pointer, count.value)
    .map((text, index) => describeArgument(address, readText(text), flagValues[index] as number))
    .filter((argument) => argument !== undefined);
  const operationFlags = functions.vips_operation_get_flags(address);
  return {
    name,
    description: functions.vips_object_get_description(address) ?? "",
    deprecated: (operationFlags & operationFlag.deprecated) !== 0,
    untrusted: (operationFlags & operationFlag.untrusted) !== 0,
    arguments: found,
    inputs: new Map(found.filter(({ direction }) => direction === "input").map((input) => [input.name, input])),
    outputs: found.filter(({ direction, deprecated }) => direction === "output" && !deprecated),
  };
}

function describeArgument(address: Pointer, rawName: string, flags: number): ArgumentInfo | undefined {
  const isArgument = (flags & flag.construct) !== 0 && (flags & (flag.input | flag.output)) !== 0;
  if (!isArgument) return undefined;
  const spec = new OutPointer();
  if (native().vips_object_get_argument(address, rawName, spec, new OutPointer(), new OutPointer()) !== 0) {
    takeErrorText();
    return undefined;
  }
  const pspec = spec.address as Pointer;
  // GParamSpec: class, name, flags (padded to 8), then the value's type.
  const type = Number(readWord(pspec, 24));
  return {
    name: rawName.replaceAll("-", "_"),
    direction: (flags & flag.input) !== 0 ? "input" : "output",
    required: (flags & flag.required) !== 0,
    deprecated: (flags & flag.deprecated) !== 0,
    modified: (flags & flag.modify) !== 0,
    type,
    range: numberRange(pspec, type),
    default: defaultValue(pspec, type),
    spec: pspec,
    blurb: native().g_param_spec_get_blurb(pspec) ?? "",
  };
}
