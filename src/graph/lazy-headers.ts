/**
 * Headers of an operation's results, computed when somebody asks, once; what libvips refuses names the call that asked.
 * Not here: computing them (native/header-of).
 * Read next: graph/operation-call.
 */
import { isSluiceError } from "../core/errors.ts";
import type { Operations } from "./engine.ts";
import type { ImageHeader } from "./header.ts";
import type { OperationArguments } from "./operation.ts";

export type Headers = Readonly<Record<string, ImageHeader>>;

/**
 * A recipe of twenty operations is built in the time that libvips takes for the headers of one, so they are left until
 * they are wanted. `caller` is the function that users called: the stack of an error begins above it.
 */
export function lazyHeaders(
  operations: Operations,
  name: string,
  args: OperationArguments,
  caller: (...given: never[]) => unknown,
): () => Headers {
  const place: { stack?: string } = {};
  Error.captureStackTrace(place, caller);
  let found: Headers | undefined;
  return () => {
    if (found !== undefined) return found;
    try {
      found = operations.headers(name, args);
    } catch (error) {
      if (isSluiceError(error) && place.stack !== undefined) {
        error.stack = `${error.name}: ${error.message}${place.stack.slice(place.stack.indexOf("\n"))}`;
      }
      throw error;
    }
    return found;
  };
}
