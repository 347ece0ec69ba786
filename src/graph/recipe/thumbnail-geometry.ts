/**
 * The arithmetic of a thumbnail: from the size of the image and the box to resized, cropped and padded sizes.
 * Not here: pixels. Sizes are of one page, with the orientation applied.
 * Read next: plan/load/load-choice.
 */
import type { Size } from "../../core/rect.ts";
import { type ImageHeader, orientedSize } from "./header.ts";
import type { Box, ThumbnailSpec } from "./thumbnail.ts";

export interface ThumbnailGeometry {
  /** The size after resampling. */
  readonly resized: Size;
  /** The size of the crop, where there is one. */
  readonly cropped: Size | undefined;
  /** The size with padding, where there is any; the image is centred in it. */
  readonly padded: Size | undefined;
  /** The result. */
  readonly result: Size;
}

/**
 * Sizes are rounded to the nearest pixel and never below 1. A free side follows the other: nothing is cropped or
 * padded.
 */
export function thumbnailGeometry(header: ImageHeader, spec: ThumbnailSpec): ThumbnailGeometry {
  const image = orientedSize(header, spec.pages === "all" && header.pages > 1 ? 1 : header.orientation);
  const { box, fit } = spec;
  const max = spec.enlarge ? Infinity : 1;
  const [across, down] = scales(image, box);

  if (fit === "fill") {
    const resized = scaled(image, Math.min(across, max), Math.min(down, max));
    return { resized, cropped: undefined, padded: undefined, result: resized };
  }
  if (fit === "cover") {
    const scale = Math.min(Math.max(across, down), max);
    const resized = scaled(image, scale, scale);
    const cropped = {
      width: Math.min(resized.width, box.width ?? Infinity),
      height: Math.min(resized.height, box.height ?? Infinity),
    };
    return { resized, cropped: sameSize(cropped, resized) ? undefined : cropped, padded: undefined, result: cropped };
  }
  const scale = Math.min(across, down, max);
  const resized = scaled(image, scale, scale);
  if (fit === "inside") return { resized, cropped: undefined, padded: undefined, result: resized };
  const free = scaled(image, across, down);
  const padded = { width: box.width ?? free.width, height: box.height ?? free.height };
  return { resized, cropped: undefined, padded: sameSize(padded, resized) ? undefined : padded, result: padded };
}

/** The scale of each side; a free side has the scale of the other. */
function scales(image: Size, { width, height }: Box): readonly [across: number, down: number] {
  const across = width === undefined ? undefined : width / image.width;
  const down = height === undefined ? undefined : height / image.height;
  return [across ?? down ?? 1, down ?? across ?? 1];
}

function scaled(size: Size, across: number, down: number): Size {
  return { width: Math.max(1, Math.round(size.width * across)), height: Math.max(1, Math.round(size.height * down)) };
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
