/**
 * Calls any of libvips' operations by name, on this thread or in a worker thread.
 * Not here: deciding what to call; run/ lowers recipes to calls.
 * Read next: native/thread/run-in-worker, run/lowering/lowering.
 */
import { OperationError, UsageError } from "../../core/errors.ts";
import type { Pointer } from "../library/declarations.ts";
import { errorLines, takeErrorText } from "../library/error-text.ts";
import { native } from "../library/library.ts";
import { type NativeValue, ValueBox, wrongValue } from "../object/gvalue.ts";
import { Handle } from "../object/handle.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { nothingRuns, type RunInWorkerOptions, runInWorker } from "../thread/run-in-worker.ts";
import { type ArgumentInfo, introspect, newOperation, type OperationInfo } from "./introspect.ts";

/** Arguments or results by libvips' names, with underscores. An undefined argument counts as absent. */
export type Arguments = Readonly<Record<string, NativeValue | undefined>>;
export type Results = Readonly<Record<string, NativeValue>>;

/**
 * Calls an operation on this thread. For anything that may decode, encode or compute pixels, use {@link callInWorker}.
 * @returns every required output, and the optional outputs that were computed. The caller owns the handles among them.
 * @throws {UnsupportedError} when the library has no such operation.
 * @throws {UsageError} when an argument is unknown, missing or of the wrong kind.
 * @throws {OperationError} when libvips refuses.
 */
export function call(name: string, args: Arguments): Results {
  using operation = prepare(name, args);
  const built = native().vips_cache_operation_build(operation.address);
  return finish(name, operation, built, built === null ? takeErrorText() : "");
}

/** Like {@link call}, but in a worker thread, so that the caller's event loop stays free. */
export async function callInWorker(name: string, args: Arguments, options: RunInWorkerOptions = {}): Promise<Results> {
  using operation = prepare(name, args);
  const built = await runInWorker("vips_cache_operation_build", [operation.address], {
    ...options,
    discard: ({ result }) => discard(operation, result as Pointer | null),
  });
  return finish(name, operation, built.result as Pointer | null, built.errorText);
}

/** Like {@link call}, for operations whose main result is one image. */
export function callForImage(name: string, args: Arguments): ImageHandle {
  return onlyImage(name, call(name, args));
}

/** Picks the output image and disposes of every other handle. */
export function onlyImage(name: string, results: Results): ImageHandle {
  const { out, ...others } = results;
  disposeAll(others);
  if (out instanceof ImageHandle) return out;
  throw new OperationError("it gives no image", { operation: name, cure: "Use call() for its other results." });
}

function disposeAll(results: Results): void {
  for (const result of Object.values(results)) if (result instanceof Handle) result.dispose();
}

function prepare(name: string, args: Arguments): Handle {
  // A successful call may have left text in the error buffer. The next failure would report it.
  if (nothingRuns()) takeErrorText();
  const info = introspect(name);
  checkNames(info, args);
  const operation = newOperation(name);
  try {
    for (const argument of info.inputs.values()) {
      const value = args[argument.name];
      if (value !== undefined) setArgument(operation, info, argument, value);
    }
    return operation;
  } catch (error) {
    operation.dispose();
    throw error;
  }
}

function setArgument(operation: Handle, info: OperationInfo, argument: ArgumentInfo, value: NativeValue): void {
  const { name, type, modified, range, spec } = argument;
  using box = new ValueBox(type);
  using own = modified && value instanceof ImageHandle ? privateCopy(value) : undefined;
  try {
    box.set(own ?? value, range);
    // GObject would print a warning and continue as if the argument were absent.
    if (native().g_param_value_validate(spec, box.memory) !== 0) throw wrongValue(type, value, range);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(`${info.name}: argument ${name}: ${error.message}`, { cure: error.cure });
  }
  native().g_object_set_property(operation.address, name, box.memory);
}

/** Draw operations write into their input, so they get a private copy. */
function privateCopy(image: ImageHandle): ImageHandle {
  // vips_image_copy_memory returns the same memory for an image that is already in memory, but never for a copy.
  using copy = callForImage("copy", { in: image });
  const address = native().vips_image_copy_memory(copy.address);
  if (address === null) throw refusal("copy", takeErrorText());
  return new ImageHandle(address);
}

function checkNames(info: OperationInfo, args: Arguments): void {
  const problems: string[] = [];
  for (const name of Object.keys(args)) {
    if (args[name] !== undefined && !info.inputs.has(name)) problems.push(`there is no argument "${name}"`);
  }
  for (const { name, required, deprecated } of info.inputs.values()) {
    if (required && !deprecated && args[name] === undefined) problems.push(`the argument "${name}" is missing`);
  }
  if (problems.length === 0) return;
  const list = Array.from(info.inputs.values(), ({ name, required }) => (required ? name : `${name}?`));
  throw new UsageError(`${info.name}: ${problems.join("; ")}`, { cure: `${info.name} takes ${list.join(", ")}.` });
}

function finish(name: string, asked: Handle, built: Pointer | null, errorText: string): Results {
  if (built === null) {
    discard(asked, null);
    throw refusal(name, errorText);
  }
  using operation = new Handle(built, `operation ${name}`);
  const results: Record<string, NativeValue> = {};
  const info = introspect(name);
  for (const argument of info.outputs) {
    using box = new ValueBox(argument.type);
    native().g_object_get_property(operation.address, argument.name, box.memory);
    const value = box.get();
    if (value !== undefined) results[argument.name] = value;
  }
  for (const argument of info.inputs.values()) {
    if (argument.modified) Object.assign(results, modifiedInput(operation, argument.name, argument.type));
  }
  native().vips_object_unref_outputs(operation.address);
  return results;
}

/** Releases an operation that was built or that failed. Its outputs would keep it alive, and its input file open. */
function discard(asked: Handle, built: Pointer | null): void {
  using operation = built === null ? undefined : new Handle(built, asked.kind);
  native().vips_object_unref_outputs((operation ?? asked).address);
}

/** A draw operation's result is the copy that it drew on; this returns it as `out`. */
function modifiedInput(operation: Handle, name: string, type: number): Results {
  using box = new ValueBox(type);
  native().g_object_get_property(operation.address, name, box.memory);
  const value = box.get();
  return value === undefined ? {} : { out: value };
}

function refusal(name: string, errorText: string): OperationError {
  const lines = errorLines(errorText).map((line) =>
    line.startsWith(`${name}: `) ? line.slice(name.length + 2) : line,
  );
  return new OperationError(lines.join("; ") || "libvips gave no reason", {
    operation: name,
    cure: "Correct the argument that libvips names, or the image it was given.",
  });
}
