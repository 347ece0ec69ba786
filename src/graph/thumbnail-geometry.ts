/**
 * The arithmetic of a thumbnail: from the size of the image and the box to resized, cropped and padded sizes.
 * Not here: pixels. Sizes are of one page, with the orientation applied.
 * Read next: plan/load-choice.
 */
import { type ImageHeader, orientedSize, type Size } from "./header.ts";
import type { ThumbnailSpec } from "./thumbnail.ts";

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

/** Sizes are rounded to the nearest pixel and never below 1. */
export function thumbnailGeometry(header: ImageHeader, spec: ThumbnailSpec): ThumbnailGeometry {
  const image = orientedSize(header, spec.pages === "all" && header.pages > 1 ? 1 : header.orientation);
  const width = spec.box.width ?? (spec.fit === "inside" ? Infinity : impliedSide(image.width, spec.box.height, image.height));
  const height =
    spec.box.height ?? (spec.fit === "inside" ? Infinity : impliedSide(image.height, spec.box.width, image.width));
  const most = spec.enlarge ? Infinity : 1;
  const [across, down] = [width / image.width, height / image.height];

  if (spec.fit === "fill") {
    const resized = scaled(image, Math.min(across, most), Math.min(down, most));
    return { resized, cropped: undefined, padded: undefined, result: resized };
  }
  if (spec.fit === "cover") {
    const scale = Math.min(Math.max(across, down), most);
    const resized = scaled(image, scale, scale);
    const cropped = { width: Math.min(resized.width, width), height: Math.min(resized.height, height) };
    return { resized, cropped: sameSize(cropped, resized) ? undefined : cropped, padded: undefined, result: cropped };
  }
  const scale = Math.min(across, down, most);
  const resized = scaled(image, scale, scale);
  if (spec.fit === "inside") return { resized, cropped: undefined, padded: undefined, result: resized };
  const padded = { width, height };
  return { resized, cropped: undefined, padded: sameSize(padded, resized) ? undefined : padded, result: padded };
}

function impliedSide(own: number, otherBox: number | undefined, other: number): number {
  return Math.max(1, Math.round((own * (otherBox ?? other)) / other));
}

function scaled(size: Size, across: number, down: number): Size {
  return { width: Math.max(1, Math.round(size.width * across)), height: Math.max(1, Math.round(size.height * down)) };
}

function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
