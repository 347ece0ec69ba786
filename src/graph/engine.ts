/**
 * What an Image asks of the layers above it: reading headers, and running recipes.
 * Not here: how; the composition (compose) hands every Image an engine that knows libvips.
 * Read next: graph/image, run/engine.
 */
import type { EncodeOptions, OutputFormat } from "./encoding.ts";
import type { FailOn, InputLimits } from "./limits.ts";
import type { OpenNode, RecipeNode } from "./node.ts";

/** A path, a `file:` URL, or the bytes of a file. */
export type ImageInput = string | URL | Uint8Array;

export interface OpenOptions {
  /** How much may be wrong with the file. Default `warning`: nothing. Below it, results may be degraded. */
  readonly failOn?: FailOn;
  readonly limits?: Partial<InputLimits>;
  readonly signal?: AbortSignal | undefined;
}

export interface SaveOptions extends EncodeOptions {
  /** Default: by the path's ending. */
  readonly format?: OutputFormat | undefined;
  /** Whether an existing file is replaced. Default true. */
  readonly overwrite?: boolean | undefined;
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
  /** Bytes that the plan projected for this image. */
  readonly projected: number;
  /** What was wrong with the input, where a lower `failOn` let it pass. Empty for a sound image. */
  readonly warnings: readonly string[];
}

export interface Engine {
  open(input: ImageInput, options: OpenOptions): Promise<OpenNode>;
  save(node: RecipeNode, path: string, options: SaveOptions): Promise<SaveResult>;
  encode(node: RecipeNode, format: OutputFormat, options: SaveOptions): Promise<Uint8Array>;
}
