/**
 * A rectangle of pixels, by its top left corner and its size.
 * Not here: arithmetic on rectangles; each module that needs some has its own.
 * Read next: graph/tiles/strip.
 */

/** In pixels of the image, from 0. The pixel at `left + width` is the first one outside. */
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
