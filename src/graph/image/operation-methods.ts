/**
 * Gives Image a method for every operation: it maps the arguments of a call, in order, to libvips' names.
 * Not here: the names and types of the methods, which are generated (graph/image/operations.generated), or the call
 * itself.
 * Read next: graph/image/operation-call.
 */
import { UsageError } from "../../core/errors.ts";
import { forOperations } from "../recipe/node.ts";
import type { Engine, RunOptions } from "./engine.ts";
import { engineOf, Image, imageOf, recipeOf } from "./image.ts";
import { kernelMethods } from "./kernel-methods.ts";
import { type CallResult, callOperation, camelCase, positionalInputs, receiverOf } from "./operation-call.ts";
import { foreignNames, operationNames } from "./operations.generated.ts";
import { operators } from "./operators.ts";
import { sugar } from "./sugar.ts";

/** Calls an operation by name. `given` may end with an object of options, after all positional arguments. */
export function callInOrder(
  engine: Engine,
  name: string,
  receiver: Image | undefined,
  given: readonly unknown[],
): unknown {
  const shape = engine.operations.shape(name);
  const ordered = positionalInputs(shape, receiver && receiverOf(shape));
  const args: Record<string, unknown> = {};
  for (const [index, { name: argument }] of ordered.entries()) args[argument] = given[index];
  const [options = {}, ...tooMany] = given.slice(ordered.length);
  if (tooMany.length > 0 || typeof options !== "object" || options === null || options instanceof Image) {
    const list = [...ordered.map((input) => camelCase(input.name)), "options"].join(", ");
    throw new UsageError(`${name}: there are more arguments than it takes`, {
      cure: `Call ${camelCase(name)}(${list}).`,
    });
  }
  return callNamed(engine, name, receiver, { ...args, ...options });
}

/** Calls an operation with its arguments by name; `allOutputs` requests the optional outputs too. */
export function callNamed(
  engine: Engine,
  name: string,
  receiver: Image | undefined,
  { allOutputs = false, signal, ...args }: Readonly<Record<string, unknown>>,
): unknown {
  const recipes = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, recipesOf(value)]));
  const result = callOperation(
    engine.operations,
    engine.compute,
    name,
    receiver && forOperations(recipeOf(receiver)),
    recipes,
  );
  return present(engine, result, allOutputs === true, { signal: signal as AbortSignal | undefined });
}

function recipesOf(value: unknown): unknown {
  if (value instanceof Image) return forOperations(recipeOf(value));
  return Array.isArray(value) ? value.map(recipesOf) : value;
}

/** A single result by itself, several as an object; a promise where any of them is not an image. */
function present(
  engine: Engine,
  { shape, images, values }: CallResult,
  allOutputs: boolean,
  options: RunOptions,
): unknown {
  const image = (output: string): Image | undefined => {
    const node = images[output];
    return node && imageOf(engine, node);
  };
  if (shape.drawsOn !== undefined && !allOutputs) return image("out");
  const wanted = shape.outputs.filter(({ required }) => required || allOutputs);
  const [only] = wanted;
  const isAlone = wanted.length === 1 && shape.drawsOn === undefined;
  if (wanted.length > 0 && wanted.every(({ kind }) => kind === "image") && shape.drawsOn === undefined) {
    if (isAlone && only !== undefined) return image(only.name);
    return Object.fromEntries(wanted.map(({ name }) => [camelCase(name), image(name)]));
  }
  return values(options).then((found) => {
    if (isAlone && only !== undefined) return found[only.name];
    const drawn = shape.drawsOn === undefined ? [] : [["out", image("out")]];
    const rest = wanted.map(({ name }) => [camelCase(name), image(name) ?? found[name]]);
    return Object.fromEntries([...drawn, ...rest]);
  });
}

/**
 * Gives images the methods, below the methods of the class itself. Nothing is looked up before a method is called.
 * The methods are put on an object of their own, which becomes a prototype only when it has them all: V8 copies the
 * layout of a prototype for each property that is added to it.
 */
export function installOperations(): void {
  const methods = {};
  const define = (name: string, value: (this: Image, ...given: readonly unknown[]) => unknown): void => {
    if (!(name in methods)) Object.defineProperty(methods, name, { value, writable: true, configurable: true });
  };
  define("call", function (name, args = {}) {
    return callNamed(engineOf(this), String(name), this, args as Readonly<Record<string, unknown>>);
  });
  for (const [name, method] of Object.entries({ ...sugar, ...kernelMethods })) {
    define(name, function (...given) {
      return method(this, ...(given as never[]));
    });
  }
  for (const [name, { operation, argument, word, binary }] of operators) {
    define(name, function (right) {
      return callNamed(engineOf(this), operation, this, { [argument]: word, ...(binary ? { right } : {}) });
    });
  }
  for (const name of [...operationNames, ...foreignNames]) {
    define(camelCase(name), function (...given) {
      return callInOrder(engineOf(this), name, this, given);
    });
  }
  Object.setPrototypeOf(Image.prototype, methods);
}
