/**
 * What an image's header says, as users read it: facts that are there without computing a pixel.
 * Not here: what can be done with an image (graph/image).
 * Read next: graph/header.
 */
import type { PixelFormat } from "../core/pixel-format.ts";
import { headerOf, type RecipeNode, sourcesOf } from "./node.ts";
import { pathOf } from "./source.ts";

export abstract class DescribedImage {
  /** The frozen recipe. */
  abstract get recipe(): RecipeNode;

  /** Width in pixels, as stored: before the orientation is applied. */
  get width(): number {
    return headerOf(this.recipe).width;
  }

  /** Height of one page in pixels, as stored. */
  get height(): number {
    return headerOf(this.recipe).height;
  }

  /** Number of bands, alpha included. */
  get bands(): number {
    return headerOf(this.recipe).bands;
  }

  get format(): PixelFormat {
    return headerOf(this.recipe).format;
  }

  /** libvips' name for the meaning of the bands, such as `srgb` or `b-w`. */
  get interpretation(): string {
    return headerOf(this.recipe).interpretation;
  }

  get hasAlpha(): boolean {
    return headerOf(this.recipe).hasAlpha;
  }

  /** Frames of an animation or pages of a document; 1 for most images. */
  get pages(): number {
    return headerOf(this.recipe).pages;
  }

  /** EXIF orientation, 1 (upright) to 8. */
  get orientation(): number {
    return headerOf(this.recipe).orientation;
  }

  /** Whether the file is a progressive JPEG or an interlaced PNG: such a decoder holds the whole image. */
  get interlaced(): boolean {
    return headerOf(this.recipe).interlaced;
  }

  /** Whether an ICC profile is embedded. */
  get hasProfile(): boolean {
    return headerOf(this.recipe).profileBytes > 0;
  }

  /** The codec of the file that this image is read from, such as `jpeg`; of the first where there are several, `none` for none. */
  get codec(): string {
    return sourcesOf(this.recipe)[0]?.header.codec ?? "none";
  }

  /** The file that this image is read from, as it was given; of the first where there are several, undefined for none. */
  get path(): string | undefined {
    return sourcesOf(this.recipe)
      .map(({ source }) => pathOf(source))
      .find((path) => path !== undefined);
  }
}
