/**
 * Computes the headers of an operation's results on first use, once. An error names the call that added the operation.
 * Not here: computing them (native/operation/header-of).
 * Read next: graph/image/operation-call.
 */
import { isSluiceError } from "../../core/errors.ts";
import type { ImageHeader } from "../recipe/header.ts";
import { recipesIn } from "../recipe/node.ts";
import type { OperationArguments, RecipeNode } from "../recipe/nodes.ts";
import type { Operations } from "./engine.ts";

export type Headers = Readonly<Record<string, ImageHeader>>;

/** Operations whose headers are already known. */
const found = new WeakSet<() => Headers>();

/**
 * libvips takes as long for the headers of one operation as a recipe of twenty operations takes to build. So headers
 * are computed on first use. Where they are cached, they are returned at once, and libvips has no error to report.
 * `caller` is the function that users called: the stack of an error begins above it.
 */
export function lazyHeaders(
  operations: Operations,
  name: string,
  args: OperationArguments,
  caller: (...given: never[]) => unknown,
): () => Headers {
  const known = Object.values(args).flatMap(recipesIn).every(hasHeader)
    ? operations.knownHeaders(name, args)
    : undefined;
  const headers = known === undefined ? computedOnce(operations, name, args, caller) : () => known;
  if (known !== undefined) found.add(headers);
  return headers;
}

function computedOnce(...[operations, name, args, caller]: Parameters<typeof lazyHeaders>): () => Headers {
  const place: { stack?: string } = {};
  Error.captureStackTrace(place, caller);
  let computed: Headers | undefined;
  const headers = (): Headers => {
    if (computed !== undefined) return computed;
    try {
      computed = operations.headers(name, args);
      found.add(headers);
    } catch (error) {
      if (isSluiceError(error) && place.stack !== undefined) {
        error.stack = `${error.name}: ${error.message}${place.stack.slice(place.stack.indexOf("\n"))}`;
      }
      throw error;
    }
    return computed;
  };
  return headers;
}

/** Whether reading the header of a node computes nothing. */
function hasHeader(node: RecipeNode): boolean {
  if (node.kind === "operation") return found.has(node.headers);
  return node.kind === "open" || node.kind === "pixels" || node.kind === "strips";
}
