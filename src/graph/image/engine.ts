/**
 * The interface between an Image and the layers above it: reading headers, and running recipes.
 * Not here: the implementation; the composition (compose) gives every Image an engine that knows libvips.
 * Read next: graph/image/image, run/engine.
 */
import type { Readable } from "node:stream";
import type { PixelFormat } from "../../core/pixel-format.ts";
import type { OutputFormat } from "../output/encoding.ts";
import type { Explanation } from "../output/explanation.ts";
import type { EncodeOptions, OptionsByFormat } from "../output/format-options.generated.ts";
import type { AnyOutputOptions, FormatSetting, Output, OutputOptions } from "../output/output.ts";
import type { ProgressSetting } from "../output/progress.ts";
import type { ImageHeader } from "../recipe/header.ts";
import type { FailOn, InputLimits } from "../recipe/limits.ts";
import type {
  KernelCall,
  MetadataValue,
  OpenNode,
  OperationArguments,
  OperationShape,
  RecipeNode,
  ResultValue,
} from "../recipe/nodes.ts";
import type { ByteStream, StoredImage } from "../recipe/source.ts";
import type { Strip, StripOptions, Tile, TileOptions } from "../tiles/strip.ts";
import type { HeldPixels } from "./pixels.ts";

/** A path, a `file:` URL, the bytes of a file, or a stream of them (of Node, of the web, or any async iterable). */
export type ImageInput = string | URL | Uint8Array | ByteStream;

