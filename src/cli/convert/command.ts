/**
 * Declares the arguments and options of `sluice convert`.
 * Not here: doing it (cli/convert/convert), or which options go with which format (cli/convert/output).
 * Read next: cli/convert/convert.
 */
import { Command, Option } from "commander";
import { outputFormats } from "../../graph/output/encoding.ts";
import { addBudgetOptions } from "../options/budget.ts";
import { addEncodeOptions } from "../options/encode.ts";
import { addExplainOptions } from "../options/explain.ts";
import { addStoredOptions } from "../options/stored.ts";
import { addTrustOptions } from "../options/trust.ts";
import type { ConvertFlags } from "./flags.ts";

export function convertCommand(): Command {
  const command = new Command("convert")
    .description("Write an image in another format, or into a store of chunks: HDF5 and Zarr.")
    .argument("<in>", "an image file, an HDF5 file or a Zarr folder")
    .argument("<out>", "the file or store; its ending says what it becomes")
    .addOption(new Option("-f, --format <format>", "of the output; default: as its name says").choices(outputFormats))
    .addOption(
      new Option("--pages <which>", "all that the output can hold, or the first")
        .choices(["all", "first"])
        .default("all"),
    )
    .option("--resume", "hdf5 and zarr: go on with what an interrupted run left, and leave what this one writes")
    .option("--overwrite", "replace an output that exists; otherwise nothing is done")
    .option("--add", "hdf5: put one more dataset, named by --dataset, into a file that Sluice wrote");
  return addBudgetOptions(addExplainOptions(addTrustOptions(addStoredOptions(addEncodeOptions(command, "all")))))
    .option("--json", "one JSON object a line on stdout instead of text")
    .option("--quiet", "only failures")
    .addHelpText("after", examples)
    .action(async (input: string, output: string, flags: ConvertFlags) => {
      const { convert } = await import("./convert.ts");
      process.exitCode = await convert(input, output, flags);
    });
}

const examples = `
Samples stay as they are where the output has their format; metadata, profile and pages go along where it can hold them.
The output has its name when it is complete. With --resume, what an interrupted run (killed, out of disk, a lost machine)
has written stays under a hidden name beside it, and the same command goes on there; one of another input is refused.

Examples:
  sluice convert scan.tif scan.h5                                     chunks of 256 x 256, deflate
  sluice convert scan.tif scan.zarr --pyramid --resume --memory 256MB   OME-Zarr; the same words again go on with it
  sluice convert scan.tif scan.h5 --chunk 512x64 --compression none
  sluice convert right.tif scans.h5 --dataset scans/right --add       beside what is in it
  sluice convert stack.h5 page.png --in-dataset scans/left --page 3 --axes zyx
  sluice convert slide.zarr small.tif --in-level 2 --tile --pyramid
  sluice convert scan.zarr scan.dzi                                   Deep Zoom, for viewers in browsers
  sluice explain convert scan.tif scan.zarr --memory 128MB            what it would do and hold`;
