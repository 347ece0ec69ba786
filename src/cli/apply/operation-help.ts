/**
 * Shows the help of one operation: its description, every argument with kind, range, default and text, and its results.
 * Not here: which operations there are (cli/apply/operation-list).
 * Read next: cli/steps/step-operations.
 */
import { positionalInputs, receiverOf } from "../../graph/image/operation-call.ts";
import type { ArgumentShape, OperationShape } from "../../graph/recipe/nodes.ts";
import { plainTable } from "../show/plain-table.ts";
import { expectedOf } from "../steps/expected-value.ts";
import { stepResult } from "../steps/read-pipeline.ts";
import { shapeNamed } from "../steps/step-operations.ts";
import { argumentNames } from "./operation-list.ts";

/** Prints the help. @throws {UsageError} when there is no such operation. */
export function helpOperation(name: string): void {
  process.stdout.write(`${operationHelp(shapeNamed(name), process.stdout.columns)}\n`);
}

/** Wrapped to the terminal's width, if one is given. */
function operationHelp(shape: OperationShape, width: number | undefined): string {
  const receiver = receiverOf(shape);
  const values = positionalInputs(shape, receiver);
  const options = shape.inputs.filter((input) => input !== receiver && !values.includes(input));
  return [
    `${shape.name}: ${shape.description}`,
    usage(shape),
    section("Values, in this order:", values, expectedOf, width),
    section("Options, as name=value or --name value:", options, optionWords, width),
    section("Gives:", results(shape), givenOf, width),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function usage(shape: OperationShape): string {
  const result = stepResult(shape);
  if (result === undefined) return "It cannot be a step of a pipeline.";
  const step = [shape.name, argumentNames(shape).toUpperCase()].filter((part) => part !== "").join(" ");
  return `  sluice apply "${step}" INPUTS...${result === "image" ? " -o OUT" : ""}`;
}

function section(
  title: string,
  list: readonly ArgumentShape[],
  kindOf: (argument: ArgumentShape) => string,
  width: number | undefined,
): string {
  if (list.length === 0) return "";
  const rows = list.map((each) => [each.name, [each.blurb, kindOf(each)].filter((part) => part !== "").join(": ")]);
  const table = plainTable(rows, { width: width === undefined ? undefined : width - 2 });
  return `${title}\n${table.replaceAll(/^/gm, "  ")}`;
}

function optionWords(argument: ArgumentShape): string {
  const { default: preset } = argument;
  return preset === undefined || preset === "" ? expectedOf(argument) : `${expectedOf(argument)}; default ${preset}`;
}

/** Leaves optional results out: a step passes on only what is always present. */
function results({ outputs, drawsOn }: OperationShape): readonly ArgumentShape[] {
  if (drawsOn !== undefined) return [drawnImage];
  return outputs.filter(({ required }) => required);
}

const drawnImage: ArgumentShape = { name: "out", kind: "image", required: true, blurb: "The image with the drawing" };

function givenOf({ kind }: ArgumentShape): string {
  if (kind === "int" || kind === "double") return "a number";
  if (kind === "ints" || kind === "doubles") return "numbers";
  return kind === "image" ? "an image" : kind;
}
