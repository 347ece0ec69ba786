/**
 * Finds the output format of `sluice convert` and checks that the format has the given options, before any work.
 * Not here: what the options do (run/output/savers, run/output/store-file).
 * Read next: graph/output/encoding.
 */
import { statSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { UsageError } from "../../core/errors.ts";
import { endingOf, formatNamed, isStoreFormat, type OutputFormat, outputFormat } from "../../graph/output/encoding.ts";
import { isIiif } from "../../run/output/iiif.ts";
import { zarrIdentity } from "../../run/source/store-source.ts";
import type { ConvertFlags } from "./flags.ts";

/**
 * The formats that have each option. An option without an entry here is documented in `--help` and has no
 * effect on other formats.
 */
const formatsOf: { readonly [flag: string]: readonly OutputFormat[] } = {
  chunk: ["hdf5", "zarr"],
  level: ["hdf5", "zarr"],
  resume: ["hdf5", "zarr"],
  dataset: ["hdf5"],
  iiifId: ["iiif"],
  add: ["hdf5"],
  levels: ["zarr"],
  zarrVersion: ["zarr"],
  maxSize: ["hdf5", "zarr"],
  pyramid: ["tiff", "zarr"],
  compression: ["tiff", "hdf5", "zarr"],
};
const ofStores = ["deflate", "gzip", "rle", "none"];

/** @throws {UsageError} for a name without a format, a folder, or options that the format does not have. */
export function convertFormat(input: string, output: string, flags: ConvertFlags): OutputFormat {
  const format = flags.format === undefined ? formatOf(input, output) : outputFormat(flags.format);
  const isOfFormat = (format === "zarr" && isStore(output)) || (format === "iiif" && isIiif(output));
  if (isFolder(output) && !isOfFormat) {
    const name = `${basename(input, extname(input))}.${endingOf(format)}`;
    throw new UsageError(`${output} is a folder`, { cure: `Name the output in it, such as ${join(output, name)}.` });
  }
  const given = Object.entries(flags).filter(([, value]) => value !== undefined && value !== false);
  for (const [flag] of given) {
    const formats = formatsOf[flag] ?? [format];
    if (formats.includes(format)) continue;
    const word = `--${flag.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    throw new UsageError(`${word} is of ${formats.join(" and ")}, and ${output} is ${format}`, {
      cure: `Leave it out, or name an output such as scan.${endingOf(formats[0] as OutputFormat)}.`,
    });
  }
  const { compression = "none", levels, pyramid } = flags;
  if (isStoreFormat(format) && !ofStores.includes(compression)) {
    throw new UsageError(`${format} has no compression "${compression}" here`, {
      cure: "Choose deflate, rle or none.",
    });
  }
  const [other] = (["overwrite", "resume"] as const).filter((flag) => flags[flag] === true);
  if (flags.add === true && other !== undefined) {
    throw new UsageError(`--add and --${other} do not go together`, { cure: "Leave out one of the two." });
  }
  if (levels !== undefined && pyramid !== true) {
    throw new UsageError("--levels is of a pyramid", { cure: "Add --pyramid, or leave it out." });
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
  if (!isFolder(input) || isStore(input)) return;
  throw new UsageError(`${input} is a folder, and no Zarr store`, {
    cure: 'Name one image. For many, `sluice apply "copy" FOLDER -o OUT --format zarr` writes each of them.',
  });
}

function isStore(folder: string): boolean {
  return zarrIdentity(folder) !== undefined;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
