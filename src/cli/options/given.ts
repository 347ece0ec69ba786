/**
 * Options that a command was given for its outputs: each output gets those that its format has, and an option that none
 * of them has is refused.
 * Not here: where they come from: flags (cli/options/encode), or the fields of a pipeline file (cli/run/pipeline-file).
 * Read next: graph/output/check-options.
 */
import { checkEncodeOptions, optionsOf, type Wording } from "../../graph/output/check-options.ts";
import type { OutputFormat } from "../../graph/output/encoding.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import type { OptionName } from "../../graph/output/options.ts";

export interface GivenOption {
  readonly name: OptionName;
  readonly value: unknown;
  /** The formats that it is for under this name. */
  readonly formats: readonly OutputFormat[];
  /** What the user wrote, such as `--tile-size`. */
  readonly says: string;
}

/** An output that options are for. */
export interface NamedOutput {
  readonly path: string;
  readonly format: OutputFormat;
}

/** What an output of one format makes use of. */
export function encodeOptionsOf(given: readonly GivenOption[], format: OutputFormat): EncodeOptions {
  return optionsOf(format, valuesOf(given.filter(({ formats }) => formats.includes(format))));
}

/**
 * Before any work. `usedOtherwise`: options that the command itself makes use of.
 * @throws {UsageError} for an option that no output makes use of, or a value that a format does not take.
 */
export function checkGivenOptions(
  given: readonly GivenOption[],
  outputs: readonly NamedOutput[],
  usedOtherwise: readonly OptionName[] = [],
): void {
  const byFormat = new Map(outputs.map((output) => [output.format, output]));
  const used = [...byFormat.values()].map((output) => {
    const options = encodeOptionsOf(given, output.format);
    checkEncodeOptions(output.format, options, wordingOf(given, output));
    return { output, options };
  });
  for (const each of given) {
    const isUsed = usedOtherwise.includes(each.name) || used.some(({ output, options }) => isIn(each, output, options));
    const [first] = outputs;
    if (isUsed || first === undefined) continue;
    const nearest = outputs.find(({ format }) => each.formats.includes(format)) ?? first;
    // A value alone says what is missing beside it.
    checkEncodeOptions(nearest.format, valuesOf([each]), wordingOf([each], nearest));
  }
}

/** Outputs that share their own options. */
export interface OutputGroup {
  readonly own: readonly GivenOption[];
  readonly outputs: readonly NamedOutput[];
}

/**
 * The options of each group: its own, and those of the defaults that its outputs have and it does not set itself.
 * @throws {UsageError} for a default that no output of any group has.
 */
export function withDefaults(defaults: readonly GivenOption[], groups: readonly OutputGroup[]): GivenOption[][] {
  const all = groups.map(({ own, outputs }) => {
    const open = defaults.filter((each) => !has(own, each));
    const used = outputs.map((output) => ({ output, options: encodeOptionsOf([...open, ...own], output.format) }));
    return [...open.filter((each) => used.some(({ output, options }) => isIn(each, output, options))), ...own];
  });
  const outputs = groups.flatMap((group) => group.outputs);
  for (const each of defaults) {
    const isSet = groups.some(
      (group) => has(group.own, each) && group.outputs.some(({ format }) => each.formats.includes(format)),
    );
    if (!isSet && !all.some((group) => group.includes(each))) checkGivenOptions([each], outputs);
  }
  return all;
}

function has(given: readonly GivenOption[], { name }: GivenOption): boolean {
  return given.some((each) => each.name === name);
}

function isIn({ name, formats }: GivenOption, { format }: NamedOutput, options: EncodeOptions): boolean {
  return formats.includes(format) && options[name] !== undefined;
}

function valuesOf(given: readonly GivenOption[]): EncodeOptions {
  return Object.fromEntries(given.map(({ name, value }) => [name, value]));
}

function wordingOf(given: readonly GivenOption[], { path }: NamedOutput): Wording {
  const find = (name: string): GivenOption | undefined => given.find((each) => each.name === name);
  const isFlag = given.some(({ says }) => says.startsWith("--"));
  return {
    option: (name) => find(name)?.says ?? name,
    setting: (name, value) => settingWords(name, value, isFlag),
    formats: (name) => given.filter((each) => each.name === name).flatMap(({ formats }) => formats),
    output: path,
  };
}

function settingWords(name: string, value: unknown, isFlag: boolean): string {
  if (!isFlag) return `${name}: ${String(value)}`;
  return value === true ? `--${name}` : `--${name} ${String(value)}`;
}
