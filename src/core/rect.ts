/**
 * A rectangle of pixels, by its top left corner and its size.
 * Not here: arithmetic on rectangles; whoever needs some has it.
 * Read next: graph/tiles/strip.
 */

/** In pixels of the image, from 0; the pixel at `left + width` is the first beyond. */
export interface Rect {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Width and height in pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}
