/**
 * The Image that users hold: a recipe with a header, and no pixels.
 * Not here: running the recipe; the engine does that, within the budget.
 * Read next: graph/recipe/node, graph/image/engine.
 */
import type { Readable } from "node:stream";
import { DisposedError } from "../../core/errors.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import { checkOutputNames } from "../output/check-options.ts";
import {
  type FormatOfName,
  type FormatOfPath,
  formatOfFile,
  type OutputFormat,
  outputFormat,
} from "../output/encoding.ts";
import type { Explanation } from "../output/explanation.ts";
import { describeOutput, type Output, type OutputOptions } from "../output/output.ts";
import { type RecipeJson, recipeDigest, recipeJson } from "../recipe/json.ts";
import { metadataNode } from "../recipe/metadata.ts";
import { headerOf, sourcesOf } from "../recipe/node.ts";
import type { MetadataValue, RecipeNode } from "../recipe/nodes.ts";
import { pathOf } from "../recipe/source.ts";
import { type Box, type ThumbnailOptions, thumbnailSpec } from "../recipe/thumbnail.ts";
import type { Strip, StripOptions, Tile, TileOptions } from "../tiles/strip.ts";
import type {
  BytesOptions,
  CheckpointOptions,
  Engine,
  ExplainFormat,
  ExplainOptions,
  PixelsOptions,
  RunOptions,
  SaveOptions,
  SaveResult,
  StreamOptions,
} from "./engine.ts";
import type { ImageKernels } from "./kernel-methods.ts";
import type { ImageOperations } from "./operations.generated.ts";
import type { ImageOperators } from "./operators.ts";
import { type Pixels, pixelsOf } from "./pixels.ts";
import type { ImageSugar } from "./sugar.ts";

/** The methods for libvips' operations and for kernels. graph/image/operation-methods defines them. */
export interface Image extends ImageOperations, ImageOperators, ImageSugar, ImageKernels {}

/** The engine that runs an image's recipe. */
export let engineOf: (image: Image) => Engine;
/** The frozen recipe of an image. @throws {DisposedError} after its `dispose()`. */
export let recipeOf: (image: Image) => RecipeNode;
/** The image of a recipe. */
export let imageOf: (engine: Engine, node: RecipeNode) => Image;

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: as above.
export class Image implements Disposable {
  readonly #engine: Engine;
  #node: RecipeNode | undefined;

  static {
    engineOf = (image) => image.#engine;
    recipeOf = (image) => image.#recipe;
    imageOf = (engine, node) => new Image(engine, node);
  }

  /** Images come from `open()` and from other images. */
  private constructor(engine: Engine, node: RecipeNode) {
    this.#engine = engine;
    this.#node = Object.freeze(node);
  }

