/**
 * The Image that users hold: a recipe with a header, and no pixels.
 * Not here: running the recipe; that is the engine's, which knows the budget.
 * Read next: graph/recipe/node, graph/image/engine.
 */
import { extname } from "node:path";
import type { Readable } from "node:stream";
import { DisposedError } from "../../core/errors.ts";
import type { PixelFormat } from "../../core/pixel-format.ts";
import { formatNamed, type OutputFormat, outputFormat } from "../output/encoding.ts";
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
  CheckpointOptions,
  Engine,
  ExplainOptions,
  RunOptions,
  SaveOptions,
  SaveResult,
  StreamOptions,
} from "./engine.ts";
import type { ImageKernels } from "./kernel-methods.ts";
import type { ImageOperations } from "./operations.generated.ts";
import type { ImageOperators } from "./operators.ts";
import { Pixels } from "./pixels.ts";
import type { ImageSugar } from "./sugar.ts";

export interface PixelsOptions<F extends PixelFormat> extends RunOptions {
  readonly format?: F | undefined;
}

/** The methods for libvips' operations and for kernels, which graph/image/operation-methods defines. */
export interface Image extends ImageOperations, ImageOperators, ImageSugar, ImageKernels {}

// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: as above.
export class Image implements Disposable {
  /** What runs this recipe. */
  readonly engine: Engine;
  #node: RecipeNode | undefined;

