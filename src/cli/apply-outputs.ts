/**
 * Decides what `-o` of `sluice apply` names: the file for the only input, or the folder for all of them.
 * Not here: names within a folder (batch/output-names).
 * Read next: batch/output-names.
 */
import { statSync } from "node:fs";
import { extname } from "node:path";
import type { InputFile } from "../batch/find-inputs.ts";
import { defaultTemplate, nameOutputs, type OutputFile } from "../batch/output-names.ts";
import { UsageError } from "../core/errors.ts";
import { formatNamed, outputFormat } from "../graph/encoding.ts";
import type { ApplyFlags } from "./apply-command.ts";

/**
 * A folder that exists is one, and so is a name without an ending; any other name is a file.
 * @throws {UsageError} where several results would go into one file. @throws {CollisionError}
 */
export function chooseOutputs(
  inputs: readonly InputFile[],
  output: string,
  { name, format = "same" }: Pick<ApplyFlags, "name" | "format">,
): OutputFile[] {
  const [input, ...others] = inputs;
  const isFile = !isFolder(output) && extname(output) !== "" && !/[\\/]$/.test(output);
  if (!isFile || (others.length > 0 && formatNamed(extname(output)) === undefined)) {
    const rules = { folder: output, template: name ?? defaultTemplate };
    return nameOutputs(inputs, { ...rules, format: format === "same" ? "same" : outputFormat(format) });
  }
  if (others.length > 0) {
    throw new UsageError(`the results of ${inputs.length} inputs would all be written to ${output}`, {
      cure: "Name a folder with -o: one that exists, or a name without an ending.",
    });
  }
  if (name !== undefined) {
    throw new UsageError(`--name is for the files of a folder, and -o ${output} is a file`, { cure: "Leave one out." });
  }
  const path = output;
  return [{ input: input as InputFile, path, format: outputFormat(format === "same" ? extname(output) : format) }];
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}
