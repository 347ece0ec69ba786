/**
 * Runs `sluice thumb`: settings, inputs and names first, then the job, with progress.
 * Not here: running the job (cli/tasks/run-job), or one image's work (batch/save-task).
 * Read next: cli/tasks/run-job, batch/save-task.
 */
import { findInputs } from "../../batch/find-inputs.ts";
import { byInput, defaultTemplate, nameVariants, templateWithSize } from "../../batch/output-names.ts";
import type { SaveJob } from "../../batch/save-task.ts";
import { compose, configure, open } from "../../compose.ts";
import { type OutputFormat, outputFormat } from "../../graph/output/encoding.ts";
import { parseBox, type ThumbnailOptions, thumbnailSpec } from "../../graph/recipe/thumbnail.ts";
import { givenOptions } from "../options/encode.ts";
import { checkGivenOptions, encodeOptionsOf } from "../options/given.ts";
import { storedImage } from "../options/stored.ts";
import { openOptions } from "../options/trust.ts";
import { runSaves } from "../tasks/run-job.ts";
import { prepareFor } from "../tasks/run-tasks.ts";
import type { ThumbFlags } from "./flags.ts";

/** Runs the command. @returns its exit code. */
export async function thumb(inputs: readonly string[], flags: ThumbFlags): Promise<number> {
  configure({ memory: flags.memory, threads: flags.threads });
  prepareFor(inputs, flags.oneAtATime);
  const job = await readJob(inputs, flags);
  const composition = await compose({ imagesAtOnce: flags.oneAtATime === true ? 1 : byInput(job.outputs).length });
  return await runSaves(job, composition, flags);
}

async function readJob(inputs: readonly string[], flags: ThumbFlags): Promise<SaveJob> {
  const boxes = flags.size.map(parseBox);
  const formats = flags.format.map((format): OutputFormat | "same" =>
    format === "same" ? "same" : outputFormat(format),
  );
  const given = givenOptions(flags);
  const thumbnail = thumbnailOptions(flags);
  for (const box of boxes) thumbnailSpec(box, thumbnail);
  const files = await findInputs(inputs, { exclude: flags.output });
  const template = flags.name ?? (boxes.length > 1 ? templateWithSize : defaultTemplate);
  const variants = boxes.flatMap((box) => formats.map((format) => ({ box, format })));
  const outputs = nameVariants(files, { folder: flags.output ?? ".", template }, variants);
  checkGivenOptions(given, outputs, ["background"]);
  return {
    outputs,
    open: (path) => open(path, { ...openOptions(flags), ...storedImage(flags) }),
    // One thumbnail for all formats of a size.
    make: (image) => boxes.map((box) => image.thumbnail(box, thumbnail)).flatMap((each) => formats.map(() => each)),
    encode: (format) => ({ keep: "none", ...encodeOptionsOf(given, format) }),
    overwrite: flags.overwrite ?? false,
  };
}

function thumbnailOptions({ fit, crop, enlarge = false, background, pages, keep }: ThumbFlags): ThumbnailOptions {
  return {
    fit,
    crop,
    enlarge,
    pages,
    // A kept profile describes the pixels only if they are not converted to another one.
    colour: keep === "all" || keep?.includes("icc") === true ? "keep" : "srgb",
    ...(background === undefined ? {} : { background }),
  };
}
