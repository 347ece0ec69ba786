/**
 * Reads a pipeline as calls of operations. Finds each operation by its name, and checks that every step passes an
 * image on to the next.
 * Not here: the form of the text (cli/steps/parse), the arguments (cli/steps/arguments), or calling anything.
 * Read next: cli/steps/parse, cli/steps/arguments.
 */
import { receiverOf } from "../../graph/image/operation-call.ts";
import type { OperationShape } from "../../graph/recipe/nodes.ts";
import { type PipelineCall, readArguments } from "./arguments.ts";
import { pipelineMistake } from "./caret-error.ts";
import { type PipelineStep, parsePipeline } from "./parse.ts";
import { suggestion, wordNamed } from "./words.ts";

/** The available operations. */
export interface KnownOperations {
  names(): readonly string[];
  shape(name: string): OperationShape;
}

/** What a step passes on: an image, or values that end the pipeline. */
export type StepResult = "image" | "values";

export interface Pipeline {
  readonly calls: readonly PipelineCall[];
  readonly gives: StepResult;
}

/** @throws {UsageError} pointing at the word that is wrong. */
export function readPipeline(text: string, operations: KnownOperations): Pipeline {
  const steps = parsePipeline(text);
  let gives: StepResult = "image";
  const calls = steps.map((step, index) => {
    const shape = operations.shape(operationNamed(text, step, operations.names()));
    gives = resultOf(text, step, shape);
    if (gives === "values" && index < steps.length - 1) {
      const { name } = shape;
      throw mistakeAt(text, step, `${name} gives no image, so no step can come after it`, "Make it the last step.");
    }
    return readArguments(text, step, shape);
  });
  return Object.freeze({ calls: Object.freeze(calls), gives });
}

/** What an operation passes on as a step; undefined if it cannot be a step. */
export function stepResult(shape: OperationShape): StepResult | undefined {
  if (receiverOf(shape) === undefined) return undefined;
  if (shape.drawsOn !== undefined) return "image";
  const results = shape.outputs.filter(({ required }) => required);
  if (results.length === 1 && results[0]?.kind === "image") return "image";
  return results.length > 0 && results.every(({ kind }) => !unprintable.includes(kind)) ? "values" : undefined;
}

const unprintable: readonly string[] = ["image", "images", "blob", "source", "target"];

function resultOf(text: string, step: PipelineStep, shape: OperationShape): StepResult {
  const result = stepResult(shape);
  if (result !== undefined) return result;
  const { name, outputs } = shape;
  if (receiverOf(shape) === undefined) {
    throw mistakeAt(text, step, `${name} takes no image, so it cannot be a step`, "Use an operation that takes one.");
  }
  const images = outputs.filter(({ required, kind }) => required && kind === "image").map((output) => output.name);
  if (images.length > 1) {
    throw mistakeAt(
      text,
      step,
      `${name} gives several images, ${images.join(" and ")}, so it cannot be a step`,
      "Call it from a program: the library gives them all.",
    );
  }
  throw mistakeAt(
    text,
    step,
    `${name} writes its result by itself, so it cannot be a step`,
    "Leave it out; -o writes.",
  );
}

/** Names that people use, besides libvips' own. */
const aliases: ReadonlyMap<string, string> = new Map([["crop", "extract_area"]]);

function operationNamed(text: string, step: PipelineStep, names: readonly string[]): string {
  const found = findOperation(step.name, names);
  if (found !== undefined) return found;
  const words = `there is no operation "${step.name}"${suggestion(step.name, names)}`;
  throw mistakeAt(text, step, words, "`sluice apply --list` shows those of the loaded libvips.");
}

/** libvips' name of an operation that is written with underscores, with dashes or in camelCase. */
export function findOperation(name: string, names: readonly string[]): string | undefined {
  return wordNamed(name, names) ?? wordNamed(aliases.get(name) ?? "", names);
}

function mistakeAt(text: string, { nameAt: at, length }: PipelineStep, words: string, cure: string): Error {
  return pipelineMistake(text, { at, length }, words, cure);
}
