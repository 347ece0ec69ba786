/**
 * What an Image asks of the layers above it: reading headers, and running recipes.
 * Not here: how; the composition (compose) hands every Image an engine that knows libvips.
 * Read next: graph/image/image, run/engine.
 */
import type { Readable } from "node:stream";
import type { EncodeOptions, OutputFormat } from "../output/encoding.ts";
import type { Explanation } from "../output/explanation.ts";
import type { Output, OutputOptions } from "../output/output.ts";
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

/** The last four are of HDF5 and Zarr. */
export interface OpenOptions extends StoredImage {
  /** How much may be wrong with the file. Default `warning`: nothing. Below it, results may be degraded. */
  readonly failOn?: FailOn;
  readonly limits?: Partial<InputLimits>;
  /**
   * Whether loaders may be used that libvips itself calls untrusted. SVG always may: it is read from memory, within
   * limits, and cannot reach other files. Default: as configured; false in the command.
   */
  readonly untrusted?: boolean | undefined;
  /** What operations see of a file with several pages or frames: the first (the default), or all, one below the other. */
  readonly pages?: "first" | "all" | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface SaveOptions extends OutputOptions {
  /** Whether the run is measured: the result then has an `explanation` with measured beside projected. Default false. */
  readonly measure?: boolean | undefined;
  /**
   * HDF5 and Zarr: told after each strip of rows which part of them has been taken, above 0 to 1; what an earlier run left
   * counts. Begins anew where a broken input is read again at a lower `failOn`. Of other formats nothing is told: libvips
   * writes them whole. What it throws ends the work.
   */
  readonly onProgress?: ((fraction: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ExplainOptions extends EncodeOptions {
  /** Default: by the path's ending, else as the file that is read where that can be written, else `tiff`. */
  readonly format?: OutputFormat | "pixels" | "strips" | undefined;
  /** Where the result would go; nothing is written. */
  readonly path?: string | undefined;
  /** Whether it would be read from `stream()`: its encoder then has a thread of its own. Default false. */
  readonly stream?: boolean | undefined;
}

/** How a stream of encoded bytes is made. An aborted signal destroys the stream with the signal's reason. */
export interface StreamOptions extends EncodeOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WriteOptions {
  /** Whether the run is measured: the results then have an `explanation` with measured beside projected. Default false. */
  readonly measure?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What was written. */
export interface SaveResult {
  readonly path: string;
  readonly format: OutputFormat;
  /** Pixels of one page. */
  readonly width: number;
  readonly height: number;
  /** Size of the file. */
  readonly sizeBytes: number;
  /** Bytes that the plan projected for this image, and for whatever was written together with it. */
  readonly projected: number;
  /** What was wrong with the input, where a lower `failOn` let it pass. Empty for a sound image. */
  readonly warnings: readonly string[];
  /** The plan with what was measured, where `measure` asked for it. */
  readonly explanation?: Explanation | undefined;
}

export interface Engine {
  open(input: ImageInput, options: OpenOptions): Promise<OpenNode>;
  readonly outputs: Outputs;
  readonly compute: Compute;
  readonly streams: Streams;
  readonly operations: Operations;
}

/** Running a recipe for a file, or telling what that would take. */
export interface Outputs {
  save(node: RecipeNode, path: string, options: SaveOptions): Promise<SaveResult>;
  encode(node: RecipeNode, format: OutputFormat, options: SaveOptions): Promise<Uint8Array>;
  /** Plans, and runs nothing. What cannot fit is explained, too: with its refusal. */
  explain(node: RecipeNode, options: ExplainOptions): Promise<Explanation>;
  /** Several files, with what they share computed once. Results in the order of the outputs. */
  write(outputs: readonly Output[], options: WriteOptions): Promise<readonly SaveResult[]>;
  /** As {@link explain}, of several files together. */
  explainAll(outputs: readonly Output[]): Promise<Explanation>;
}

export interface RunOptions {
  readonly signal?: AbortSignal | undefined;
}

/** How a checkpoint with a path is stored, as `save` would. */
export interface CheckpointOptions extends Omit<EncodeOptions, "keep"> {
  /**
   * Whether a checkpoint that is there is taken as it is, when it was made by the same recipe from the same files,
   * unchanged since. Default false: it is made again.
   */
  readonly reuse?: boolean | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Running a recipe for what is no file, or one that is read again. */
export interface Compute {
  /** Stores the result, at a path or in scratch, and opens it. */
  checkpoint(node: RecipeNode, path: string | undefined, options: CheckpointOptions): Promise<OpenNode>;
  /** Every pixel, in memory that is reserved until it is released. */
  pixels(node: RecipeNode, options: RunOptions): Promise<HeldPixels>;
  /** Metadata fields by libvips' names, without computing pixels. */
  metadata(node: RecipeNode, options: RunOptions): Promise<Readonly<Record<string, MetadataValue>>>;
  /** The results of an operation that are no images, by libvips' names. */
  values(name: string, args: OperationArguments, options: RunOptions): Promise<Readonly<Record<string, ResultValue>>>;
}

/** Running a recipe for whoever takes its result part by part: pixels that are lent to a loop, or encoded bytes. */
export interface Streams {
  strips(node: RecipeNode, options: StripOptions): AsyncGenerator<Strip, undefined>;
  tiles(node: RecipeNode, options: TileOptions): AsyncGenerator<Tile, undefined>;
  /** Encodes as it is read. */
  encoded(node: RecipeNode, format: OutputFormat, options: StreamOptions): Readable;
  /** @returns what is made of all tiles. */
  fold(node: RecipeNode, fold: Fold, options: RunOptions): Promise<unknown>;
}

/** How one value is made of all tiles. */
export interface Fold {
  readonly call: KernelCall;
  readonly init: () => unknown;
  /** Puts the values of two tiles together, where the kernel makes one of each. */
  readonly merge: ((value: unknown, next: unknown) => unknown) | undefined;
}

/** What the loaded library can do. */
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
  /** The same where it is remembered, from such a call on images with such headers; to be asked where these are known. */
  knownHeaders(name: string, args: OperationArguments): Readonly<Record<string, ImageHeader>> | undefined;
}
