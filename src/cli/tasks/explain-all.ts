/**
 * Explains what a command would do: plans every image in turn, and shows a tree or a line for each. Runs nothing.
 * Not here: planning (plan/), or what the trees and lines say (report/text/text, cli/show/explain-table).
 * Read next: report/text/text, cli/show/explain-table.
 */
import type { ExplainTask } from "../../batch/explain-task.ts";
import { isSluiceError } from "../../core/errors.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import { explanationJson } from "../../report/json.ts";
import { explanationText } from "../../report/text/text.ts";
import { type ExplainedRow, explainTable } from "../show/explain-table.ts";
import { plainError } from "../show/json-lines.ts";
import { eventLine } from "../show/plain-lines.ts";
import { exitCodes } from "./exit-codes.ts";

export interface ShowFlags {
  readonly json?: boolean;
  readonly verbose?: boolean;
}

/** Above this number, each image gets a line instead of a tree. */
const maxTrees = 3;

/** Called for each image, in addition to showing it. */
export interface ExplainListener {
  explained?(input: string, explanation: Explanation): void;
  failed?(input: string, error: unknown): void;
}

/** @returns the exit code: that of an impossible plan if one image cannot run. */
export async function explainAll(
  images: readonly ExplainTask[],
  { json = false, verbose = false }: ShowFlags,
  listener: ExplainListener = {},
): Promise<number> {
  const trees = verbose || images.length <= maxTrees;
  const rows: ExplainedRow[] = [];
  let [refused, failed] = [0, 0];
  for (const { input, explain } of images) {
    try {
      const explanation = await explain();
      if (explanation.refusal !== undefined) refused += 1;
      listener.explained?.(input, explanation);
      if (json) write(explanationJson(explanation));
      else if (trees) write(tree(explanation, verbose));
      else rows.push({ input, explanation });
    } catch (error) {
      // Without a library no file can be read, so this fails once, not once per file.
      if (isSluiceError(error, "library", "usage")) throw error;
      failed += 1;
      listener.failed?.(input, error);
      if (json) write(JSON.stringify({ path: input, error: plainError(error) }));
      else process.stderr.write(`${eventLine({ kind: "failed", input, error })}\n`);
    }
  }
  if (rows.length > 0) write(explainTable(rows, process.stdout.columns));
  if (refused > 0) return exitCodes.usage;
  return failed > 0 ? exitCodes.someFailed : exitCodes.done;
}

function write(text: string): void {
  process.stdout.write(`${text}\n`);
}

function tree(explanation: Explanation, verbose: boolean): string {
  // The terminal decides whether it has colours, and NO_COLOR whether its reader wants them.
  const colour = process.stdout.isTTY && process.stdout.hasColors();
  return explanationText(explanation, { colour, columns: process.stdout.columns, verbose });
}
