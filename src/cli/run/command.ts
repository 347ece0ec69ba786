/**
 * Declares the arguments and options of `sluice run`.
 * Not here: doing it (cli/run/run), or the form of the file (cli/run/pipeline-fields).
 * Read next: cli/run/run.
 */
import { Command, Option } from "commander";
import { addBudgetOptions } from "../options/budget.ts";
import { addEncodeOptions } from "../options/encode.ts";
import { addExplainOptions } from "../options/explain.ts";
import { addStoredOptions } from "../options/stored.ts";
import { addTrustOptions } from "../options/trust.ts";
import type { RunCommandFlags } from "./flags.ts";

export function runCommand({ onlyExplains = false }: { readonly onlyExplains?: boolean } = {}): Command {
  const command = new Command("run")
    .description("Make several outputs of every image, as a file says; what they share is computed once.")
    .argument("<pipeline>", "a YAML or JSON file, as below")
    .argument("<inputs...>", "image files, folders, or quoted patterns such as 'scans/**/*.tif'")
    .addOption(
      new Option("-o, --output <folder>", "where the results go; made if missing").makeOptionMandatory(!onlyExplains),
    )
    .option("--overwrite", "replace results that exist; otherwise they are skipped");
  const kept = "all, or none of a thumbnail's";
  return addBudgetOptions(addExplainOptions(addTrustOptions(addStoredOptions(addEncodeOptions(command, kept)))))
    .option("--json", "one JSON object a line on stdout instead of text")
    .option("--quiet", "only failures")
    .addHelpText("after", form)
    .action(async (pipeline: string, inputs: string[], flags: RunCommandFlags) => {
      const { run } = await import("./run.ts");
      process.exitCode = await run(pipeline, inputs, flags);
    });
}

const form = `
The file:
  steps:                                  # named once, computed once; the words of sluice apply
    base: gaussblur 1 | sharpen
  outputs:                                # one or more of each image
    - from: base                          # a name from above; left out: the image itself
      steps: resize 0.5                   # further steps
      to: "{dir}/{name}-half.webp"        # below -o; its ending is the format, {ext} the image's own
      quality: 80                         # any option that the format has: docs/reference/output-options.md
    - thumbnail: 320
      to: "{dir}/{name}-{size}.avif"

A flag of how results are encoded is for every output whose format has it. A field of an output goes before it.

Examples:
  sluice run pipeline.yaml 'scans/*.tif' -o out/ --memory 1GB
  sluice run pipeline.yaml photos/ -o out/ --quality 70 --keep credit
  sluice explain run pipeline.yaml scan.tif`;