/** Options for opening an image; `dataset`, `page`, `axes` and `level` are for HDF5 and Zarr. */
export interface OpenOptions extends StoredImage {
  /**
   * The severity of faults that fails decoding. Default `warning`: any fault. At lower levels, results may be degraded.
   */
  readonly failOn?: FailOn;
  readonly limits?: Partial<InputLimits>;
  /**
   * Whether to allow loaders that libvips calls untrusted. SVG is always allowed: it is read from memory, within
   * limits, and cannot reach other files. Default: as configured; false in the command.
   */
  readonly untrusted?: boolean | undefined;
  /**
   * The pages that operations see of a file with several pages or frames: the first (the default), or all, one below
   * the other.
   */
  readonly pages?: "first" | "all" | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The settings of a run, apart from its output. */
export interface SaveSettings extends ProgressSetting {
  /** Whether to measure the run: the result then has an `explanation` with measured beside projected. Default false. */
  readonly measure?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type SaveOptions<F extends OutputFormat = OutputFormat> = OutputOptions<F> & SaveSettings;

/** The options of a save in any format, after they are checked. */
export interface AnySaveOptions extends AnyOutputOptions, SaveSettings {
  /** Milliseconds between two calls of `onProgress` at least. Default 100. No part of what users see. */
  readonly progressEveryMs?: number | undefined;
}

/** The options of `encode`: there is no file to replace. */
export type BytesOptions<F extends OutputFormat = OutputFormat> = OptionsByFormat[F] & SaveSettings;

/** The results that can be explained: a format, or pixels for the program itself. */
export type ExplainFormat = OutputFormat | "pixels" | "strips";

export interface ExplainSettings {
  /** The path of the result; nothing is written. */
  readonly path?: string | undefined;
  /** Whether the result would be read from `stream()`: its encoder then has a thread of its own. Default false. */
  readonly stream?: boolean | undefined;
}

/** `format`: by default from the path's ending, else the format of the input where it can be written, else `tiff`. */
export type ExplainOptions<F extends ExplainFormat = ExplainFormat> = (F extends OutputFormat
  ? OptionsByFormat[F]
  : unknown) &
  FormatSetting<F> &
  ExplainSettings;

/** The options of an explanation in any format. */
export interface AnyExplainOptions extends EncodeOptions, FormatSetting<ExplainFormat>, ExplainSettings {}

/** The options of a stream of encoded bytes. An aborted signal destroys the stream with the signal's reason. */
export type StreamOptions<F extends OutputFormat = OutputFormat> = OptionsByFormat[F] & RunOptions;

/** The options of a stream in any format. */
export interface AnyStreamOptions extends EncodeOptions, RunOptions {}

export interface WriteOptions {
  /**
   * Whether to measure the run: the results then have an `explanation` with measured beside projected. Default false.
   */
  readonly measure?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The result of writing a file. */
export interface SaveResult {
  readonly path: string;
  readonly format: OutputFormat;
  /** Pixels of one page. */
  readonly width: number;
  readonly height: number;
  /** Size of the file. */
  readonly sizeBytes: number;
  /** Bytes that the plan projected for this image, and for all images that were written together with it. */
  readonly projected: number;
  /** The faults of the input that a lower `failOn` tolerated. Empty for a sound image. */
  readonly warnings: readonly string[];
  /** The plan with the measurement, where `measure` asked for it. */
  readonly explanation?: Explanation | undefined;
}

export interface Engine {
  open(input: ImageInput, options: OpenOptions): Promise<OpenNode>;
  readonly outputs: Outputs;
  readonly compute: Compute;
  readonly streams: Streams;
  readonly operations: Operations;
}

/** Runs a recipe into a file, or explains what that would take. */
/** The format of a file, which whoever names the file has decided. */
export interface OfFormat {
  readonly format: OutputFormat;
}

export interface Outputs {
  save(node: RecipeNode, path: string, options: AnySaveOptions & OfFormat): Promise<SaveResult>;
  encode(node: RecipeNode, format: OutputFormat, options: AnySaveOptions): Promise<Uint8Array>;
  /** Plans without running. A plan that cannot fit is explained too, with its refusal. */
  explain(node: RecipeNode, options: AnyExplainOptions): Promise<Explanation>;
  /** Writes several files, and computes shared parts once. The results are in the order of the outputs. */
  write(outputs: readonly Output[], options: WriteOptions): Promise<readonly SaveResult[]>;
  /** As {@link explain}, for several files together. */
  explainAll(outputs: readonly Output[]): Promise<Explanation>;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
}

/** The formats of a checkpoint: the lossless ones. */
export type CheckpointFormat = "hdf5" | "zarr" | "tiff" | "v";

export interface CheckpointSettings extends RunOptions, ProgressSetting {
  /**
   * Whether to use an existing checkpoint, when it was made by the same recipe from the same, unchanged files. Default
   * false: it is computed again.
   */
  readonly reuse?: boolean | undefined;
}

/** The storage options of a checkpoint with a path, as for `save`. */
export type CheckpointOptions<F extends OutputFormat = CheckpointFormat> = Omit<OptionsByFormat[F], "keep"> &
  CheckpointSettings;

/** The options of a checkpoint in any format. */
export interface AnyCheckpointOptions extends Omit<EncodeOptions, "keep">, CheckpointSettings {}

/** Runs a recipe for a result that is not a file, or for a file that is read again. */
export interface Compute {
  /** Stores the result, at a path or in scratch, and opens it. */
  checkpoint(node: RecipeNode, path: string | undefined, options: AnyCheckpointOptions): Promise<OpenNode>;
  /** Every pixel, in memory that is reserved until it is released. */
  pixels(node: RecipeNode, options: RunOptions): Promise<HeldPixels>;
  /** Metadata fields by libvips' names, without computing pixels. */
  metadata(node: RecipeNode, options: RunOptions): Promise<Readonly<Record<string, MetadataValue>>>;
  /** The results of an operation that are not images, by libvips' names. */
  values(name: string, args: OperationArguments, options: RunOptions): Promise<Readonly<Record<string, ResultValue>>>;
}

/** Runs a recipe for a caller that takes the result part by part: pixels lent to a loop, or encoded bytes. */
export interface Streams {
  strips(node: RecipeNode, options: StripOptions): AsyncGenerator<Strip, undefined>;
  tiles(node: RecipeNode, options: TileOptions): AsyncGenerator<Tile, undefined>;
  /** Encodes as it is read. */
  encoded(node: RecipeNode, format: OutputFormat, options: AnyStreamOptions): Readable;
  /** @returns the value over all tiles. */
  fold(node: RecipeNode, fold: Fold, options: RunOptions): Promise<unknown>;
}

/** How to compute one value from all tiles. */
export interface Fold {
  readonly call: KernelCall;
  readonly init: () => unknown;
  /** Merges the values of two tiles, where the kernel computes one value for each. */
  readonly merge: ((value: unknown, next: unknown) => unknown) | undefined;
}

/** The operations of the loaded library. */
export interface Operations {
  /** @throws {UnsupportedError} when the library has no such operation. */
  shape(name: string): OperationShape;
  /** Every operation that can be called, sorted. */
  names(): readonly string[];
  /**
   * The headers of an operation's output images, by their names. Nothing is computed.
   * @throws {OperationError} when libvips refuses the arguments.
   */
  headers(name: string, args: OperationArguments): Readonly<Record<string, ImageHeader>>;
  /**
   * The headers of an earlier call with the same arguments and input headers, where they are cached. Call it only when
   * the input headers are known.
   */
  knownHeaders(name: string, args: OperationArguments): Readonly<Record<string, ImageHeader>> | undefined;
}
export interface PixelsOptions<F extends PixelFormat> extends RunOptions {
  readonly format?: F | undefined;
}
