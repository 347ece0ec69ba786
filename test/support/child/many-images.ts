/**
 * The figures that a process reports after it worked through many images.
 * Not here: the process (test/support/child/many-images-child).
 * Read next: bench/memory/thousand.ts.
 */
export interface ManyImagesTold {
  readonly allowed: number;
  /** Bytes of anonymous and shared memory before the first image. */
  readonly before: number;
  /** The number of finished images, and the bytes at that time: after every fifty, and at the end. */
  readonly after: readonly (readonly [images: number, size: number])[];
  /** Images that left something reserved. */
  readonly unreturned: number;
}

/** Maximum growth from the hundredth image to the last. */
export const maxGrowth = 1.1;
