/**
 * Declares the arguments and options of `sluice apply`.
 * Not here: doing it (cli/apply/apply), or listing the operations (cli/apply/operation-list, cli/apply/operation-help).
 * Read next: cli/apply/apply.
 */
import { Command, Option } from "commander";
import { outputFormats } from "../../graph/output/encoding.ts";
import { addBudgetOptions } from "../options/budget.ts";
import { addEncodeOptions } from "../options/encode.ts";
import { addExplainOptions } from "../options/explain.ts";
import { listed, repeated } from "../options/parse.ts";
import { addStoredOptions } from "../options/stored.ts";
import { addTrustOptions } from "../options/trust.ts";
import type { ApplyFlags } from "./flags.ts";

/** Options that ask for help instead of work. Each is `true` if no word follows it. */
interface AskFlags {
  readonly list?: string | true;
  readonly help?: string | true;
  readonly helpOperation?: string;
}

export function applyCommand(): Command {
  return addOptions(
    new Command("apply")
      .description("Apply operations of libvips to files, folders (with what is below them) and patterns.")
      .usage('"PIPELINE" INPUTS... -o OUT [options]')
      // Not required, since --list and --help work without it; the action checks it.
      .argument("[pipeline]", "operations with bars between them, such as 'gaussblur 2 | sobel | cast uchar'")
      .argument("[inputs...]", "image files, folders, or quoted patterns such as 'scans/**/*.tif'")
      .option(
        "-o, --output <path>",
        "a file for one input, or several, each with its own -o; or a folder, made if missing; none for values",
        repeated,
      )
      .addOption(
        new Option("-f, --format <format>", `of the results: ${formats.join(", ")}; in a folder several with commas`)
          .argParser(listed(defaultFormat))
          .default(defaultFormat, "as their names say"),
      )
      .option("--name <template>", "of the files in a folder, with {dir} {name} {ext}; default {dir}/{name}.{ext}")
      .option("--overwrite", "replace results that exist; otherwise they are skipped")
      .option("--json", "one JSON object a line on stdout instead of text")
      .option("--quiet", "only failures, and values where they are asked for")
      .option("--list [word]", "list the operations, or those that have a word in their name or description")
      .option("--help-operation <name>", "show what an operation takes and gives")
      .helpOption(false)
      .option("-h, --help [operation]", "show this help, or an operation's")
      .addHelpText("after", examples)
      .action(act),
  );
}

function addOptions(command: Command): Command {
  return addBudgetOptions(
    addExplainOptions(addTrustOptions(addStoredOptions(addEncodeOptions(command, "all, or none of a thumbnail's")))),
  );
}

const formats = [...outputFormats, "same"];
const defaultFormat = ["same"];

const examples = `
A step is an operation, its values in order, and options as name=value or --name value. It is given the image of the
step before. Values of several numbers: 1,2,3 or [1, 2, 3]. Other images: @path. Words with blanks or bars: in quotes.

Examples:
  sluice apply "gaussblur 2 | sobel" scan.tif -o edges.tif
  sluice apply "resize 0.5" scan.tif -o half.webp -o half.tif        two files, computed once
  sluice apply "resize 0.5" scans/ -o out/ --format webp,tiff        the same of each image
  sluice apply "thumbnail 800 | sharpen sigma=1" photos/ -o out/ --format webp --memory 256MB
  sluice apply "composite2 @mark.png over x=10 y=10" 'in/*.jpg' -o out/
  sluice apply avg 'in/*.jpg'                             a value for each file, and no -o
  sluice apply --list blur
  sluice apply --help gaussblur`;

async function act(this: Command): Promise<void> {
  const [pipeline, inputs] = this.processedArgs as [string | undefined, string[]];
  const { list, help, helpOperation, ...flags } = this.opts<ApplyFlags & AskFlags>();
  if (help === true) this.help();
  const asked = helpOperation ?? help;
  if (asked !== undefined) {
    const { helpOperation: show } = await import("./operation-help.ts");
    show(asked);
  } else if (list !== undefined) {
    const { listOperations } = await import("./operation-list.ts");
    listOperations(list === true ? undefined : list);
  } else if (pipeline === undefined) this.error("error: missing required argument 'pipeline'");
  else if (inputs.length === 0) this.error("error: missing required argument 'inputs'");
  else {
    const { apply } = await import("./apply.ts");
    process.exitCode = await apply(pipeline, inputs, flags);
  }
}
