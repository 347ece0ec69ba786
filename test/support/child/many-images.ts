/**
 * What a process that worked through many images tells of itself.
 * Not here: the process (test/support/child/many-images-child).
 * Read next: bench/memory/thousand.ts.
 */
export interface ManyImagesTold {
  readonly allowed: number;
  /** Bytes of anonymous and shared memory before the first image. */
  readonly before: number;
  /** How many images were done, and the bytes then: after every fifty, and at the end. */
  readonly after: readonly (readonly [images: number, size: number])[];
  /** Images after which something was still reserved. */
  readonly unreturned: number;
}

/** From the hundredth image to the last. */
export const mostGrowth = 1.1;
