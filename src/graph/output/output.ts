/**
 * An output: a recipe, the file it goes to, and how it is encoded. Frozen data; nothing runs until it is written.
 * Not here: writing (compose, `write`), or one output alone, which `Image.save` writes.
 * Read next: graph/image/engine.
 */
import { UsageError } from "../../core/errors.ts";
import type { RecipeNode } from "../recipe/nodes.ts";
import { checkEncodeOptions } from "./check-options.ts";
import { formatOfFile, type OutputFormat } from "./encoding.ts";
import type { EncodeOptions, OptionsByFormat } from "./format-options.generated.ts";
import type { ProgressSetting } from "./progress.ts";

/** What is said of an output beside how it is encoded. */
export interface OutputSettings extends ProgressSetting {
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

/** The format of an output. */
export interface FormatSetting<F> {
  /** Default: by the path's ending. */
  readonly format?: F | undefined;
}

/** Options of an output, with those that its format has; of any format where that is not known. */
export type OutputOptions<F extends OutputFormat = OutputFormat> = OptionsByFormat[F] &
  FormatSetting<F> &
  OutputSettings;

/** Options of an output whatever its format, once they are checked. */
export interface AnyOutputOptions extends EncodeOptions, FormatSetting<OutputFormat>, OutputSettings {}

/** What {@link Image.to} describes, for `write` and `explain`. */
export interface Output {
  readonly path: string;
  readonly format: OutputFormat;
  readonly options: Readonly<AnyOutputOptions>;
}

/** What goes into each output: no part of what users see. */
const recipes = new WeakMap<Output, RecipeNode>();

/** The recipe of an output. @throws {UsageError} for what `Image.to` has not made. */
export function recipeOfOutput(output: Output): RecipeNode {
  const recipe = recipes.get(output);
  if (recipe !== undefined) return recipe;
  throw new UsageError("there is an output that is none", { cure: 'Pass what image.to("file.jpg") gives.' });
}

/** @throws {UsageError} for an ending or an option that there is not. */
export function describeOutput(recipe: RecipeNode, path: string, options: AnyOutputOptions): Output {
  const format = formatOfFile(path, options.format);
  checkEncodeOptions(format, options);
  const output = Object.freeze({ path, format, options: Object.freeze({ ...options }) });
  recipes.set(output, recipe);
  return output;
}
