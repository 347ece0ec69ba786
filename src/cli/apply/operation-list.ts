/**
 * Lists the operations that can be steps of a pipeline: name, required arguments, description.
 * Not here: the help of one operation (cli/apply/operation-help).
 * Read next: cli/steps/step-operations.
 */
import { UsageError } from "../../core/errors.ts";
import { positionalInputs, receiverOf } from "../../graph/image/operation-call.ts";
import type { OperationShape } from "../../graph/recipe/nodes.ts";
import { plainTable } from "../show/plain-table.ts";
import { stepResult } from "../steps/read-pipeline.ts";
import { stepOperations } from "../steps/step-operations.ts";
import { suggestion } from "../steps/words.ts";

/**
 * Prints a table on a terminal. Otherwise one line each, separated by tabs, for programs. @throws {UsageError} when
 * none contains the word.
 */
export function listOperations(word?: string): void {
  const names = stepOperations.names();
  const steps = names.map((name) => stepOperations.shape(name)).filter((shape) => stepResult(shape) !== undefined);
  const found = word === undefined ? steps : steps.filter((shape) => hasWord(shape, word.toLowerCase()));
  if (found.length === 0) {
    const all = steps.map(({ name }) => name);
    throw new UsageError(`no operation has "${word}" in its name or description${suggestion(word ?? "", all)}`, {
      cure: "`sluice apply --list` shows all of them.",
    });
  }
  const rows = found.map((shape) => [shape.name, argumentNames(shape), shape.description]);
  const { isTTY, columns } = process.stdout;
  const text = isTTY ? plainTable(rows, { width: columns }) : rows.map((cells) => cells.join("\t")).join("\n");
  process.stdout.write(`${text}\n`);
}

function hasWord({ name, description }: OperationShape, word: string): boolean {
  return name.toLowerCase().includes(word) || description.toLowerCase().includes(word);
}

/** `left top width height`; the name of a list of images ends with dots. */
export function argumentNames(shape: OperationShape): string {
  return positionalInputs(shape, receiverOf(shape))
    .map(({ name, kind }) => (kind === "images" ? `${name}...` : name))
    .join(" ");
}
