/**
 * Runs `sluice run`: reads the pipeline file, finds inputs and names, then makes every output of every image.
 * Not here: reading the file (cli/run/pipeline-file), or one image's work (batch/save-task).
 * Read next: cli/run/pipeline-file, cli/tasks/run-job.
 */
import { findInputs } from "../../batch/find-inputs.ts";
import { byInput, defaultTemplate, nameVariants, type Variant } from "../../batch/output-names.ts";
import type { SaveJob } from "../../batch/save-task.ts";
import { compose, configure, open } from "../../compose.ts";
import type { Image } from "../../graph/image/image.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { formatsWith, optionNames } from "../../graph/output/options.ts";
import { parseBox } from "../../graph/recipe/thumbnail.ts";
import { givenOptions } from "../options/encode.ts";
import { checkGivenOptions, encodeOptionsOf, type GivenOption, withDefaults } from "../options/given.ts";
// Adds the methods that the steps call to images.
import "../../operations.ts";
import { storedImage } from "../options/stored.ts";
import { openOptions } from "../options/trust.ts";
import { filesOf, maker, openOthers } from "../steps/steps.ts";
import { runSaves } from "../tasks/run-job.ts";
import { prepareFor } from "../tasks/run-tasks.ts";
import type { RunCommandFlags } from "./flags.ts";
import { type PipelineFile, type PipelineOutput, readPipelineFile } from "./pipeline-file.ts";

/** Runs the command. @returns its exit code. @throws {UsageError} for a mistake in the file, before any work. */
export async function run(path: string, inputs: readonly string[], flags: RunCommandFlags): Promise<number> {
  configure({ memory: flags.memory, threads: flags.threads });
  prepareFor(inputs, flags.oneAtATime);
  const pipeline = await readPipelineFile(path);
  const files = await findInputs(inputs, { exclude: flags.output });
  const variants = pipeline.outputs.map(variantOf);
  const outputs = nameVariants(files, { folder: flags.output ?? ".", template: defaultTemplate }, variants);
  const groups = pipeline.outputs.map(({ encode }, index) => ({
    own: givenFields(encode),
    outputs: outputs.filter(({ variant = 0 }) => variant === index),
  }));
  const given = withDefaults(givenOptions(flags), groups);
  for (const [index, group] of groups.entries()) checkGivenOptions(given[index] ?? [], group.outputs);
  const composition = await compose({ imagesAtOnce: flags.oneAtATime === true ? 1 : byInput(outputs).length });
  const all = [...pipeline.steps.values(), ...pipeline.outputs.flatMap(({ steps }) => steps ?? [])];
  const others = await openOthers(new Set(all.flatMap((each) => [...filesOf(each)])), (other) =>
    open(other, openOptions(flags)),
  );
  try {
    const job: SaveJob = {
      outputs,
      open: (input) => open(input, { ...openOptions(flags), ...storedImage(flags) }),
      make: (image) => makeAll(image, pipeline, others),
      encode: (format, variant) => encodeOptionsOf(given[variant] ?? [], format),
      overwrite: flags.overwrite ?? false,
      alsoRead: [path, ...others.keys()],
    };
    return await runSaves(job, composition, flags);
  } finally {
    for (const image of others.values()) image.dispose();
  }
}

function givenFields(encode: EncodeOptions): GivenOption[] {
  return optionNames
    .filter((name) => encode[name] !== undefined)
    .map((name) => ({ name, value: encode[name], formats: formatsWith(name), says: name }));
}

function variantOf({ to, format, thumbnail }: PipelineOutput): Variant {
  return { template: to, format, ...(thumbnail === undefined ? {} : { box: parseBox(thumbnail) }) };
}

/** Makes each named image once; all outputs that begin with it share it. */
function makeAll(image: Image, { steps, outputs }: PipelineFile, others: ReadonlyMap<string, Image>): Image[] {
  const named = new Map([...steps].map(([name, pipeline]) => [name, maker(pipeline, others)(image)]));
  return outputs.map(({ from, thumbnail, steps: own }) => {
    const start = named.get(from ?? "") ?? image;
    const sized = thumbnail === undefined ? start : start.thumbnail(thumbnail);
    return own === undefined ? sized : maker(own, others)(sized);
  });
}
