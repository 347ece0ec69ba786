/**
 * Does `sluice thumb`: settings, inputs and names first, then the job, with its progress shown.
 * Not here: the job itself (batch/thumb-job).
 * Read next: batch/thumb-job, cli/reporter.
 */
import { statSync } from "node:fs";
import { findInputs } from "../batch/find-inputs.ts";
import { nameOutputs } from "../batch/output-names.ts";
import { runThumbJob, type ThumbJob } from "../batch/thumb-job.ts";
import { PeakMeter } from "../budget/peak-meter.ts";
import { compose, configure, engine, prepare } from "../compose.ts";
import { checkEncodeOptions, type EncodeOptions, type MetadataKind, outputFormat } from "../graph/encoding.ts";
import { parseBox, type ThumbnailOptions, thumbnailSpec } from "../graph/thumbnail.ts";
import { exitCodes } from "./exit-codes.ts";
import { onInterrupt } from "./interrupt.ts";
import { parseColour } from "./number-option.ts";
import { chooseReporter } from "./reporter.ts";
import { keepHeapSmall } from "./small-heap.ts";
import type { ThumbFlags } from "./thumb-command.ts";

/** Runs the command. @returns its exit code. */
export async function thumb(inputs: readonly string[], flags: ThumbFlags): Promise<number> {
  configure({ memory: flags.memory, threads: flags.threads });
  // One file is one image; what a folder or a pattern holds is not known yet.
  prepare({ imagesAtOnce: inputs.length === 1 && isFile(inputs[0]) ? 1 : Number.POSITIVE_INFINITY });
  const job = await readJob(inputs, flags);
  const composition = await compose({ imagesAtOnce: job.outputs.length });
  keepHeapSmall();
  const reporter = await chooseReporter(flags, composition.limit);
  const meter = new PeakMeter(composition.gauge, { intervalMs: 20 });
  using interrupt = onInterrupt(() =>
    reporter.note("Stopping: what is running will be finished; press Ctrl-C again to stop at once."),
  );
  const summary = await runThumbJob(
    { ...job, sideBySide: composition.imagesAtOnce },
    {
      engine,
      ledger: composition.ledger,
      meter,
      onEvent: (event) => reporter.show(event, meter.now),
      stop: interrupt.signal,
    },
  );
  reporter.finish(summary);
  if (interrupt.signal.aborted) return exitCodes.interrupted;
  return summary.failed > 0 ? exitCodes.someFailed : exitCodes.done;
}

function isFile(path = ""): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

async function readJob(inputs: readonly string[], flags: ThumbFlags): Promise<Omit<ThumbJob, "sideBySide">> {
  const box = parseBox(flags.size);
  const encode = encodeOptions(flags);
  checkEncodeOptions(encode);
  const thumbnail = thumbnailOptions(flags);
  thumbnailSpec(box, thumbnail);
  const files = await findInputs(inputs, flags.output);
  const format = flags.format === "same" ? "same" : outputFormat(flags.format);
  const outputs = nameOutputs(files, { folder: flags.output, template: flags.name, format, box });
  const limits = { pixels: flags.maxPixels, frames: flags.maxFrames, scans: flags.maxScans };
  const open = { failOn: flags.failOn, limits };
  return { outputs, box, thumbnail, encode, open, overwrite: flags.overwrite ?? false };
}

function thumbnailOptions({ fit, crop, enlarge = false, background, pages, keep }: ThumbFlags): ThumbnailOptions {
  return {
    fit,
    crop,
    enlarge,
    pages,
    // A kept profile describes the pixels only as long as they are not converted away from it.
    colour: keep !== undefined && /\b(?:icc|all)\b/.test(keep) ? "keep" : "srgb",
    ...(background === undefined ? {} : { background: parseColour(background) }),
  };
}

function encodeOptions({ quality, effort, lossless, keep, background }: ThumbFlags): EncodeOptions {
  return {
    quality,
    effort,
    lossless,
    keep: keep === undefined ? "none" : keep === "all" || keep === "none" ? keep : (keep.split(",") as MetadataKind[]),
    background: background === undefined ? undefined : parseColour(background),
  };
}
