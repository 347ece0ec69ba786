/**
 * Computes the sizes of a pyramid's levels, where Sluice makes the pyramid itself.
 * Not here: writing the levels (store/chunks/pyramid), or pyramids that libvips writes.
 * Read next: store/chunks/pyramid.
 */
import type { Size } from "../../core/rect.ts";

/**
 * The sizes of the levels, from the image's own: each is half of the one before, rounded up, so that no row or column
 * is lost. `levels` is the total number; `true` means until a level fits into a chunk.
 */
export function pyramidSizes(size: Size, chunk: Size, levels: number | boolean): readonly Size[] {
  const sizes = [{ width: size.width, height: size.height }];
  for (let last = size; levels !== false; ) {
    const fits = last.width <= chunk.width && last.height <= chunk.height;
    const isOne = last.width === 1 && last.height === 1;
    if (isOne || (levels === true ? fits : sizes.length >= levels)) break;
    last = { width: Math.ceil(last.width / 2), height: Math.ceil(last.height / 2) };
    sizes.push(last);
  }
  return sizes;
}