  /** Use `open()` instead. */
  constructor(engine: Engine, node: RecipeNode) {
    this.engine = engine;
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

  /**
   * This image resampled into a box: `500` for a square one, `"500x"` for a width, `{ width, height }`.
   * Decoding happens at the smallest scale or level that the result needs; the orientation is applied; colours become
   * sRGB. Nothing runs until the result is saved or encoded.
   * @throws {UsageError} when an option is not one of its values.
   */
  thumbnail(size: number | string | Box, options: ThumbnailOptions = {}): Image {
    return new Image(this.engine, { kind: "thumbnail", input: this.recipe, spec: thumbnailSpec(size, options) });
  }

  /**
   * Computes the image within the budget and writes it. The file appears under its name only when it is complete.
   * @throws {BudgetError} when it can never fit. @throws {DecodeError} when the input is broken.
   * @throws {OutputError} when the file cannot be written.
   */
  async save(path: string, options: SaveOptions = {}): Promise<SaveResult> {
    const format = options.format ?? outputFormat(extname(path));
    return await this.engine.outputs.save(this.recipe, path, { ...options, format });
  }

  /**
   * This image as one of several files, for `write()` and `explain()`; nothing runs.
   * @throws {UsageError} for an ending or an option that there is not.
   */
  to(path: string, options: OutputOptions = {}): Output {
    return describeOutput(this.recipe, path, options);
  }

  /** As {@link save}, into memory: the bytes of a file of this format. */
  async encode(format: OutputFormat, options: Omit<SaveOptions, "format" | "overwrite"> = {}): Promise<Uint8Array> {
    return await this.engine.outputs.encode(this.recipe, formatNamed(format) ?? outputFormat(format), options);
  }

  /**
   * Computes this image once, in one pass, stores it, and gives the stored copy: what is made of that does not compute it
   * again. With a path it is a file that anyone's tools open (`.h5`, `.zarr`, `.tif`, `.v`); without one it is in scratch,
   * until it is disposed of.
   *
   * @example
   * using blurred = await scan.gaussblur(40).checkpoint("blurred.h5", { reuse: true });
   * @throws {OutputError} when it cannot be written, or `reuse` finds what was made from something else.
   * @throws {UsageError} for a format with losses.
   */
  async checkpoint(path?: string, options: CheckpointOptions = {}): Promise<Image> {
    return new Image(this.engine, await this.engine.compute.checkpoint(this.recipe, path, options));
  }

  /**
   * As {@link encode}, as a stream that encodes while it is read: nothing runs before, and a slow reader holds the work
   * back. Where the format allows it (all but TIFF and AVIF) neither the image nor its bytes are whole in memory.
   * A stream that is not read to its end is to be destroyed, as `pipeline` does: it keeps its memory until then. A fault
   * destroys it with the error, after what was read so far.
   *
   * @example
   * response.setHeader("Content-Type", "image/webp");
   * await pipeline(photo.thumbnail(800).stream(".webp"), response);
   * @throws {UsageError} for an ending or an option that there is not. @throws {UnsupportedError} for `v` and `dz`.
   */
  stream(format: OutputFormat | `.${string}`, options: StreamOptions = {}): Readable {
    return this.engine.streams.encoded(this.recipe, formatNamed(format) ?? outputFormat(format), options);
  }

  /**
   * What saving this image would do and hold, stage by stage, without running it. As text (`String(…)`, `console.log`)
   * it is a tree; as JSON it is the same data.
   */
  async explain(options: ExplainOptions = {}): Promise<Explanation> {
    return await this.engine.outputs.explain(this.recipe, options);
  }

  /**
   * Computes every pixel into a typed array, within the budget. Hold it with `using`: the memory is reserved until then.
   * @param options.format the format of the samples; others are cast to it. Default: as they are.
   * @throws {BudgetError} when it can never fit. @throws {DecodeError} when the input is broken.
   */
  async pixels<F extends PixelFormat = PixelFormat>(options: PixelsOptions<F> = {}): Promise<Pixels<F>> {
    const { format, ...run } = options;
    return new Pixels<F>(await this.engine.compute.pixels(this.#inFormat(format), run));
  }

  /**
   * Computes the image from the top down, within the budget, and lends it to a loop strip by strip: while one is in your
   * hands the next is computed, and no further. Leaving the loop in any way ends the work and frees everything first.
   *
   * A strip's `data` is lent until the next turn. It is libvips' own memory, viewed in place: copy what is to be kept.
   * `configure({ checkViews: true })` makes a late use throw. A broken file fails when the fault is reached.
   *
   * @example
   * for await (const { top, data } of image.strips()) { … }
   * @throws {UsageError} for a height out of range. @throws {BudgetError} in the loop, when it can never fit.
   */
  strips<F extends PixelFormat = PixelFormat>(options: StripOptions<F> = {}): AsyncGenerator<Strip<F>, undefined> {
    const { format, ...others } = options;
    return this.engine.streams.strips(this.#inFormat(format), others) as AsyncGenerator<Strip<F>, undefined>;
  }

  /**
   * As {@link strips}, in tiles: from left to right, row of tiles after row of tiles, each with a halo of its neighbours.
   *
   * @example
   * for await (const { left, top, data } of image.tiles({ size: 512, halo: 8 })) { … }
   * @throws {UsageError} for a size, halo or edge out of range.
   */
  tiles<F extends PixelFormat = PixelFormat>(options: TileOptions<F>): AsyncGenerator<Tile<F>, undefined> {
    const { format, ...others } = options;
    return this.engine.streams.tiles(this.#inFormat(format), others) as AsyncGenerator<Tile<F>, undefined>;
  }

  #inFormat(format: PixelFormat | undefined): RecipeNode {
    return format === undefined || format === this.format ? this.recipe : this.cast(format).recipe;
  }

  /**
   * All metadata by libvips' names: `exif-ifd0-Make`, `icc-profile-data`, `delay`, `xres` … Reads headers, and no pixels.
   */
  async metadata(options: RunOptions = {}): Promise<Readonly<Record<string, MetadataValue>>> {
    return await this.engine.compute.metadata(this.recipe, options);
  }

  /**
   * This image with other metadata: numbers, texts, bytes, or arrays of whole numbers; `undefined` takes a field away.
   * @throws {UsageError} for another kind of value, or a page height that does not divide the image.
   */
  set(fields: Readonly<Record<string, MetadataValue | undefined>>): Image {
    return new Image(this.engine, metadataNode(this.recipe, fields));
  }

  /** The recipe as data, for {@link ImageStatics.fromJSON}. @throws {UsageError} over bytes in memory, which have no name. */
  toJSON(): RecipeJson {
    return recipeJson(this.recipe);
  }

  /** The same for the same recipe in every process: SHA-256 in hexadecimal. Files count by their path and not their content. */
  digest(): string {
    return recipeDigest(this.recipe);
  }

  /**
   * Lets go of the source. An image opened from a path holds no file; one opened from bytes holds the bytes. One that was
   * opened from a stream holds the stream and, on disk, what has come of it, and a checkpoint without a path its place
   * there: what was made of them can run no more either.
   */
  dispose(): void {
    if (this.#node?.kind === "open" && "dispose" in this.#node.source) this.#node.source.dispose?.();
    this.#node = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}
