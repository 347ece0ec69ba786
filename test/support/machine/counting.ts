/**
 * A small image whose samples count up, and a helper that returns a call's error.
 * Not here: pictures like photos, and files (test/support/picture/pictures).
 * Read next: test/run/lowering/recipes.test.ts.
 */
import { Image, isSluiceError } from "../../../src/index.ts";

/** 4 × 2 pixels of 3 bands: 0, 1, 2 … 23. */
export const counting = (): Image =>
  Image.fromPixels(
    Uint8Array.from({ length: 24 }, (_, index) => index),
    { width: 4, bands: 3 },
  );
/** Its samples. */
export const ramp = Array.from({ length: 24 }, (_, index) => index);

/** The error of Sluice that a call throws. @throws {Error} if the call throws none. */
export function failure(work: () => unknown): { tag?: string; message: string; stack?: string } {
  try {
    work();
  } catch (error) {
    if (isSluiceError(error)) return error;
    throw error;
  }
  throw new Error("it did not fail");
}
