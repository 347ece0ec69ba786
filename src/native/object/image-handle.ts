/**
 * A reference to a VipsImage, with its header fields and metadata.
 * Not here: operations on it (native/operation/call), or the frozen recipes that users hold (graph/image/image).
 * Read next: native/operation/call, run/source/open-source.
 */
import { type PixelFormat, pixelFormats } from "../../core/pixel-format.ts";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { OutInt, OutPointer, readText } from "../library/read-memory.ts";
import { namedValues, typeNamed } from "./gtype.ts";
import { Handle } from "./handle.ts";

export class ImageHandle extends Handle {
  constructor(address: bigint) {
    super(address, "image");
  }

  get width(): number {
    return native().vips_image_get_width(this.address);
  }

  get height(): number {
    return native().vips_image_get_height(this.address);
  }

  get bands(): number {
    return native().vips_image_get_bands(this.address);
  }

  get format(): PixelFormat {
    return pixelFormats[native().vips_image_get_format(this.address)] ?? "uchar";
  }

  /** libvips' nickname, such as `srgb`, `b-w`, `cmyk`, `rgb16`. */
  get interpretation(): string {
    const value = native().vips_image_get_interpretation(this.address);
    return namedValues(typeNamed("VipsInterpretation")).find((known) => known.value === value)?.name ?? "multiband";
  }

  /** Pages of the file that the image comes from, even if only some of them were loaded. */
  get filePages(): number {
    return native().vips_image_get_n_pages(this.address);
  }

  /** Rows of one page. All rows if the height is not a whole number of pages. */
  get pageHeight(): number {
    return native().vips_image_get_page_height(this.address);
  }

  /** EXIF orientation, 1 to 8. */
  get orientation(): number {
    return native().vips_image_get_orientation(this.address);
  }

  get hasAlpha(): boolean {
    return native().vips_image_hasalpha(this.address) !== 0;
  }

  has(field: string): boolean {
    return native().vips_image_get_typeof(this.address, field) !== 0;
  }

  /** A metadata field as a number. Undefined if it is absent or not an integer. */
  int(field: string): number | undefined {
    if (!this.has(field)) return undefined;
    const out = new OutInt();
    return native().vips_image_get_int(this.address, field, out) === 0 ? out.value : undefined;
  }

  /** A metadata field as libvips prints it. */
  text(field: string): string | undefined {
    if (!this.has(field)) return undefined;
    const out = new OutPointer();
    if (native().vips_image_get_as_string(this.address, field, out) !== 0 || out.address === null) return undefined;
    const text = readText(out.address);
    native().g_free(out.address);
    return text;
  }

  /** Length in bytes of a binary metadata field; 0 if it is absent. */
  blobLength(field: string): number {
    return this.#findBlob(field)?.length ?? 0;
  }

  /**
   * Replaces a binary field, whose bytes may belong to another object, by the image's own copy. Only for an image
   * with no other owner.
   */
  ownBlob(field: string): void {
    const found = this.#findBlob(field);
    if (found !== undefined) native().vips_image_set_blob_copy(this.address, field, found.address, found.length);
  }

  #findBlob(field: string): { readonly address: Pointer; readonly length: number } | undefined {
    if (!this.has(field)) return undefined;
    const data = new OutPointer();
    const length = new OutPointer();
    const failed = native().vips_image_get_blob(this.address, field, data, length) !== 0;
    return failed || data.address === null ? undefined : { address: data.address, length: length.size };
  }

  /** Sets an integer field. Only for an image with no other owner: see `copy`. */
  setInt(field: string, value: number): void {
    native().vips_image_set_int(this.address, field, value);
  }

  /**
   * The threads that compute it. Only on an image that nobody else holds. (Set on the image rather than globally: the
   * library may be shared with others.)
   */
  setThreads(count: number): void {
    this.setInt("concurrency", count);
  }

  remove(field: string): void {
    native().vips_image_remove(this.address, field);
  }

  /** Makes every evaluation of this image stop soon. Any thread may call it. */
  kill(): void {
    native().vips_image_set_kill(this.address, 1);
  }
}
