/**
 * The text of src/graph/image/operations.generated.ts, made from what the loaded library says of its operations.
 * Not here: writing it (scripts/generate-operations.ts).
 * Read next: scripts/operation-model.ts.
 */
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { camelCase } from "../src/graph/image/operation-call.ts";
import { allOutputsComment, comment, methodComment, optionComment } from "./operation-docs.ts";
import { foreignModels, type OperationModel, operationModels } from "./operation-model.ts";
import { inputType, isComputed, namedUnions, optionsType, returnType } from "./operation-types.ts";

export const generatedFile = fileURLToPath(new URL("../src/graph/image/operations.generated.ts", import.meta.url));

/** The file as it should be, formatted. */
export function operationsSource(): string {
  const own = operationModels();
  const foreign = foreignModels();
  const models = [...own, ...foreign];
  const on = models.filter(({ receiver }) => receiver !== undefined);
  const creating = models.filter(({ receiver }) => receiver === undefined);
  const names = own.map(({ name }) => name);
  const foreignNames = foreign.map(({ name }) => name);
  return formatted(
    [
      `${comment(heading, "")}import type { FailOn } from "../recipe/limits.ts";`,
      'import type { RunOptions } from "./engine.ts";',
      'import type { Image } from "./image.ts";',
      'import type { ImageOperand } from "./operand.ts";\n',
      `${comment(["libvips' nicknames of the operations that have a method here."], "")}${nameUnion(names)}`,
      `${comment(["Every {@link OperationName}, sorted."], "")}${nameList(names)}`,
      `${comment(["Loaders and savers of files and of bytes that have a method here."], "")}${nameUnion(foreignNames, "ForeignName")}`,
      `${comment(["Every {@link ForeignName}, sorted."], "")}${nameList(foreignNames, "foreignNames", "ForeignName")}`,
      ...namedUnions(models)
        .filter(({ name }) => !ownUnions.includes(name))
        .map(
          ({ name, origin, members }) => `${comment([`libvips' ${origin}.`], "")}export type ${name} = ${members};\n`,
        ),
      ...models.filter(({ optional }) => optional.length > 0).map((model) => optionsInterface(model)),
      `${comment(["Asks for every result, those too that libvips computes on demand only."], "")}${allOutputs}`,
      comment(["What can be done with an image. Nothing runs until a result is asked for."], "") +
        `export interface ImageOperations {\n${on.map(methods).join("\n")}}\n`,
      comment(["Images made from nothing. Nothing runs until a result is asked for."], "") +
        `export interface ImageCreators {\n${creating.map(methods).join("\n")}}\n`,
    ].join("\n"),
  );
}

const heading = [
  "libvips' operations as typed methods, written by scripts/generate-operations.ts: change it there.",
  "Not here: what a call does (graph/image/operation-call), or anything at run time besides a list of names.",
  "Read next: graph/image/image, plan/access/operation-memory.",
];

/** Those that graph/recipe has under the same names. */
const ownUnions: readonly string[] = ["FailOn"];

const allOutputs = "export interface AllOutputs { readonly allOutputs: true }\n";

function nameUnion(names: readonly string[], type = "OperationName"): string {
  return `export type ${type} = ${names.map((name) => JSON.stringify(name)).join(" | ")};\n`;
}

function nameList(names: readonly string[], list = "operationNames", type = "OperationName"): string {
  const split = `${JSON.stringify(names.join(" "))}.split(" ") as ${type}[]`;
  return `export const ${list}: readonly ${type}[] = ${split};\n`;
}

function optionsInterface(model: OperationModel): string {
  const owner = model.receiver === undefined ? "ImageCreators" : "ImageOperations";
  const fields = model.optional.map(
    (argument) =>
      `${optionComment(model.name, argument)}  readonly ${camelCase(argument.name)}?: ${inputType(model.name, argument)} | undefined;\n`,
  );
  const title = comment([`Options of {@link ${owner}.${model.method}}.`], "");
  return `${title}export interface ${optionsType(model)} {\n${fields.join("\n")}}\n`;
}

/** The method, and where libvips computes more on demand, the overload that gives it too. */
function methods(model: OperationModel): string {
  const { results, extraResults } = model;
  const plain = signature(model, optionsOf(model, isComputed(results)), returnType(results));
  if (extraResults.length === 0) return methodComment(model) + plain;
  const every = [...results, ...extraResults];
  const wanted = ["AllOutputs", ...optionsOf(model, isComputed(every))];
  // The narrower overload comes first: TypeScript takes the first that fits.
  return [
    allOutputsComment(model),
    signature(model, wanted, returnType(every, true), true),
    methodComment(model),
    plain,
  ].join("");
}

function optionsOf(model: OperationModel, computed: boolean): string[] {
  return [...(model.optional.length > 0 ? [optionsType(model)] : []), ...(computed ? ["RunOptions"] : [])];
}

function signature(model: OperationModel, options: readonly string[], result: string, required = false): string {
  const { name, method, receiver, takesOthers, positional } = model;
  const parameters = [
    ...(takesOthers && receiver !== undefined ? [`others: ${inputType(name, receiver)}`] : []),
    ...positional.map((argument) => `${camelCase(argument.name)}: ${inputType(name, argument)}`),
    ...(options.length > 0 ? [`options${required ? "" : "?"}: ${options.join(" & ")}`] : []),
  ];
  return `  ${method}(${parameters.join(", ")}): ${result};\n`;
}

/** Formatted twice: the formatter keeps line breaks in object types, so that its first result is not its last. */
function formatted(source: string): string {
  return format(format(source));
}

function format(source: string): string {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const args = [biome, "format", `--stdin-file-path=${generatedFile}`];
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  return execFileSync(process.execPath, args, { input: source, encoding: "utf8", cwd });
}
