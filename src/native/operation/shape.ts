/**
 * What an operation takes and returns, from introspection, in the graph's types.
 * Not here: asking libvips (native/operation/introspect), or calling (native/operation/call).
 * Read next: graph/recipe/nodes.
 */
import type { ArgumentKind, ArgumentShape, OperationShape } from "../../graph/recipe/nodes.ts";
import { namedValues, typeName } from "../object/gtype.ts";
import { kindOf, type ValueKind } from "../object/gvalue.ts";
import { type ArgumentInfo, introspect } from "./introspect.ts";

const kinds: Readonly<Partial<Record<ValueKind, ArgumentKind>>> = {
  boolean: "boolean",
  int: "int",
  uint64: "int",
  double: "double",
  string: "string",
  VipsRefString: "string",
  enum: "enum",
  flags: "flags",
  VipsArrayDouble: "doubles",
  VipsArrayInt: "ints",
  VipsArrayImage: "images",
  VipsBlob: "blob",
};

const objects: Readonly<Record<string, ArgumentKind>> = {
  VipsImage: "image",
  VipsInterpolate: "interpolate",
  VipsSource: "source",
  VipsTarget: "target",
};

const known = new Map<string, OperationShape>();

/** @throws {UnsupportedError} when the loaded library has no such operation. */
export function shapeOf(name: string): OperationShape {
  let shape = known.get(name);
  if (shape === undefined) {
    const info = introspect(name);
    const current = info.arguments.filter(({ deprecated }) => !deprecated);
    shape = Object.freeze({
      name,
      description: info.description,
      inputs: current.filter(({ direction }) => direction === "input").map(argumentShape),
      outputs: current.filter(({ direction }) => direction === "output").map(argumentShape),
      drawsOn: current.find(({ modified }) => modified)?.name,
    });
    known.set(name, shape);
  }
  return shape;
}

function argumentShape(info: ArgumentInfo): ArgumentShape {
  const { name, required, type, range, blurb } = info;
  const family = kindOf(type);
  const kind = family === "object" ? objects[typeName(type)] : kinds[family];
  const values = family === "enum" || family === "flags" ? namedValues(type).map((value) => value.name) : undefined;
  return Object.freeze({ name, kind: kind ?? "blob", required, range, values, default: info.default, blurb });
}
