/**
 * An output: a recipe, the file it goes to, and how it is encoded. Frozen data; nothing runs until it is written.
 * Not here: writing (compose, `write`), or one output alone, which `Image.save` writes.
 * Read next: graph/image/engine.
 */
import { extname } from "node:path";
import type { RecipeNode } from "../recipe/nodes.ts";
import { checkEncodeOptions, type EncodeOptions, type OutputFormat, outputFormat } from "./encoding.ts";

export interface OutputOptions extends EncodeOptions {
  /** Default: by the path's ending. */
  readonly format?: OutputFormat | undefined;
  /**
   * Whether an existing file is replaced. Default true. HDF5: `"add"` puts one more dataset into a file that Sluice wrote,
   * or makes the file; what is in it stays as it is until the new dataset is complete, whatever happens.
   */
  readonly overwrite?: boolean | "add" | undefined;
  /**
   * HDF5 and Zarr: whether to go on with what an interrupted run left that was also told so, and to leave what this one
   * has written when it is interrupted. Refused where that was made from other files, or by another recipe or options.
   * Default false.
   */
  readonly resume?: boolean | undefined;
}

/** What {@link Image.to} describes, for `write` and `explain`. */
export interface Output {
  readonly recipe: RecipeNode;
  readonly path: string;
  readonly format: OutputFormat;
  readonly options: Readonly<OutputOptions>;
}

/** @throws {UsageError} for an ending or an option that there is not. */
export function describeOutput(recipe: RecipeNode, path: string, options: OutputOptions): Output {
  checkEncodeOptions(options);
  const format = options.format ?? outputFormat(extname(path));
  return Object.freeze({ recipe, path, format, options: Object.freeze({ ...options }) });
}
