/**
 * Why the bytes or rows of a source could not be had, where libvips only knows that they did not come.
 * Not here: files that libvips reads by itself, and complains of by itself.
 * Read next: run/open-source, run/store-feed.
 */
import type { ImageSource, StoreSource } from "../graph/source.ts";

const ofStores = new WeakMap<StoreSource, Error>();

/** To be told when rows of a store could not be read. */
export function noteFailure(source: StoreSource, failure: Error): void {
  ofStores.set(source, failure);
}

/** What reading from a source failed with, most lately; undefined where it did not. */
export function failureOf(source: ImageSource | undefined): Error | undefined {
  if (source?.kind === "stream") return source.failure;
  return source?.kind === "store" ? ofStores.get(source) : undefined;
}
