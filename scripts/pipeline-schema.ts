/**
 * The JSON Schema of pipeline files, made from the fields that the command checks.
 * Not here: writing it (scripts/write-pipeline-schema).
 * Read next: src/cli/run/pipeline-fields.ts.
 */
import { chunkPattern } from "../src/cli/options/parse.ts";
import { type Field, outputFields, sizePattern } from "../src/cli/run/pipeline-fields.ts";
import { exifNames } from "../src/graph/output/exif-fields.ts";
import { keepWords, metadataKinds } from "../src/graph/output/option-kinds.ts";

type Schema = Readonly<Record<string, unknown>>;

export function pipelineSchema(): Schema {
  const fields = Object.entries(outputFields);
  const output = {
    type: "object",
    properties: Object.fromEntries(fields.map(([name, field]) => [name, fieldSchema(field)])),
    required: fields.filter(([, { required }]) => required).map(([name]) => name),
    additionalProperties: false,
  };
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Pipeline of sluice run",
    description: "Several outputs of every image; what they share is computed once.",
    type: "object",
    properties: {
      steps: {
        description: "Operations by a name, with bars between them, as in sluice apply. Computed once.",
        type: "object",
        additionalProperties: { type: "string", pattern: "\\S" },
      },
      outputs: { description: "The outputs of each image.", type: "array", minItems: 1, items: output },
    },
    required: ["outputs"],
    additionalProperties: false,
  };
}

function fieldSchema({ says: description, ...field }: Field): Schema {
  switch (field.type) {
    case "text":
      return { description, type: "string", pattern: "\\S" };
    case "flag":
      return { description, type: "boolean" };
    case "integers": {
      const { min: minimum, max: maximum } = field;
      const one = { type: "integer", minimum, maximum };
      return { description, anyOf: [one, { type: "array", items: one, minItems: 1 }] };
    }
    case "integer":
    case "number":
      return { description, type: field.type, minimum: field.min, maximum: field.max };
    case "bytes":
      return {
        description,
        anyOf: [
          { type: "integer", minimum: 0 },
          { type: "string", pattern: "\\S" },
        ],
      };
    case "size":
      return {
        description,
        anyOf: [
          { type: "integer", minimum: 1 },
          { type: "string", pattern: sizePattern },
        ],
      };
    case "chunk":
      return {
        description,
        anyOf: [
          { type: "integer", minimum: 1, maximum: 16_384 },
          { type: "string", pattern: chunkPattern },
        ],
      };
    case "word":
      return { description, enum: [...field.words, ...(field.also ?? [])] };
    case "keep":
      return { description, anyOf: [{ enum: keepWords }, { type: "array", items: { enum: metadataKinds } }] };
    case "fields": {
      const text = { anyOf: [{ type: "string", pattern: "\\S" }, { enum: [null] }] };
      return {
        description,
        type: "object",
        properties: Object.fromEntries(exifNames.map((name) => [name, text])),
        // A field without a text can be dropped, whatever its name.
        additionalProperties: text,
      };
    }
    case "colour": {
      const level = { type: "number", minimum: 0, maximum: 255 };
      const list = (count: number): Schema => ({ type: "array", items: level, minItems: count, maxItems: count });
      return { description, anyOf: [list(1), list(3)] };
    }
  }
}
