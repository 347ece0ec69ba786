/**
 * Headers of an operation's results, computed when somebody asks, once; what libvips refuses names the call that asked.
 * Not here: computing them (native/operation/header-of).
 * Read next: graph/image/operation-call.
 */
import { isSluiceError } from "../../core/errors.ts";
import type { ImageHeader } from "../recipe/header.ts";
import { recipesIn } from "../recipe/node.ts";
import type { OperationArguments, RecipeNode } from "../recipe/nodes.ts";
import type { Operations } from "./engine.ts";

export type Headers = Readonly<Record<string, ImageHeader>>;

/** Of operations whose headers are known by now. */
const found = new WeakSet<() => Headers>();

/**
 * A recipe of twenty operations is built in the time that libvips takes for the headers of one, so they are left until
 * they are wanted, unless they are remembered: then they are told at once, and nothing can be refused any more. `caller`
 * is the function that users called: the stack of an error begins above it.
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

/** Whether asking for the header of a node computes nothing. */
function hasHeader(node: RecipeNode): boolean {
  if (node.kind === "operation") return found.has(node.headers);
  return node.kind === "open" || node.kind === "pixels" || node.kind === "strips";
}
