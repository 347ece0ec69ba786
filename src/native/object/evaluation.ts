/**
 * How much of an image libvips has computed, as it counts it while an operation in another thread reads the image.
 * The count is read from libvips' own struct, so that libvips needs to call nothing in this process.
 * Not here: when to look, and whom to tell (run/output/progress-report).
 * Read next: native/object/image-handle.
 */
import { native } from "../library/library.ts";
import { readInt, readWord } from "../library/read-memory.ts";
import type { ImageHandle } from "./image-handle.ts";

/** Offsets in VipsImage (vips/image.h, x64 and arm64). libvips keeps these fields for programs of its version 7. */
const ofImage = { width: 80, height: 84, time: 144 } as const;
/** Offsets in VipsProgress. */
const ofProgress = { image: 0, total: 16, done: 24, percent: 32 } as const;

/** Makes libvips count. Images that are made of this one from now on are counted for it, too. */
export function countEvaluation(image: ImageHandle): void {
  native().vips_image_set_progress(image.address, 1);
}

/**
 * The part that is computed, from 0 to 1; undefined before the first pixel, or when the count is just being changed. An
 * evaluation that has ended counts as complete, even one that was killed.
 * libvips makes the struct when an evaluation begins, and uses it again for a later one; it frees it with the image only,
 * which the handle holds. Its fields are plain numbers that another thread writes: what does not fit together is left out.
 */
export function evaluatedPart(image: ImageHandle): number | undefined {
  const { address } = image;
  // A library with another layout has nothing to tell.
  const [width, height] = [readInt(address, ofImage.width), readInt(address, ofImage.height)];
  if (width !== image.width || height !== image.height) return undefined;
  const progress = readWord(address, ofImage.time);
  if (progress === 0n || readWord(progress, ofProgress.image) !== address) return undefined;
  const [total, done] = [ofProgress.total, ofProgress.done].map((offset) => Number(readWord(progress, offset)));
  if (total !== width * height || done === undefined || done <= 0) return undefined;
  const part = done / total;
  return Math.abs(part * 100 - readInt(progress, ofProgress.percent)) <= 1 ? Math.min(1, part) : undefined;
}
