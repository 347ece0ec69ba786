/**
 * Finds the output format of `sluice convert`, and checks before any work that it supports --resume or --add if given.
 * Not here: the options for encoding (cli/options/given).
 * Read next: graph/output/encoding.
 */
import { statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { endingOf, formatNamed, type OutputFormat, outputFormat } from "../../graph/output/encoding.ts";
import { isIiif } from "../../run/output/iiif.ts";
import { zarrIdentity } from "../../run/source/store-folder.ts";
import type { ConvertFlags } from "./flags.ts";

/** The formats that can be resumed, or added to. */
const formatsOf = { resume: ["hdf5", "zarr"], add: ["hdf5"] } as const satisfies Record<
  string,
  readonly OutputFormat[]
>;

/** @throws {UsageError} for a name without a format, a folder, or options that the format does not have. */
export function convertFormat(input: string, output: string, flags: ConvertFlags): OutputFormat {
  const format = flags.format === undefined ? formatOf(input, output) : outputFormat(flags.format);
  const isOfFormat = (format === "zarr" && zarrIdentity(output) !== undefined) || (format === "iiif" && isIiif(output));
  if (isFolder(output) && !isOfFormat) {
    const name = `${basename(input, extname(input))}.${endingOf(format)}`;
    throw new UsageError(`${output} is a folder`, { cure: `Name the output in it, such as ${join(output, name)}.` });
  }
  for (const flag of ["resume", "add"] as const) {
    const formats: readonly OutputFormat[] = formatsOf[flag];
    if (flags[flag] !== true || formats.includes(format)) continue;
    throw new UsageError(`--${flag} is of ${formats.join(" and ")}, and ${output} is ${format}`, {
      cure: `Leave it out, or name an output such as scan.${endingOf(formats[0] as OutputFormat)}.`,
    });
  }
  const [other] = (["overwrite", "resume"] as const).filter((flag) => flags[flag] === true);
  if (flags.add === true && other !== undefined) {
    throw new UsageError(`--add and --${other} do not go together`, { cure: "Leave out one of the two." });
  }
  return format;
}

function formatOf(input: string, output: string): OutputFormat {
  const format = formatNamed(extname(output));
  if (format !== undefined || !isFolder(output)) return format ?? outputFormat(extname(output) || output);
  return formatNamed(extname(input)) ?? "tiff";
}

/** @throws {UsageError} for a folder of images. */
export function refuseFolder(input: string): void {
  if (!isFolder(input) || zarrIdentity(input) !== undefined) return;
  throw new UsageError(`${input} is a folder, and no Zarr store`, {
    cure: 'Name one image. For many, `sluice apply "copy" FOLDER -o OUT --format zarr` writes each of them.',
  });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
