/**
 * Does `sluice apply`: reads the pipeline, finds inputs and names, then runs the steps on every image.
 * Not here: reading the text (graph/pipeline/call), or one image's work (batch/save-task, batch/value-task).
 * Read next: graph/pipeline/call, cli/run-tasks.
 */
import { findInputs, type InputFile } from "../batch/find-inputs.ts";
import type { Task } from "../batch/job.ts";
import type { OutputFile } from "../batch/output-names.ts";
import { saveTasks } from "../batch/save-task.ts";
import { valueTasks } from "../batch/value-task.ts";
import { compose, configure, open } from "../compose.ts";
import { UsageError } from "../core/errors.ts";
import { checkEncodeOptions, type EncodeOptions } from "../graph/encoding.ts";
import type { Image } from "../graph/image.ts";
import { type Pipeline, readPipeline } from "../graph/pipeline/call.ts";
import { checkThumbnail, isThumbnail } from "../graph/pipeline/thumbnail.ts";
// Gives images the methods that the steps call.
import "../operations.ts";
import type { ApplyFlags } from "./apply-command.ts";
import { chooseOutputs } from "./apply-outputs.ts";
import { filesOf, finder, maker } from "./apply-steps.ts";
import { parseKeep } from "./keep-option.ts";
import { prepareFor, runTasks } from "./run-tasks.ts";
import { stepOperations } from "./step-operations.ts";
import { openOptions } from "./trust-options.ts";
import { valueLines } from "./value-lines.ts";

/** Runs the command. @returns its exit code. @throws {UsageError} for a mistake in the pipeline, and before any work. */
export async function apply(text: string, inputs: readonly string[], flags: ApplyFlags): Promise<number> {
  configure({ memory: flags.memory, threads: flags.threads });
  prepareFor(inputs);
  const encode = encodeOptions(flags);
  checkEncodeOptions(encode);
  const pipeline = readPipeline(text, stepOperations);
  for (const call of pipeline.calls.filter(isThumbnail)) checkThumbnail(call);
  const output = outputOf(pipeline, flags);
  const files = await findInputs(inputs, output);
  const outputs = output === undefined ? undefined : chooseOutputs(files, output, flags);
  const composition = await compose({ imagesAtOnce: files.length });
  const others = await openAll(filesOf(pipeline), flags);
  try {
    const tasks = tasksOf({ pipeline, files, outputs, others, encode, flags });
    if (outputs !== undefined) return await runTasks(tasks, composition, flags);
    const show = flags.json === true ? undefined : valueLines(files.map(({ path }) => path));
    return await runTasks(tasks, composition, { ...flags, bar: false }, show);
  } finally {
    for (const image of others.values()) image.dispose();
  }
}

/** @throws {UsageError} where there is a result to write and no place for it, or the other way round. */
function outputOf({ gives, calls }: Pipeline, { output }: ApplyFlags): string | undefined {
  if (gives === "image" && output === undefined) {
    throw new UsageError("the pipeline gives images, and there is no place for them", {
      cure: "Name a file or a folder with -o.",
    });
  }
  if (gives === "values" && output !== undefined) {
    throw new UsageError(`${calls.at(-1)?.name} gives values and no image, so there is nothing for -o ${output}`, {
      cure: "Leave out -o: the values are printed.",
    });
  }
  return output;
}

interface Work {
  readonly pipeline: Pipeline;
  readonly files: readonly InputFile[];
  readonly outputs: readonly OutputFile[] | undefined;
  readonly others: ReadonlyMap<string, Image>;
  readonly encode: EncodeOptions;
  readonly flags: ApplyFlags;
}

function tasksOf({ pipeline, files, outputs, others, encode, flags }: Work): Task[] {
  const openOne = (path: string): Promise<Image> => open(path, openOptions(flags));
  if (outputs === undefined) {
    return valueTasks({ inputs: files.map(({ path }) => path), open: openOne, find: finder(pipeline, others) });
  }
  return saveTasks({
    outputs,
    open: openOne,
    make: maker(pipeline, others),
    encode,
    overwrite: flags.overwrite ?? false,
    alsoRead: [...others.keys()],
  });
}

/** The images that the pipeline names with `@`, each opened once. What is wrong with one is wrong with every result. */
async function openAll(paths: ReadonlySet<string>, flags: ApplyFlags): Promise<Map<string, Image>> {
  const images = new Map<string, Image>();
  for (const path of paths) images.set(path, await open(path, openOptions(flags)));
  return images;
}

function encodeOptions({ quality, keep }: ApplyFlags): EncodeOptions {
  return { quality, ...(keep === undefined ? {} : { keep: parseKeep(keep) }) };
}
