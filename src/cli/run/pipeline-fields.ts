/**
 * The fields of a pipeline file, each with its kind and its meaning: what the reader checks, and the schema says. Those of
 * how an output is encoded come from the table of options.
 * Not here: reading a file (cli/run/pipeline-file), or the schema for editors (schema/pipeline.schema.json, which is generated).
 * Read next: cli/run/pipeline-file, graph/output/options.
 */
import { outputFormats } from "../../graph/output/encoding.ts";
import { expectedOf as expectedOfKind, isOfKind, type OptionKind } from "../../graph/output/option-kinds.ts";
import { defaultText } from "../../graph/output/option-text.ts";
import { formatsWith, type OptionName, optionNames, outputOptions } from "../../graph/output/options.ts";
import { chunkPattern } from "../options/parse.ts";

/** A size is a thumbnail's. A chunk is a text here, such as 256x128. */
export type FieldKind = OptionKind | { readonly type: "size" };

export type Field = FieldKind & { readonly says: string; readonly required?: true };

const text = (says: string): Field => ({ type: "text", says });

/** The fields of one output. */
export const outputFields: Readonly<Record<string, Field>> = {
  from: text("A name under steps, of what this output is made from. Left out: the input itself."),
  thumbnail: { type: "size", says: "500 or 500x400 (a box), 500x (a width), x500 (a height). Before the steps." },
  steps: text("Operations with bars between them, as in sluice apply."),
  to: { ...text("The name, with {dir} {name} {ext}, and {size} of a thumbnail."), required: true },
  format: { type: "word", words: [...outputFormats, "same"], says: "Default: by the ending of the name." },
  ...Object.fromEntries(optionNames.map((name) => [name, encodingField(name)])),
};

function encodingField(name: OptionName): Field {
  const { kind, text: says } = outputOptions[name];
  const formats = formatsWith(name);
  const of = formats.length === outputFormats.length ? "" : `Of ${formats.join(", ")}.`;
  return { ...kind, says: [says, of, defaultText(formats, name)].filter((words) => words !== "").join(" ") };
}

/** What is wrong with a value: the end of a sentence such as `quality must be …`; undefined where nothing is. */
export function expectedOf(field: FieldKind, value: unknown): string | undefined {
  if (field.type === "size") {
    const fits = typeof value === "number" ? Number.isInteger(value) && value >= 1 : isSize(value);
    return fits ? undefined : "a size: 500, 500x (a width), x500 (a height) or 500x400";
  }
  if (field.type === "chunk") {
    return new RegExp(chunkPattern).test(String(value)) ? undefined : "a size of chunks: 256 or 256x128";
  }
  return isOfKind(field, value) ? undefined : expectedOfKind(field);
}

/** The same pattern as the thumbnail's own reader (graph/recipe/thumbnail). */
export const sizePattern = "^([1-9][0-9]*x?|[1-9][0-9]*x[1-9][0-9]*|x[1-9][0-9]*)$";

function isSize(value: unknown): boolean {
  return typeof value === "string" && new RegExp(sizePattern).test(value);
}
