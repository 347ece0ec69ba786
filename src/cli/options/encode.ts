/**
 * The flags of how results are encoded, which `thumb`, `apply`, `run` and `convert` share, made from the table of options.
 * Not here: which formats have an option, and what values it takes (graph/output/options), or its use for the outputs of
 * a command (cli/options/given).
 * Read next: graph/output/options, cli/options/given.
 */
import { type Command, Option } from "commander";
import { type OutputFormat, outputFormats } from "../../graph/output/encoding.ts";
import type { ExifFields } from "../../graph/output/exif-fields.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import type { OptionKind } from "../../graph/output/option-kinds.ts";
import { defaultText, rangeText } from "../../graph/output/option-text.ts";
import { flagsOf, type OptionName, optionNames, optionOf, outputOptions } from "../../graph/output/options.ts";
import type { GivenOption } from "./given.ts";
import { numberBetween, parseChunk, parseColour, parseField, parseKeep, wholeNumber } from "./parse.ts";

/** Those that commands look at themselves; the others are found by the table. */
export type EncodeFlags = Pick<EncodeOptions, "keep" | "background">;

/** `kept`: what metadata is carried over when nobody says, for the help. */
export function addEncodeOptions(command: Command, kept: string): Command {
  for (const name of optionNames) {
    for (const { flag, formats } of flagsOf(name)) addFlags(command, { name, flag, formats, kept });
  }
  return command;
}

interface FlagOfOption {
  readonly name: OptionName;
  readonly flag: string;
  readonly formats: readonly OutputFormat[];
  readonly kept: string;
}

const heading = "How results are encoded:";

function addFlags(command: Command, { name, flag, formats, kept }: FlagOfOption): void {
  const { kind, letter, text } = outputOptions[name];
  const short = letter === undefined ? "" : `-${letter}, `;
  const value = valueWords(kind);
  const of = formats.length === outputFormats.length ? "" : `Of ${formats.join(", ")}.`;
  const byDefault = name === "keep" ? `Default: ${kept}.` : defaultText(formats, name);
  const words = [text, of, rangeText(kind), kind.type === "flag" && byDefault === "Default: false." ? "" : byDefault];
  const help = words.filter((each) => each !== "").join(" ");
  const option = new Option(
    `${short}--${flag}${value === "" ? "" : ` <${value}>`}`,
    help.replaceAll("`", ""),
  ).helpGroup(heading);
  const parse = parserOf(kind, `--${flag}`);
  command.addOption(parse === undefined ? option : option.argParser(parse));
  // What the planner would turn on can be turned off.
  if (kind.type === "flag" && formats.some((format) => optionOf(name, format)?.default !== false)) {
    command.addOption(new Option(`--no-${flag}`, `Not --${flag}, whatever the default.`).helpGroup(heading));
  }
}

function valueWords(kind: OptionKind): string {
  switch (kind.type) {
    case "flag":
      return "";
    case "integer":
    case "number":
      return "number";
    case "integers":
      return "numbers";
    case "word":
    case "text":
      return "text";
    case "chunk":
    case "bytes":
      return "size";
    case "colour":
      return "colour";
    case "keep":
      return "kinds";
    case "fields":
      return "field=text";
  }
}

/** Undefined where the text is the value. */
function parserOf(kind: OptionKind, flag: string): ((text: string, before: unknown) => unknown) | undefined {
  switch (kind.type) {
    case "integer":
      return wholeNumber(flag, kind.min, kind.max);
    case "integers":
      return (text) => wholeNumbers(text, wholeNumber(flag, kind.min, kind.max));
    case "number":
      return numberBetween(flag, kind.min, kind.max);
    case "chunk":
      return parseChunk;
    case "colour":
      return parseColour;
    case "keep":
      return parseKeep;
    case "fields":
      return (text, before) => parseField(text, before as ExifFields | undefined);
    default:
      return undefined;
  }
}

/** One, or several with commas between them. */
function wholeNumbers(text: string, parse: (text: string) => number): number | number[] {
  return text.includes(",") ? text.split(",").map((part) => parse(part.trim())) : parse(text);
}

/** The flags that were given, as options of outputs. */
export function givenOptions(flags: object): GivenOption[] {
  const values = flags as Readonly<Record<string, unknown>>;
  return optionNames.flatMap((name) =>
    flagsOf(name).flatMap(({ flag, formats }) => {
      const value = values[flag.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())];
      return value === undefined ? [] : [{ name, value, formats, says: `--${flag}` }];
    }),
  );
}
