/**
 * Lowers a thumbnail's first half to libvips operations: resampling and colours, as a lazy pipeline.
 * Not here: rotating, cropping and padding, which need the pixels in memory (run/thumbnail/finish).
 * Read next: run/thumbnail/finish.
 */
import { OperationError } from "../../core/errors.ts";
import type { Size } from "../../core/rect.ts";
import { isGrey } from "../../graph/recipe/node.ts";
import type { ThumbnailSpec } from "../../graph/recipe/thumbnail.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import type { HandleScope } from "../../native/operation/scope.ts";

/** Resamples `image` to `wanted` and converts its colours. The scope owns every step. */
export function resample(scope: HandleScope, image: ImageHandle, wanted: Size, spec: ThumbnailSpec): ImageHandle {
  return convertColours(scope, resizeTo(scope, image, wanted), spec);
}

function resizeTo(scope: HandleScope, image: ImageHandle, { width, height }: Size): ImageHandle {
  if (image.width === width && image.height === height) return image;
  const scale = { scale: width / image.width, vscale: height / image.height };
  if (!image.hasAlpha) return scope.image("resize", { in: image, ...scale });
  // Colours under alpha must not bleed into their neighbours. The product is cast back at once, which moves
  // four times less data.
  const product = scope.image("premultiply", { in: image });
  const resized = scope.image("resize", { in: scope.image("cast", { in: product, format: image.format }), ...scale });
  return scope.image("cast", { in: scope.image("unpremultiply", { in: resized }), format: image.format });
}

function convertColours(scope: HandleScope, image: ImageHandle, spec: ThumbnailSpec): ImageHandle {
  if (spec.colour === "keep") return image;
  const converted = convertByProfile(scope, image) ?? convertByMeaning(scope, image);
  return converted.format === "uchar" ? converted : scope.image("cast", { in: converted, format: "uchar" });
}

/**
 * Converts by the embedded profile. CMYK without one uses libvips' own profile. Undefined if there is
 * no profile to use.
 */
function convertByProfile(scope: HandleScope, image: ImageHandle): ImageHandle | undefined {
  const isCmyk = image.interpretation === "cmyk";
  if (!isCmyk && !image.has("icc-profile-data")) return undefined;
  try {
    return scope.image("icc_transform", {
      in: image,
      output_profile: "srgb",
      embedded: true,
      input_profile: isCmyk ? "cmyk" : "srgb",
      intent: "perceptual",
      depth: 8,
    });
  } catch (error) {
    // A profile that does not fit the pixels is ignored.
    if (error instanceof OperationError) return undefined;
    throw error;
  }
}

function convertByMeaning(scope: HandleScope, image: ImageHandle): ImageHandle {
  const colourBands = image.bands - (image.hasAlpha ? 1 : 0);
  const space = isGrey(image.interpretation) || colourBands < 3 ? "b-w" : "srgb";
  if (image.interpretation === space) return image;
  if (image.interpretation === "multiband") return scope.image("copy", { in: image, interpretation: space });
  return scope.image("colourspace", { in: image, space });
}
