/**
 * Declares the arguments and options of `sluice info`.
 * Not here: doing it (cli/info/info).
 * Read next: cli/info/info.
 */
import { Command } from "commander";

export function infoCommand(): Command {
  return new Command("info")
    .description("Show what the headers of image files say; no pixel is decoded.")
    .argument("<files...>", "image files, folders or quoted patterns")
    .option("--json", "one JSON object a line")
    .option("--untrusted", "allow loaders that libvips itself calls untrusted")
    .action(async (files: string[], flags: { json?: boolean; untrusted?: boolean }) => {
      const { info } = await import("./info.ts");
      process.exitCode = await info(files, flags);
    });
}
