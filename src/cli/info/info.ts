/**
 * Runs `sluice info`: reads the header of every file, a few at a time, and shows them in the order of the inputs.
 * Not here: the words of the table (cli/info/info-table), or what a header is (graph/recipe/header).
 * Read next: cli/info/info-table, run/source/read-header.
 */
import { findInputs } from "../../batch/find-inputs.ts";
import { runSideBySide } from "../../batch/side-by-side.ts";
import { configure, engine } from "../../compose.ts";
import { isSluiceError } from "../../core/errors.ts";
import { defaultInputLimits, type InputLimits } from "../../graph/recipe/limits.ts";
import { plainError } from "../show/json-lines.ts";
import { eventLine } from "../show/plain-lines.ts";
import { exitCodes } from "../tasks/exit-codes.ts";
import { type FileInfo, infoTable } from "./info-table.ts";

export interface InfoFlags {
  readonly json?: boolean;
  readonly untrusted?: boolean;
}

interface Failure {
  readonly path: string;
  readonly error: unknown;
}

type Outcome = FileInfo | Failure;

/** Few enough for a laptop's limit of open files. A header takes about a millisecond once it is in memory. */
const atOnce = 8;

/** Shows the claims of any file instead of refusing them: they cost nothing as long as no pixel is decoded. */
const unlimited: InputLimits = {
  maxPixels: Number.MAX_SAFE_INTEGER,
  maxFrames: Number.MAX_SAFE_INTEGER,
  maxScans: Number.MAX_SAFE_INTEGER,
  // Except for drawings, which have to be parsed whole to know their size.
  maxDrawingBytes: defaultInputLimits.maxDrawingBytes,
};

/** Runs the command. @returns its exit code. @throws {UsageError} when an input matches nothing. */
export async function info(inputs: readonly string[], flags: InfoFlags): Promise<number> {
  const { json = false, untrusted = false } = flags;
  configure({ untrusted });
  const files = await findInputs(inputs);
  const paths = files.map(({ path }) => path);
  const failed = json ? await showJson(paths) : await showTable(paths);
  return failed > 0 ? exitCodes.someFailed : exitCodes.done;
}

async function showJson(paths: readonly string[]): Promise<number> {
  let failed = 0;
  await readHeaders(paths, (outcome) => {
    if ("error" in outcome) failed += 1;
    process.stdout.write(`${JSON.stringify(recordOf(outcome))}\n`);
  });
  return failed;
}

function recordOf(outcome: Outcome): object {
  const { path } = outcome;
  if ("error" in outcome) return { path, error: plainError(outcome.error) };
  const { header, dataset } = outcome;
  return { path, ...(dataset === undefined ? {} : { dataset }), ...header };
}

/** Columns are as wide as their widest cell, so the table waits for the last file. */
async function showTable(paths: readonly string[]): Promise<number> {
  const found: FileInfo[] = [];
  const failures: Failure[] = [];
  await readHeaders(paths, (outcome) => {
    if ("error" in outcome) failures.push(outcome);
    else found.push(outcome);
  });
  if (found.length > 0) process.stdout.write(`${infoTable(found, process.stdout.columns)}\n`);
  for (const { path, error } of failures) {
    process.stderr.write(`${eventLine({ kind: "failed", input: path, error })}\n`);
  }
  return failures.length;
}

/** Reports each file in the order of the paths, as soon as those before it are read. */
async function readHeaders(paths: readonly string[], tell: (outcome: Outcome) => void): Promise<void> {
  const waiting = new Map<number, readonly Outcome[]>();
  let next = 0;
  await runSideBySide([...paths.entries()], atOnce, async ([index, path]) => {
    waiting.set(index, await readOne(path));
    for (let outcomes = waiting.get(next); outcomes !== undefined; outcomes = waiting.get(next)) {
      for (const outcome of outcomes) tell(outcome);
      waiting.delete(next);
      next += 1;
    }
  });
}

/** One image, or all images of an HDF5 file that has several, in its order. */
async function readOne(path: string): Promise<readonly Outcome[]> {
  const first = await readImage(path, undefined);
  if ("header" in first && first.header.codec !== "hdf5") return [first];
  // A broken file has no list of images. A file of several images fails to open without a name, with a usage error.
  if ("error" in first && !isSluiceError(first.error, "usage")) return [first];
  const { datasets } = await import("../../store/hdf5/open-hdf5.ts");
  const all = await datasets(path).catch(() => []);
  const images = all.filter(({ isImage }) => isImage);
  const [only] = images;
  if (only === undefined) return [first];
  if (images.length === 1 && "header" in first) return [{ ...first, dataset: only.name }];
  const found: Outcome[] = [];
  // One after the other: each may take a thread with libhdf5.
  for (const { name } of images) found.push(await readImage(path, name));
  return found;
}

async function readImage(path: string, dataset: string | undefined): Promise<Outcome> {
  try {
    const { header } = await engine.open(path, { failOn: "none", limits: unlimited, dataset });
    return { path, header, dataset };
  } catch (error) {
    // Without a library no file can be read, so this fails once, not once per file.
    if (isSluiceError(error, "library")) throw error;
    return { path, error };
  }
}
