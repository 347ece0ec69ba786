/**
 * Runs `sluice convert`: one image into one file or store, as a batch of one with progress.
 * Not here: which options go with which format (cli/convert/output), or the work (batch/save-task).
 * Read next: cli/tasks/run-job, run/output/store-file.
 */
import type { SaveJob } from "../../batch/save-task.ts";
import { compose, configure, open } from "../../compose.ts";
import { givenOptions } from "../options/encode.ts";
import { checkGivenOptions, encodeOptionsOf } from "../options/given.ts";
// Adds the method `copy` to images.
import "../../operations.ts";
import { storedImage } from "../options/stored.ts";
import { openOptions } from "../options/trust.ts";
import { runSaves } from "../tasks/run-job.ts";
import { prepareFor } from "../tasks/run-tasks.ts";
import type { ConvertFlags } from "./flags.ts";
import { convertFormat, refuseFolder } from "./output.ts";

/**
 * Runs the command. @returns its exit code. @throws {UsageError} for options that do not go together, before any work.
 */
export async function convert(input: string, output: string, flags: ConvertFlags): Promise<number> {
  configure({ memory: flags.memory, threads: flags.threads });
  const format = convertFormat(input, output, flags);
  refuseFolder(input);
  const given = givenOptions(flags);
  checkGivenOptions(given, [{ path: output, format }]);
  prepareFor([input], true);
  const job: SaveJob = {
    outputs: [{ input: { path: input, folder: "." }, path: output, format }],
    open: (path) => open(path, { ...openOptions(flags), ...storedImage(flags) }),
    // Operations see only the first page of several, so `copy` selects it.
    make: (image) => [flags.pages === "first" ? image.copy() : image],
    encode: () => encodeOptionsOf(given, format),
    overwrite: flags.add === true ? "add" : (flags.overwrite ?? false),
    resume: flags.resume,
  };
  return await runSaves(job, await compose({ imagesAtOnce: 1 }), flags);
}
