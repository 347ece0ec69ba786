/**
 * The page of output options, made from the table: which format has which, then each with its range and default.
 * Not here: the table (src/graph/output/options.ts), or writing the file (scripts/write-output-options.ts).
 * Read next: src/graph/output/options.ts.
 */
import { outputFormats } from "../src/graph/output/encoding.ts";
import { exifNames } from "../src/graph/output/exif-fields.ts";
import { expectedOf, type OptionKind } from "../src/graph/output/option-kinds.ts";
import { defaultText } from "../src/graph/output/option-text.ts";
import {
  flagsOf,
  formatsWith,
  type OptionName,
  optionNames,
  optionOf,
  outputOptions,
} from "../src/graph/output/options.ts";

export function optionPage(): string {
  return [
    "# Options of outputs",
    "",
    "<!-- Written by scripts/write-output-options.ts from src/graph/output/options.ts; change the table there. -->",
    "",
    "How a file is encoded: options of `save`, `encode`, `stream`, `to` and `checkpoint`, fields of the outputs in a pipeline file,",
    "and flags of `sluice thumb`, `apply`, `run` and `convert`. A format refuses an option that it lacks, with a `UsageError`; where",
    "the ending of a path is known when a program is compiled, so does the compiler. A command that writes several formats gives each",
    "what it has, and refuses what none of them has.",
    "",
    "| format | options |",
    "| --- | --- |",
    ...outputFormats.map((format) => {
      const names = optionNames.filter((name) => optionOf(name, format) !== undefined);
      return `| \`${format}\` | ${names.map((name) => `[\`${name}\`](#${name.toLowerCase()})`).join(", ")} |`;
    }),
    "",
    ...optionNames.flatMap(section),
  ].join("\n");
}

function section(name: OptionName): string[] {
  const { text } = outputOptions[name];
  const formats = formatsWith(name);
  const flags = flagsOf(name).map(({ flag }) => `\`--${flag}\``);
  const of = formats.length === outputFormats.length ? "all" : formats.map((format) => `\`${format}\``).join(", ");
  const needs = formats.flatMap((format) => {
    const need = optionOf(name, format)?.needs;
    return need === undefined ? [] : [`Of ${format} only with ${need.of} (\`${need.option}\`).`];
  });
  return [
    `## \`${name}\``,
    "",
    text,
    ...needs,
    "",
    `- Formats: ${of}`,
    `- Value: ${valueText(name)}`,
    ...(outputOptions[name].kind.type === "fields" ? [`- Fields with texts: ${exifNames.join(", ")}`] : []),
    ...[defaultText(formats, name)].filter((words) => words !== "").map((words) => `- ${words.replace(/\.$/, "")}`),
    `- Flag: ${flags.join(", ")}`,
    "",
  ];
}

/** Where formats differ, with what each takes. */
function valueText(name: OptionName): string {
  const values = new Map<string, string[]>();
  for (const format of formatsWith(name)) {
    const words = expectedOf(optionOf(name, format)?.kind as OptionKind);
    values.set(words, [...(values.get(words) ?? []), format]);
  }
  const [only, ...others] = [...values];
  if (others.length === 0) return only?.[0] ?? "";
  return [only, ...others].map((each) => `${each?.[0]} (${each?.[1].join(", ")})`).join("; ");
}
