/**
 * Reads the graph's header of a native image, and makes stand-ins that have a header and no pixels.
 * Not here: headers of files (run/source/read-header), or calling operations on stand-ins (native/operation/header-of).
 * Read next: native/operation/header-of.
 */
import { type PixelFormat, pixelFormats } from "../../core/pixel-format.ts";
import { type ImageHeader, imageBytes } from "../../graph/recipe/header.ts";
import { native } from "../library/library.ts";
import { zeroPages } from "../memory/zero-pages.ts";
import { namedValues, typeNamed } from "../object/gtype.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { callForImage } from "./call.ts";

/** The values of `VipsCoding`. The values in between belong to obsolete formats. */
const codings = { none: 0, labq: 2, rad: 6 } as const;

/** The header of one page of an image. `pages` counts the pages in this image, not those in the file. */
export function headerFrom(image: ImageHandle): ImageHeader {
  const { width, bands, format, interpretation, hasAlpha, orientation, pageHeight: height } = image;
  const pages = image.height / height;
  const coding = codingOf(native().vips_image_get_coding(image.address));
  const profileBytes = image.blobLength("icc-profile-data");
  const common = { width, height, bands, format, interpretation, hasAlpha, orientation, pages, profileBytes };
  return Object.freeze({ ...common, interlaced: false, ...(coding && { coding }) });
}

function codingOf(value: number): "labq" | "rad" | undefined {
  return value === codings.labq ? "labq" : value === codings.rad ? "rad" : undefined;
}

/**
 * An image of zeros with this header. libvips computes the same headers from it as from the real one.
 * It holds no pixels.
 */
export function standIn(header: ImageHeader): ImageHandle {
  const { width, bands, pages, format, interpretation, coding } = header;
  const height = header.height * pages;
  const image = zeros({ width, height, bands, format });
  setFields(image, { width, height, bands, format, interpretation, coding });
  if (pages > 1) {
    image.setInt("n-pages", pages);
    image.setInt("page-height", header.height);
  }
  if (header.orientation > 1) image.setInt("orientation", header.orientation);
  return image;
}

function zeros({ width, height, bands, format }: Omit<FieldsOfImage, "interpretation">): ImageHandle {
  const size = imageBytes({ width, height, bands, format });
  const pages = zeroPages(size);
  const value = pixelFormats.indexOf(format);
  const address =
    pages === undefined ? null : native().vips_image_new_from_memory(pages, size, width, height, bands, value);
  // An operation takes three times as long (25 µs for 8 µs), so it is only the fallback for systems without zero pages.
  return address === null ? callForImage("black", { width, height, bands }) : new ImageHandle(address);
}

export interface FieldsOfImage {
  readonly width: number;
  readonly height: number;
  readonly bands: number;
  readonly format: PixelFormat;
  readonly interpretation: string;
  readonly coding?: "labq" | "rad" | undefined;
}

/**
 * Writes the header fields of an image that is still private. The resolution is libvips' own default, 1
 * pixel a millimetre.
 */
export function setFields(image: ImageHandle, fields: FieldsOfImage): void {
  const { width, height, bands, format, interpretation, coding = "none" } = fields;
  native().vips_image_init_fields(
    image.address,
    width,
    height,
    bands,
    pixelFormats.indexOf(format),
    codings[coding],
    interpretationValue(interpretation),
    1,
    1,
  );
}

function interpretationValue(name: string): number {
  return namedValues(typeNamed("VipsInterpretation")).find((known) => known.name === name)?.value ?? 0;
}
