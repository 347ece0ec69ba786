/**
 * Opens many images one by one: files, folders and patterns in a stable order, or whatever an iterable gives.
 * Not here: finding the files (batch/find-inputs), or working on several at a time (batch/map).
 * Read next: batch/find-inputs, compose.
 */
import type { ImageInput, OpenOptions } from "../graph/image/engine.ts";
import type { Image } from "../graph/image/image.ts";
import { findInputs } from "./find-inputs.ts";

/** A file, a folder or a pattern, or several of them; or inputs as `open` takes them, one after the other. */
export type ImagesInput = string | readonly string[] | AsyncIterable<ImageInput>;

export interface ImagesOptions extends OpenOptions {
  /** Whether folders are searched with what is below them. Default true. */
  readonly recursive?: boolean | undefined;
  /**
   * What becomes of an input that cannot be opened: its error is thrown (`throw`, the default), it is left out (`skip`), or
   * a function is told, and it is left out unless that throws.
   */
  readonly onError?: "throw" | "skip" | ((error: unknown, input: ImageInput) => void) | undefined;
}

/** Nothing is opened before it is asked for, and nothing is ahead. */
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
