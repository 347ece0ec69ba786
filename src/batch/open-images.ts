/**
 * Opens many images one by one: files, folders and patterns in a stable order, or the items of an iterable.
 * Not here: finding the files (batch/find-inputs), or working on several at a time (batch/map).
 * Read next: batch/find-inputs, compose.
 */
import type { ImageInput, OpenOptions } from "../graph/image/engine.ts";
import type { Image } from "../graph/image/image.ts";
import { findInputs } from "./find-inputs.ts";

/** A file, a folder or a pattern, or several of them; or an async iterable of inputs that `open` accepts. */
export type ImagesInput = string | readonly string[] | AsyncIterable<ImageInput>;

export interface ImagesOptions extends OpenOptions {
  /** Whether subfolders are searched too. Default true. */
  readonly recursive?: boolean | undefined;
  /**
   * How to treat an input that cannot be opened. `throw`, the default, throws its error. `skip` leaves the input out. A
   * function is called with the error, and the input is left out unless the function throws.
   */
  readonly onError?: "throw" | "skip" | ((error: unknown, input: ImageInput) => void) | undefined;
}

/** Opens an image only when the consumer asks for it, and never ahead. */
export async function* openImages(
  inputs: ImagesInput,
  { recursive, onError = "throw", ...options }: ImagesOptions,
  open: (input: ImageInput, options: OpenOptions) => Promise<Image>,
): AsyncGenerator<Image, void, undefined> {
  for await (const input of isIterable(inputs) ? inputs : filesOf(inputs, recursive)) {
    options.signal?.throwIfAborted();
    let image: Image;
    try {
      image = await open(input, options);
    } catch (error) {
      options.signal?.throwIfAborted();
      if (onError === "throw") throw error;
      if (onError !== "skip") onError(error, input);
      continue;
    }
    yield image;
  }
}

function isIterable(inputs: ImagesInput): inputs is AsyncIterable<ImageInput> {
  return typeof inputs === "object" && Symbol.asyncIterator in inputs;
}

async function* filesOf(inputs: string | readonly string[], recursive?: boolean): AsyncGenerator<string> {
  for (const { path } of await findInputs(typeof inputs === "string" ? [inputs] : inputs, { recursive })) yield path;
}