  get #recipe(): RecipeNode {
    if (this.#node === undefined) {
      throw new DisposedError("this image is disposed", {
        cure: "Open it again, or keep it in scope while it is used.",
      });
    }
    return this.#node;
  }

  /** Width in pixels, as stored: before the orientation is applied. */
  get width(): number {
    return headerOf(this.#recipe).width;
  }

  /** Height of one page in pixels, as stored. */
  get height(): number {
    return headerOf(this.#recipe).height;
  }

  /** Number of bands, alpha included. */
  get bands(): number {
    return headerOf(this.#recipe).bands;
  }

  get format(): PixelFormat {
    return headerOf(this.#recipe).format;
  }

  /** libvips' name for the meaning of the bands, such as `srgb` or `b-w`. */
  get interpretation(): string {
    return headerOf(this.#recipe).interpretation;
  }

  get hasAlpha(): boolean {
    return headerOf(this.#recipe).hasAlpha;
  }

  /** Frames of an animation or pages of a document; 1 for most images. */
  get pages(): number {
    return headerOf(this.#recipe).pages;
  }

  /** EXIF orientation, 1 (upright) to 8. */
  get orientation(): number {
    return headerOf(this.#recipe).orientation;
  }

  /** Whether the file is a progressive JPEG or an interlaced PNG: such a decoder holds the whole image. */
  get interlaced(): boolean {
    return headerOf(this.#recipe).interlaced;
  }

  /** Whether an ICC profile is embedded. */
  get hasProfile(): boolean {
    return headerOf(this.#recipe).profileBytes > 0;
  }

  /**
   * The codec of the file that this image is read from, such as `jpeg`; for several files, of the first. `none` where
   * there is no file.
   */
  get codec(): string {
    return sourcesOf(this.#recipe)[0]?.header.codec ?? "none";
  }

  /**
   * The path of the file that this image is read from, as it was given; for several files, of the first. Undefined
   * where there is none.
   */
  get path(): string | undefined {
    return sourcesOf(this.#recipe)
      .map(({ source }) => pathOf(source))
      .find((path) => path !== undefined);
  }

  /**
   * This image resampled into a box: `500` for a square one, `"500x"` for a width, `{ width, height }`.
   * Decoding happens at the smallest scale or level that the result needs; the orientation is applied; colours become
   * sRGB. Nothing runs until the result is saved or encoded.
   * @throws {UsageError} when an option is not one of its values.
   */
  thumbnail(size: number | string | Box, options: ThumbnailOptions = {}): Image {
    return new Image(this.#engine, { kind: "thumbnail", input: this.#recipe, spec: thumbnailSpec(size, options) });
  }

  /**
   * Computes the image within the budget and writes it. The file appears under its name only when it is complete.
   * @throws {BudgetError} when it can never fit. @throws {DecodeError} when the input is broken.
   * @throws {OutputError} when the file cannot be written.
   */
  async save<const P extends string, F extends OutputFormat = FormatOfPath<P>>(
    path: P,
    options?: SaveOptions<F>,
  ): Promise<SaveResult> {
    checkOutputNames("save", { ...options });
    const format = formatOfFile(path, options?.format);
    return await this.#engine.outputs.save(this.#recipe, path, { ...options, format });
  }

  /**
   * This image as one of several outputs, for `write()` and `explain()`; nothing runs.
   * @throws {UsageError} for an unknown ending or option.
   */
  to<const P extends string, F extends OutputFormat = FormatOfPath<P>>(path: P, options?: OutputOptions<F>): Output {
    checkOutputNames("to", { ...options });
    return describeOutput(this.#recipe, path, { ...options });
  }

  /** As {@link save}, into memory: the bytes of a file of this format. */
  async encode<F extends OutputFormat>(format: F, options?: BytesOptions<F>): Promise<Uint8Array> {
    checkOutputNames("encode", { ...options });
    return await this.#engine.outputs.encode(this.#recipe, outputFormat(format), { ...options });
  }

  /**
   * Computes this image once, in one pass, stores it, and returns the stored copy: images derived from the copy do not
   * compute it again. With a path it is a file for any other tool (`.h5`, `.zarr`, `.tif`, `.v`); without one it is in
   * scratch, until it is disposed of.
   *
   * @example
   * using blurred = await scan.gaussblur(40).checkpoint("blurred.h5", { reuse: true });
   * @throws {OutputError} when it cannot be written, or `reuse` finds a checkpoint from another recipe or input.
   * @throws {UsageError} for a lossy format.
   */
  async checkpoint<const P extends string>(path?: P, options?: CheckpointOptions<FormatOfPath<P>>): Promise<Image> {
    checkOutputNames("checkpoint", { ...options });
    return new Image(this.#engine, await this.#engine.compute.checkpoint(this.#recipe, path, { ...options }));
  }

  /**
   * As {@link encode}, as a stream that encodes while it is read. Nothing runs before the first read, and a slow reader
   * slows the work down (backpressure). Where the format allows it (all but TIFF and AVIF), neither the image nor its
   * bytes are whole in memory. Destroy a stream that is not read to its end, as `pipeline` does: it keeps its memory
   * until then. A failure destroys the stream with the error, after the bytes that were read so far.
   *
   * @example
   * response.setHeader("Content-Type", "image/webp");
   * await pipeline(photo.thumbnail(800).stream(".webp"), response);
   * @throws {UsageError} for an unknown ending or option. @throws {UnsupportedError} for `v` and `dz`.
   */
  stream<const N extends OutputFormat | `.${string}`>(format: N, options?: StreamOptions<FormatOfName<N>>): Readable {
    checkOutputNames("stream", { ...options });
    return this.#engine.streams.encoded(this.#recipe, outputFormat(format), { ...options });
  }

  /**
   * What saving this image would do and hold, stage by stage, without running it. As text (`String(…)`, `console.log`)
   * it is a tree; as JSON it has the same data.
   */
  async explain<const P extends string, F extends ExplainFormat = FormatOfPath<P>>(
    options?: ExplainOptions<F> & { readonly path?: P | undefined },
  ): Promise<Explanation> {
    checkOutputNames("explain", { ...options });
    return await this.#engine.outputs.explain(this.#recipe, { ...options });
  }

  /**
   * Computes every pixel into a typed array, within the budget. Hold it with `using`: the memory stays reserved until
   * it is disposed.
   * @param options.format the format of the samples; others are cast to it. Default: unchanged.
   * @throws {BudgetError} when it can never fit. @throws {DecodeError} when the input is broken.
   */
  async pixels<F extends PixelFormat = PixelFormat>(options: PixelsOptions<F> = {}): Promise<Pixels<F>> {
    const { format, ...run } = options;
    return pixelsOf<F>(await this.#engine.compute.pixels(this.#inFormat(format), run));
  }

  /**
   * Computes the image from the top down, within the budget, and lends it to a loop strip by strip. While you use one
   * strip, the next is computed, and no more. Leaving the loop in any way ends the work and frees everything first.
   *
   * A strip's `data` is lent until the next turn. It is a view of libvips' own memory: copy samples that you keep.
   * `configure({ checkViews: true })` makes a late use throw. A broken file fails when the run reaches the fault.
   *
   * @example
   * for await (const { top, data } of image.strips()) { … }
   * @throws {UsageError} for a height out of range. @throws {BudgetError} in the loop, when it can never fit.
   */
  strips<F extends PixelFormat = PixelFormat>(options: StripOptions<F> = {}): AsyncGenerator<Strip<F>, undefined> {
    const { format, ...others } = options;
    return this.#engine.streams.strips(this.#inFormat(format), others) as AsyncGenerator<Strip<F>, undefined>;
  }

  /**
   * As {@link strips}, in tiles: from left to right, one row of tiles after the other, each tile with a halo of its
   * neighbours.
   *
   * @example
   * for await (const { left, top, data } of image.tiles({ size: 512, halo: 8 })) { … }
   * @throws {UsageError} for a size, halo or edge out of range.
   */
  tiles<F extends PixelFormat = PixelFormat>(options: TileOptions<F>): AsyncGenerator<Tile<F>, undefined> {
    const { format, ...others } = options;
    return this.#engine.streams.tiles(this.#inFormat(format), others) as AsyncGenerator<Tile<F>, undefined>;
  }

  #inFormat(format: PixelFormat | undefined): RecipeNode {
    return format === undefined || format === this.format ? this.#recipe : recipeOf(this.cast(format));
  }

  /**
   * All metadata by libvips' names: `exif-ifd0-Make`, `icc-profile-data`, `delay`, `xres` … Reads headers, and no
   * pixels.
   */
  async metadata(options: RunOptions = {}): Promise<Readonly<Record<string, MetadataValue>>> {
    return await this.#engine.compute.metadata(this.#recipe, options);
  }

  /**
   * This image with other metadata: numbers, texts, bytes, or arrays of whole numbers; `undefined` removes a field.
   * @throws {UsageError} for another kind of value, or a page height that does not divide the image.
   */
  set(fields: Readonly<Record<string, MetadataValue | undefined>>): Image {
    return new Image(this.#engine, metadataNode(this.#recipe, fields));
  }

  /**
   * The recipe as data, for {@link ImageStatics.fromJSON}. @throws {UsageError} for a recipe over bytes in memory,
   * which have no name.
   */
  toJSON(): RecipeJson {
    return recipeJson(this.#recipe);
  }

  /**
   * SHA-256 of the recipe in hexadecimal: the same for the same recipe in every process. Files count by path, not by
   * content.
   */
  digest(): string {
    return recipeDigest(this.#recipe);
  }

  /**
   * Releases the source. An image opened from a path holds no file; one opened from bytes holds the bytes. One opened
   * from a stream holds the stream and, on disk, the bytes received so far. A checkpoint without a path holds its place
   * on disk. Images that were derived from any of these can no longer run either.
   */
  dispose(): void {
    if (this.#node?.kind === "open" && "dispose" in this.#node.source) this.#node.source.dispose?.();
    this.#node = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
