/**
 * The Image that users hold: a recipe with a header, and no pixels.
 * Not here: running the recipe; that is the engine's, which knows the budget.
 * Read next: graph/node, graph/engine.
 */
import { extname } from "node:path";
import { DisposedError } from "../core/errors.ts";
import type { PixelFormat } from "../core/pixel-format.ts";
import { formatNamed, type OutputFormat, outputFormat } from "./encoding.ts";
import type { Engine, SaveOptions, SaveResult } from "./engine.ts";
import { headerOf, type RecipeNode, rootOf } from "./node.ts";
import { type Box, type ThumbnailOptions, thumbnailSpec } from "./thumbnail.ts";

export class Image implements Disposable {
  readonly #engine: Engine;
  #node: RecipeNode | undefined;

  /** Use `open()` instead. */
  constructor(engine: Engine, node: RecipeNode) {
    this.#engine = engine;
    this.#node = Object.freeze(node);
  }

  /**
   * The frozen recipe.
   * @throws {DisposedError} after {@link dispose}.
   */
  get recipe(): RecipeNode {
    if (this.#node === undefined) {
      throw new DisposedError("this image is disposed", {
        cure: "Open it again, or keep it in scope while it is used.",
      });
    }
    return this.#node;
  }

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

  /** The codec of the file at the root, such as `jpeg`. */
  get codec(): string {
    return rootOf(this.recipe).header.codec;
  }

  /**
   * This image resampled into a box: `500` for a square one, `"500x"` for a width, `{ width, height }`.
   * Decoding happens at the smallest scale or level that the result needs; the orientation is applied; colours become
   * sRGB. Nothing runs until the result is saved or encoded.
   * @throws {UsageError} when an option is not one of its values.
   */
  thumbnail(size: number | string | Box, options: ThumbnailOptions = {}): Image {
    return new Image(this.#engine, { kind: "thumbnail", input: this.recipe, spec: thumbnailSpec(size, options) });
  }

  /**
   * Computes the image within the budget and writes it. The file appears under its name only when it is complete.
   * @throws {BudgetError} when it can never fit. @throws {DecodeError} when the input is broken.
   * @throws {OutputError} when the file cannot be written.
   */
  async save(path: string, options: SaveOptions = {}): Promise<SaveResult> {
    const format = options.format ?? outputFormat(extname(path));
    return await this.#engine.save(this.recipe, path, { ...options, format });
  }

  /** As {@link save}, into memory: the bytes of a file of this format. */
  async encode(format: OutputFormat, options: Omit<SaveOptions, "format" | "overwrite"> = {}): Promise<Uint8Array> {
    return await this.#engine.encode(this.recipe, formatNamed(format) ?? outputFormat(format), options);
  }

  /** Lets go of the source. An image opened from a path holds no file; one opened from bytes holds the bytes. */
  dispose(): void {
    this.#node = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
