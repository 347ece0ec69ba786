/**
 * The header of an image: its properties before any pixel is decoded.
 * Not here: reading it (run/source/read-header), or what decoding costs (plan/cost/decoder).
 * Read next: graph/recipe/node.
 */
import type { CodecFacts } from "../../codec/codec-facts.ts";
import { type PixelFormat, sampleBytes } from "../../core/pixel-format.ts";
import type { Size } from "../../core/rect.ts";

/** A smaller copy of the image within its own file, such as a pyramid's level. */
export interface Level extends Size {
  /** The page of the file, or the sub-IFD of the first page; exactly one is set. */
  readonly page?: number;
  readonly subifd?: number;
}

export interface ImageHeader extends Size {
  /** Bands, alpha included. */
  readonly bands: number;
  readonly format: PixelFormat;
  /** How libvips encodes a pixel, where it is not plain samples: 4 bytes of LABQ, or of Radiance. */
  readonly coding?: "labq" | "rad" | undefined;
  /** libvips' name for the meaning of the bands, such as `srgb`, `b-w`, `cmyk` or `rgb16`. */
  readonly interpretation: string;
  readonly hasAlpha: boolean;
  /** Frames of an animation, or pages of a document; 1 for most files. */
  readonly pages: number;
  /** EXIF orientation, 1 to 8; width and height are as stored, before it is applied. */
  readonly orientation: number;
  /** Whether the file stores its pixels in several passes: progressive JPEG, interlaced PNG. */
  readonly interlaced: boolean;
  /** Size of the embedded ICC profile in bytes; 0 where there is none. */
  readonly profileBytes: number;
}

/** The fields that every header needs. */
type PlainFields = Pick<ImageHeader, "width" | "height" | "bands" | "format" | "interpretation">;

/** A header without a file: one page, upright, without alpha or profile, unless `fields` say otherwise. */
export function plainHeader(fields: PlainFields & Partial<ImageHeader>): ImageHeader {
  return Object.freeze({ hasAlpha: false, pages: 1, orientation: 1, interlaced: false, profileBytes: 0, ...fields });
}

/** The header of an opened file or buffer. */
export interface SourceHeader extends ImageHeader {
  /** The codec by its common name, such as `jpeg`. */
  readonly codec: string;
  /** libvips' loader, such as `jpegload_source`. */
  readonly loader: string;
  /** Size of the file or buffer in bytes. */
  readonly sizeBytes: number;
  /** Smaller copies, largest first. */
  readonly levels: readonly Level[];
  /** Facts from the file's own structure beyond libvips' header; undefined where the structure is not known. */
  readonly facts: CodecFacts | undefined;
}

/** The bytes of one pixel: a sample of every band. */
export function pelBytes({ bands, format }: Pick<ImageHeader, "bands" | "format">): number {
  return bands * sampleBytes(format);
}

type PixelFields = Pick<ImageHeader, "width" | "height" | "bands" | "format"> & { readonly pages?: number };

/** The bytes of all pixels of all pages. */
export function imageBytes(image: PixelFields): number {
  return image.width * image.height * (image.pages ?? 1) * pelBytes(image);
}

/** Width and height after the orientation is applied. */
export function orientedSize(size: Size, orientation: number): Size {
  return orientation >= 5 ? { width: size.height, height: size.width } : { width: size.width, height: size.height };
}
