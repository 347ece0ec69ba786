/**
 * Decides what `-o` of `sluice apply` means: the file for a single input, several files of it, or the
 * folder for all inputs.
 * Not here: names within a folder (batch/output-names).
 * Read next: batch/output-names.
 */
import { statSync } from "node:fs";
import { extname, resolve } from "node:path";
import type { InputFile } from "../../batch/find-inputs.ts";
import { defaultTemplate, type NamedOutput, nameVariants, type Variant } from "../../batch/output-names.ts";
import { UsageError } from "../../core/errors.ts";
import { formatNamed, type OutputFormat, outputFormat } from "../../graph/output/encoding.ts";
import { isStoreFolder } from "../../run/source/store-folder.ts";
import type { ApplyFlags } from "./flags.ts";

type Naming = Pick<ApplyFlags, "name" | "format">;

/**
 * An existing folder is a folder, and so is a name without an ending. Any other name is a file, and so is a store.
 * @throws {UsageError} if several results would go into one file, or if -o mixes files and folders.
 * @throws {CollisionError}
 */
export function chooseOutputs(inputs: readonly InputFile[], outputs: readonly string[], naming: Naming): NamedOutput[] {
  const [output = ".", ...others] = outputs;
  if (others.length > 0) refuseFolders(outputs);
  else if (isFolder(output) || (inputs.length > 1 && formatNamed(extname(output)) === undefined)) {
    const variants = naming.format.map(
      (format): Variant => ({ format: format === "same" ? format : outputFormat(format) }),
    );
    return nameVariants(inputs, { folder: output, template: naming.name ?? defaultTemplate }, variants);
  }
  return files(inputs, outputs, naming);
}

/** Several output files of one input. */
function files(inputs: readonly InputFile[], outputs: readonly string[], { name, format }: Naming): NamedOutput[] {
  const [[input, ...others], [chosen, ...formats]] = [inputs, format];
  const all = outputs.join(", ");
  if (input === undefined || others.length > 0) {
    throw new UsageError(`the results of ${inputs.length} inputs would all be written to ${all}`, {
      cure: "Name a folder with -o: one that exists, or a name without an ending; --format webp,tiff makes two files of each.",
    });
  }
  if (name !== undefined) {
    throw new UsageError(`--name is for the files of a folder, and -o names ${all}`, { cure: "Leave one out." });
  }
  if (formats.length > 0) {
    throw new UsageError(`--format names ${format.length} formats, and -o names ${all}`, {
      cure: "Several formats are for a folder. Give each file an -o of its own, with the ending of its format.",
    });
  }
  refuseRepeated(outputs);
  return outputs.map((path, variant) => ({
    input,
    path,
    format: formatOf(path, chosen),
    ...(outputs.length > 1 ? { variant } : {}),
  }));
}

function formatOf(path: string, format = "same"): OutputFormat {
  return outputFormat(format === "same" ? extname(path) : format);
}

function refuseFolders(outputs: readonly string[]): void {
  const folder = outputs.find(isFolder);
  if (folder === undefined) return;
  throw new UsageError(`-o names ${folder}, which is a folder, beside ${outputs.length - 1} more`, {
    cure: "Name files only, each with its ending; or one folder, and the formats of its files with --format webp,tiff.",
  });
}

/** As in a folder, names that differ only in case or in Unicode form count as one file on every system. */
function refuseRepeated(outputs: readonly string[]): void {
  const seen = new Set<string>();
  for (const output of outputs) {
    const key = resolve(output).normalize("NFC").toLowerCase();
    if (seen.has(key)) {
      throw new UsageError(`-o names ${output} more than once`, { cure: "Give each file a name of its own." });
    }
    seen.add(key);
  }
}

function isFolder(path: string): boolean {
  try {
    if (isStoreFolder(path)) return false;
    return extname(path) === "" || /[\\/]$/.test(path) || statSync(path).isDirectory();
  } catch {
    return false;
  }
}
