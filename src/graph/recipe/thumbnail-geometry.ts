/**
 * The arithmetic of a thumbnail: from the size of the image and the box to resized, cropped and padded sizes.
 * Not here: pixels. Sizes are of one page, with the orientation applied.
 * Read next: plan/load/load-choice.
 */
import type { Size } from "../../core/rect.ts";
import { type ImageHeader, orientedSize } from "./header.ts";
import type { Box, ThumbnailSpec } from "./thumbnail.ts";

export interface ThumbnailGeometry {
  /** What the image is resampled to. */
  readonly resized: Size;
  /** What is cut out of that, where something is. */
  readonly cropped: Size | undefined;
  /** What the rest is centred on, where there is padding. */
  readonly padded: Size | undefined;
  /** The result. */
  readonly result: Size;
}

/** Sizes are rounded to the nearest pixel and never below 1. A free side follows the other: nothing is cut or padded. */
export function thumbnailGeometry(header: ImageHeader, spec: ThumbnailSpec): ThumbnailGeometry {
  const image = orientedSize(header, spec.pages === "all" && header.pages > 1 ? 1 : header.orientation);
  const { box, fit } = spec;
  const most = spec.enlarge ? Infinity : 1;
  const [across, down] = scales(image, box);

  if (fit === "fill") {
    const resized = scaled(image, Math.min(across, most), Math.min(down, most));
    return { resized, cropped: undefined, padded: undefined, result: resized };
  }
  if (fit === "cover") {
    const scale = Math.min(Math.max(across, down), most);
    const resized = scaled(image, scale, scale);
    const cropped = {
      width: Math.min(resized.width, box.width ?? Infinity),
      height: Math.min(resized.height, box.height ?? Infinity),
    };
    return { resized, cropped: sameSize(cropped, resized) ? undefined : cropped, padded: undefined, result: cropped };
  }
  const scale = Math.min(across, down, most);
  const resized = scaled(image, scale, scale);
  if (fit === "inside") return { resized, cropped: undefined, padded: undefined, result: resized };
  const free = scaled(image, across, down);
  const padded = { width: box.width ?? free.width, height: box.height ?? free.height };
  return { resized, cropped: undefined, padded: sameSize(padded, resized) ? undefined : padded, result: padded };
}

/** By how much each side has to change; a free side changes as the other does. */
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
