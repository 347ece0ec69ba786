/**
 * Runs `sluice apply`: reads the pipeline, finds inputs and names, then runs the steps on every image.
 * Not here: reading the text (cli/steps/read-pipeline), or one image's work (batch/save-task, batch/value-task).
 * Read next: cli/steps/read-pipeline, cli/tasks/run-job.
 */
import { findInputs } from "../../batch/find-inputs.ts";
import { byInput, type NamedOutput } from "../../batch/output-names.ts";
import type { SaveJob } from "../../batch/save-task.ts";
import { type ValueJob, valueTasks } from "../../batch/value-task.ts";
import { compose, configure, open } from "../../compose.ts";
import { UsageError } from "../../core/errors.ts";
import type { Image } from "../../graph/image/image.ts";
import { givenOptions } from "../options/encode.ts";
import type { GivenOption } from "../options/given.ts";
import { checkGivenOptions, encodeOptionsOf } from "../options/given.ts";
import { type Pipeline, readPipeline } from "../steps/read-pipeline.ts";
import { checkThumbnail, isThumbnail } from "../steps/thumbnail-step.ts";
// Adds the methods that the steps call to images.
import "../../operations.ts";
import { storedImage } from "../options/stored.ts";
import { openOptions } from "../options/trust.ts";
import { stepOperations } from "../steps/step-operations.ts";
import { filesOf, finder, maker, openOthers } from "../steps/steps.ts";
import { runSaves } from "../tasks/run-job.ts";
import { prepareFor } from "../tasks/run-tasks.ts";
import type { ApplyFlags } from "./flags.ts";
import { chooseOutputs } from "./outputs.ts";
import { runValues } from "./run-values.ts";

/** Runs the command. @returns its exit code. @throws {UsageError} for a mistake in the pipeline, before any work. */
export async function apply(text: string, inputs: readonly string[], flags: ApplyFlags): Promise<number> {
  configure({ memory: flags.memory, threads: flags.threads });
  prepareFor(inputs, flags.oneAtATime);
  const pipeline = readPipeline(text, stepOperations);
  for (const call of pipeline.calls.filter(isThumbnail)) checkThumbnail(call);
  const named = outputNamesOf(pipeline, flags);
  // A single -o may be a folder; several are always files.
  const files = await findInputs(inputs, { exclude: flags.output?.length === 1 ? flags.output[0] : undefined });
  const outputs = named === undefined ? undefined : chooseOutputs(files, named, flags);
  const given = givenOptions(flags);
  if (outputs !== undefined) checkGivenOptions(given, outputs);
  const composition = await compose({ imagesAtOnce: flags.oneAtATime === true ? 1 : files.length });
  const others = await openOthers(filesOf(pipeline), (path) => open(path, openOptions(flags)));
  try {
    const work = { pipeline, others, flags };
    if (outputs !== undefined) return await runSaves(saveJob(outputs, given, work), composition, flags);
    const paths = files.map(({ path }) => path);
    return await runValues(valueTasks(valueJob(paths, work)), composition, flags, [...paths, ...others.keys()]);
  } finally {
    for (const image of others.values()) image.dispose();
  }
}

/** @throws {UsageError} if there is a result to write but no -o, or an -o but nothing to write. */
function outputNamesOf(
  { gives, calls }: Pipeline,
  { output, explain = false }: ApplyFlags,
): readonly string[] | undefined {
  if (gives === "image") {
    if (output !== undefined) return output;
    // Nothing will be written, so any place will do.
    if (explain) return ["."];
    throw new UsageError("the pipeline gives images, and there is no place for them", {
      cure: "Name a file or a folder with -o.",
    });
  }
  const last = calls.at(-1)?.name;
  if (explain) {
    throw new UsageError(`${last} gives values, and only images are explained`, { cure: "Leave out the last step." });
  }
  if (output !== undefined) {
    throw new UsageError(`${last} gives values and no image, so there is nothing for -o ${output.join(", ")}`, {
      cure: "Leave out -o: the values are printed.",
    });
  }
  return undefined;
}

interface Work {
  readonly pipeline: Pipeline;
  readonly others: ReadonlyMap<string, Image>;
  readonly flags: ApplyFlags;
}

function saveJob(
  outputs: readonly NamedOutput[],
  given: readonly GivenOption[],
  { pipeline, others, flags }: Work,
): SaveJob {
  const make = maker(pipeline, others);
  const variants = byInput(outputs)[0] ?? [];
  return {
    outputs,
    open: (path) => open(path, { ...openOptions(flags), ...storedImage(flags) }),
    // One image for all of its files, so that it is computed once.
    make: (image) => {
      const made = make(image);
      return variants.map(() => made);
    },
    encode: (format) => encodeOptionsOf(given, format),
    overwrite: flags.overwrite ?? false,
    alsoRead: [...others.keys()],
  };
}

function valueJob(inputs: readonly string[], { pipeline, others, flags }: Work): ValueJob {
  return {
    inputs,
    open: (path) => open(path, { ...openOptions(flags), ...storedImage(flags) }),
    find: finder(pipeline, others),
  };
}
