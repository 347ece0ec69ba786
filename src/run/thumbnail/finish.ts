/**
 * Lowers a thumbnail's second half: rotating it upright, cropping and padding, over pixels in memory.
 * Not here: encoding it (run/output/savers).
 * Read next: run/thumbnail/resample.
 */
import { greyIf } from "../../graph/recipe/colour.ts";
import type { ThumbnailSpec } from "../../graph/recipe/thumbnail.ts";
import type { ThumbnailGeometry } from "../../graph/recipe/thumbnail-geometry.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { callInWorker, onlyImage } from "../../native/operation/call.ts";
import type { HandleScope } from "../../native/operation/scope.ts";

/** The scope owns every step. */
export async function finishThumbnail(
  scope: HandleScope,
  image: ImageHandle,
  geometry: ThumbnailGeometry,
  spec: ThumbnailSpec,
): Promise<ImageHandle> {
  const upright = image.orientation > 1 ? scope.image("autorot", { in: image }) : image;
  const { cropped } = geometry;
  if (cropped === undefined || spec.crop === "centre") return finishFrame(scope, upright, geometry, spec);
  // Finding the region of interest computes over the whole thumbnail.
  const results = await callInWorker("smartcrop", { input: upright, ...cropped, interesting: spec.crop });
  return padFrame(scope, scope.keep(onlyImage("smartcrop", results)), geometry, spec);
}

/**
 * Like {@link finishThumbnail}, for a frame of an animation. A frame is never rotated, and all frames are cropped
 * at the same place.
 */
export function finishFrame(
  scope: HandleScope,
  image: ImageHandle,
  geometry: ThumbnailGeometry,
  spec: ThumbnailSpec,
): ImageHandle {
  return padFrame(scope, cropCentre(scope, image, geometry), geometry, spec);
}

function cropCentre(scope: HandleScope, image: ImageHandle, { cropped }: ThumbnailGeometry): ImageHandle {
  if (cropped === undefined) return image;
  const left = Math.floor((image.width - cropped.width) / 2);
  const top = Math.floor((image.height - cropped.height) / 2);
  return scope.image("extract_area", { input: image, left, top, ...cropped });
}

function padFrame(
  scope: HandleScope,
  image: ImageHandle,
  { padded }: ThumbnailGeometry,
  spec: ThumbnailSpec,
): ImageHandle {
  if (padded === undefined) return image;
  const background = paddingColour(image, spec.background);
  return scope.image("gravity", { in: image, direction: "centre", ...padded, extend: "background", background });
}

/** The given colour. Default: white, or transparent for an image with alpha. */
function paddingColour(image: ImageHandle, asked: readonly number[] | undefined): number[] {
  const colourBands = image.bands - (image.hasAlpha ? 1 : 0);
  const full = image.format === "ushort" ? 257 : 1;
  const colour = asked ?? [image.hasAlpha ? 0 : 255];
  const spread =
    colour.length === 1 ? Array<number>(colourBands).fill(colour[0] as number) : greyIf(colour, colourBands);
  const alpha = image.hasAlpha ? [asked === undefined ? 0 : 255] : [];
  return [...spread, ...alpha].map((value) => value * full);
}
