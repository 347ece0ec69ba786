/**
 * Declares the arguments and options of `sluice thumb`.
 * Not here: doing it (cli/thumb/thumb).
 * Read next: cli/thumb/thumb.
 */
import { Command, Option } from "commander";
import { outputFormats } from "../../graph/output/encoding.ts";
import { crops, fits } from "../../graph/recipe/thumbnail.ts";
import { addBudgetOptions } from "../options/budget.ts";
import { addEncodeOptions } from "../options/encode.ts";
import { addExplainOptions } from "../options/explain.ts";
import { listed } from "../options/parse.ts";
import { addStoredOptions } from "../options/stored.ts";
import { addTrustOptions } from "../options/trust.ts";
import type { ThumbFlags } from "./flags.ts";

export interface ThumbCommandOptions {
  /** Whether nothing will be written, so that the output folder is optional. */
  readonly onlyExplains?: boolean;
}

const formats = [...outputFormats, "same"];
const defaultSize = ["500x500"];
const defaultFormat = ["same"];

export function thumbCommand({ onlyExplains = false }: ThumbCommandOptions = {}): Command {
  const command = new Command("thumb")
    .description("Make thumbnails of files, folders (with what is below them) and patterns.")
    .argument("<inputs...>", "image files, folders, or quoted patterns such as 'photos/**/*.jpg'")
    .addOption(
      new Option("-o, --output <folder>", "where the thumbnails go; made if missing").makeOptionMandatory(
        !onlyExplains,
      ),
    )
    .addOption(
      new Option("-s, --size <size>", "500 or 500x500 (a box), 500x (a width), x500 (a height); several with commas")
        .argParser(listed(defaultSize))
        .default(defaultSize, "500x500"),
    )
    .addOption(new Option("--fit <how>", "how the box is met").choices(fits).default("inside"))
    .addOption(new Option("--crop <what>", "what --fit cover keeps").choices(crops).default("centre"))
    .option("--enlarge", "let images smaller than the box grow")
    .addOption(
      new Option("--pages <which>", "of an animation (webp and gif)").choices(["first", "all"]).default("first"),
    )
    .addOption(
      new Option("-f, --format <format>", `of the thumbnails: ${formats.join(", ")}; several with commas`)
        .argParser(listed(defaultFormat))
        .default(defaultFormat, "same"),
    )
    .option("--name <template>", "with {dir} {name} {ext} {size} {width} {height}; default as below")
    .option("--overwrite", "replace thumbnails that exist; otherwise they are skipped");
  return addBudgetOptions(addExplainOptions(addTrustOptions(addStoredOptions(addEncodeOptions(command, "none")))))
    .option("--json", "one JSON object a line on stdout instead of text")
    .option("--quiet", "only failures")
    .addHelpText(
      "after",
      `
Names are {dir}/{name}.{ext}, and {dir}/{name}-{size}.{ext} where there are several sizes.

Examples:
  sluice thumb photos/ -o thumbs/                              every image below photos/, at most 500 x 500
  sluice thumb 'in/*.jpg' -o out/ --size 320x --format webp     320 pixels wide, as WebP
  sluice thumb in/ -o out/ --size 200 --fit cover --crop attention
  sluice thumb in/ -o out/ --size 320 --size 640 --format webp,avif     four files of each image, from one decode
  sluice thumb in/ -o out/ --memory 160MB --name '{dir}/{name}-{width}.{ext}'`,
    )
    .action(async (inputs: string[], flags: ThumbFlags) => {
      const { thumb } = await import("./thumb.ts");
      process.exitCode = await thumb(inputs, flags);
    });
}
