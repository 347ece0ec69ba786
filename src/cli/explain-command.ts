/**
 * Declares `sluice explain`, whose subcommands are thumb, apply, run and convert.
 * Not here: explaining (cli/tasks/explain-all). The subcommands themselves start it.
 * Read next: cli/tasks/explain-all.
 */
import { Command, Option } from "commander";
import { applyCommand } from "./apply/command.ts";
import { convertCommand } from "./convert/command.ts";
import { runCommand } from "./run/command.ts";
import { thumbCommand } from "./thumb/command.ts";

export function explainCommand(): Command {
  return (
    new Command("explain")
      .description(
        "Show what thumb, apply, run or convert would do and hold, stage by stage; nothing is run or written.",
      )
      .usage("[options] thumb|apply|run|convert …the same words as without explain…")
      .addOption(new Option("--format <how>", "of the explanation").choices(["text", "json"]).default("text"))
      .option("--verbose", "every term, and a tree for each of many images")
      // A --format before the subcommand is the explanation's, one after it the result's.
      .enablePositionalOptions()
      .addCommand(thumbCommand({ onlyExplains: true }))
      .addCommand(applyCommand())
      .addCommand(runCommand({ onlyExplains: true }))
      .addCommand(convertCommand())
      .hook("preSubcommand", (explain, command) => {
        const { format, verbose } = explain.opts<{ format: "text" | "json"; verbose?: boolean }>();
        command.setOptionValue("explain", true);
        if (format === "json") command.setOptionValue("json", true);
        if (verbose === true) command.setOptionValue("verbose", true);
      })
      .addHelpText("after", examples)
  );
}

const examples = `
Up to three images have a tree each, more a line each (--verbose: a tree each). The exit code is 20 where an image cannot
run within the budget. -o may be left out.

Examples:
  sluice explain thumb photo.jpg --size 500 --memory 160MB
  sluice explain --format json apply "rot d90 | gaussblur 2" scan.tif -o turned.tif
  sluice thumb photos/ -o thumbs/ --explain                     the same, as an option`;
