#!/usr/bin/env node
/**
 * The `sluice` command: its subcommands, its help, and its exit codes.
 * Not here: what the subcommands do. Each one's file is loaded only when it is called, so that help is quick.
 * Read next: cli/thumb/command.
 */
import { createRequire } from "node:module";
import { Command, CommanderError } from "commander";
import { isSluiceError } from "../core/errors.ts";
import { applyCommand } from "./apply/command.ts";
import { convertCommand } from "./convert/command.ts";
import { doctorCommand } from "./doctor/command.ts";
import { explainCommand } from "./explain-command.ts";
import { infoCommand } from "./info/command.ts";
import { runCommand } from "./run/command.ts";
import { exitCodes } from "./tasks/exit-codes.ts";
import { thumbCommand } from "./thumb/command.ts";

const { version } = createRequire(import.meta.url)("sluice/package.json") as { version: string };

const program = new Command("sluice")
  .description("Image processing inside a memory budget.")
  .version(version)
  // Options after a subcommand belong to it. `explain` distinguishes its own --format from the result's by this.
  .enablePositionalOptions()
  .addCommand(thumbCommand())
  .addCommand(applyCommand())
  .addCommand(runCommand())
  .addCommand(convertCommand())
  .addCommand(explainCommand())
  .addCommand(infoCommand())
  .addCommand(doctorCommand())
  .addHelpText(
    "after",
    `
Examples:
  sluice thumb photos/ -o thumbs/ --size 500x500 --format webp --memory 256MB
  sluice apply "gaussblur 2 | sobel" scan.tif -o edges.tif
  sluice run pipeline.yaml scans/ -o out/
  sluice convert scan.tif scan.zarr --pyramid
  sluice explain thumb photo.jpg --memory 160MB
  sluice info scan.tif
  sluice doctor

Exit codes: 0 all done, 10 done but some failed, 20 wrong usage or impossible plan, 130 interrupted.`,
  );

for (const command of [program, ...program.commands.flatMap((each) => [each, ...each.commands])])
  command.exitOverride().showHelpAfterError("(--help shows the options)");

// A reader such as `head` may close stdout early. The command then ends as if interrupted.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(exitCodes.interrupted);
});

program.parseAsync().catch((error: unknown) => {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  } else if (isSluiceError(error)) {
    console.error(`sluice: ${error.message}\n${error.cure}`);
    process.exitCode = exitCodes.usage;
  } else {
    console.error(error);
    process.exitCode = 1;
  }
});
