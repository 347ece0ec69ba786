/**
 * The error for a mistake in a pipeline's text. It shows the text, with carets under the wrong word.
 * Not here: finding mistakes (cli/steps/parse, cli/steps/read-pipeline, cli/steps/arguments).
 * Read next: cli/steps/parse.
 */
import { UsageError } from "../../core/errors.ts";

/** A part of the text: its start, and its length in the text, including quotes. */
export interface TextPosition {
  readonly at: number;
  readonly length: number;
}

/** Longer texts are shown in part, so that the carets stay under their word on a terminal. */
const maxShown = 90;

/** Makes the error. Its message ends with `words`, beside the carets under `place`. */
export function pipelineMistake(text: string, place: TextPosition, words: string, cure: string): UsageError {
  const { line, at } = excerpt(text, place);
  const carets = "^".repeat(Math.max(1, Math.min(place.length, line.length - at)));
  return new UsageError(`the pipeline has a mistake:\n  ${line}\n  ${" ".repeat(at)}${carets} ${words}`, { cure });
}

/** One line of the text around a place. Replaces line breaks, which would separate the carets from their word. */
function excerpt(text: string, { at }: TextPosition): { readonly line: string; readonly at: number } {
  const line = text.replaceAll(/\p{Cc}/gu, " ");
  if (line.length <= maxShown) return { line, at };
  const from = Math.max(0, Math.min(at - maxShown / 3, line.length - maxShown));
  const start = Math.floor(from);
  const before = start > 0 ? "…" : "";
  const after = start + maxShown < line.length ? "…" : "";
  return { line: `${before}${line.slice(start, start + maxShown)}${after}`, at: at - start + before.length };
}
