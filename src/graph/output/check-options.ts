/**
 * Checks the options of an output against the table: that the format has them, their values, and what else they need.
 * Not here: the table (graph/output/options), or what the values do (run/output/savers).
 * Read next: graph/output/options.
 */
import { toBytes } from "../../core/bytes.ts";
import { UsageError } from "../../core/errors.ts";
import type { OutputFormat } from "./encoding.ts";
import { type ExifFields, exifMistake } from "./exif-fields.ts";
import type { EncodeOptions } from "./format-options.generated.ts";
import { expectedOf, isOfKind, type OptionKind } from "./option-kinds.ts";
import { formatsWith, type OptionName, optionNames, optionOf, outputOptions } from "./options.ts";
import type { Need } from "./output-option.ts";

/** How messages speak of options and outputs: the command says `--tile-size`, where the library says `tileSize`. */
export interface Wording {
  readonly option: (name: string) => string;
  /** How to ask for a value, such as `pyramid: true`. */
  readonly setting: (name: string, value: unknown) => string;
  /** The formats that have the option under that name. */
  readonly formats: (name: OptionName) => readonly OutputFormat[];
  readonly output: string;
}

const ofLibrary: Wording = {
  option: (name) => name,
  setting: (name, value) => `${name}: ${JSON.stringify(value)}`,
  formats: formatsWith,
  output: "this output",
};

type Given = Readonly<Record<string, unknown>>;

/**
 * What is not among the table's options is left to others. An option that is `false` may go to formats without it, too.
 * @throws {UsageError} for an option that the format lacks, or without what it needs, or with another kind of value.
 */
export function checkEncodeOptions(format: OutputFormat, options: EncodeOptions, wording?: Wording): void {
  for (const name of optionNames) checkEncodeOption(name, format, options, wording);
}

/** What calls take beside the table's options. */
const settings = ["format", "overwrite", "resume", "measure", "onProgress", "signal", "path", "stream", "reuse"];

/** @throws {UsageError} for a name that no output and no call has: a misspelt one would be ignored in silence. */
export function checkOutputNames(call: string, options: object): void {
  const known: readonly string[] = [...optionNames, ...settings];
  const unknown = Object.keys(options).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  throw new UsageError(`${call}: there is no option "${unknown}"`, {
    cure: "docs/reference/output-options.md lists the options of each format.",
  });
}

/** One of them, as {@link checkEncodeOptions}. */
export function checkEncodeOption(
  name: OptionName,
  format: OutputFormat,
  options: EncodeOptions,
  wording = ofLibrary,
): void {
  const given = options as Given;
  const value = given[name];
  if (value === undefined) return;
  const option = wording.formats(name).includes(format) ? optionOf(name, format) : undefined;
  if (option !== undefined) {
    checkValue(name, { value, format, kind: option.kind }, wording);
    if (value !== false && option.needs !== undefined) checkNeed(name, option.needs, { format, given }, wording);
  } else if (value !== false) throw lacking(name, format, wording);
}

/** @throws {UsageError} for any option where there is nothing to encode. */
export function refuseEncodeOptions(what: string, options: EncodeOptions): void {
  const name = optionNames.find((each) => options[each] !== undefined && options[each] !== false);
  if (name === undefined) return;
  throw new UsageError(`${name} is of ${listed(formatsWith(name), "and")}, and ${what} are not encoded`, {
    cure: "Leave it out.",
  });
}

/** Those of the options that an output of a format makes use of. */
export function optionsOf(format: OutputFormat, options: EncodeOptions): EncodeOptions {
  const given = options as Given;
  const used = optionNames.filter((name) => {
    const option = given[name] === undefined ? undefined : optionOf(name, format);
    return option !== undefined && (option.needs === undefined || isMet(option.needs, format, given));
  });
  return Object.fromEntries(used.map((name) => [name, given[name]]));
}

function lacking(name: OptionName, format: OutputFormat, { option, formats, output }: Wording): UsageError {
  const having = formats(name);
  return new UsageError(`${option(name)} is of ${listed(having, "and")}, and ${output} is ${format}`, {
    cure: `Leave it out, or choose ${listed(having, "or")}.`,
  });
}

interface Checked {
  readonly value: unknown;
  readonly format: OutputFormat;
  readonly kind: OptionKind;
}

function checkValue(name: OptionName, { value, format, kind }: Checked, { option }: Wording): void {
  // Says itself what is wrong with a text.
  if (kind.type === "bytes" && (typeof value === "string" || typeof value === "number")) toBytes(value);
  if (isOfKind(kind, value)) {
    const mistake = kind.type === "fields" ? exifMistake(value as ExifFields) : undefined;
    if (mistake === undefined) return;
    throw new UsageError(`${option(name)}: ${mistake}`, {
      cure: "docs/reference/output-options.md lists the names.",
    });
  }
  if (kind.type === "word") {
    throw new UsageError(`${format} has no ${name} "${String(value)}"`, {
      cure: `Choose ${listed(kind.words, "or")}.`,
    });
  }
  const { example, kind: general } = outputOptions[name];
  const isOwn = expectedOf(general) !== expectedOf(kind);
  throw new UsageError(
    `${option(name)} is ${shown(value)} and must be ${expectedOf(kind)}${isOwn ? ` for ${format}` : ""}`,
    { cure: example === undefined ? `Give ${expectedOf(kind)}.` : `Try ${example}.` },
  );
}

interface Needing {
  readonly format: OutputFormat;
  readonly given: Given;
}

function checkNeed(name: OptionName, need: Need, { format, given }: Needing, wording: Wording): void {
  if (isMet(need, format, given)) return;
  const ways = need.values.map((value) => wording.setting(need.option, value));
  throw new UsageError(`${wording.option(name)} is of ${need.of}`, {
    cure: `Add ${listed(ways, "or")}, or leave it out.`,
  });
}

function isMet({ option, values }: Need, format: OutputFormat, given: Given): boolean {
  const value = given[option] ?? optionOf(option as OptionName, format)?.default;
  return values.some((each) => each === value);
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return `[${value.join(", ")}]`;
  if (typeof value === "object" && value !== null) return Object.values(value).join(" × ");
  return typeof value === "string" ? `"${value}"` : String(value);
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], joint: "and" | "or"): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${joint} ${last}`;
}
