/**
 * Parses the text of a pipeline, such as `gaussblur 2 | sobel | cast uchar`, into steps of words and options.
 * Not here: what the words mean: which operation (cli/steps/read-pipeline), which argument (cli/steps/arguments).
 * Read next: cli/steps/read-pipeline.
 */
import { UsageError } from "../../core/errors.ts";
import { pipelineMistake, type TextPosition } from "./caret-error.ts";
import { type PipelineToken, pipelineTokens } from "./tokens.ts";

/** A word without its quotes. */
export interface PipelineWord extends TextPosition {
  readonly text: string;
  readonly quoted: boolean;
}

/** `name=value`, `--name=value` or `--name value`. Its place is that of the name. */
export interface PipelineOption extends TextPosition {
  /** As written, without leading dashes. */
  readonly name: string;
  /** Undefined for `--name` alone. */
  readonly value: PipelineWord | undefined;
  /** Whether name and value are one word. If not, `--name` may be a flag, and the value a separate word after it. */
  readonly joined: boolean;
}

export interface PipelineStep {
  /** As written. */
  readonly name: string;
  readonly nameAt: number;
  /** Length of the name, including quotes. */
  readonly length: number;
  readonly positional: readonly PipelineWord[];
  readonly options: readonly PipelineOption[];
}

/**
 * The steps, frozen, at least one. `|` separates steps, blanks separate words. Single quotes keep everything as it is;
 * in double quotes a backslash keeps the next character. A list in brackets is one word, including its blanks.
 * @throws {UsageError} whose message shows the text, with carets under the mistake.
 */
export function parsePipeline(text: string): readonly PipelineStep[] {
  if (text.trim() === "") throw new UsageError("the pipeline is empty", { cure });
  const steps: PipelineStep[] = [];
  let tokens: PipelineToken[] = [];
  const finish = (at: number): void => {
    steps.push(readStep(text, tokens, at));
    tokens = [];
  };
  for (const token of pipelineTokens(text)) {
    if (token.kind === "bar") finish(token.at);
    else tokens.push(token);
  }
  finish(text.length);
  return Object.freeze(steps);
}

function readStep(text: string, tokens: readonly PipelineToken[], end: number): PipelineStep {
  const [first, ...others] = tokens;
  if (first === undefined) {
    throw pipelineMistake(text, { at: end, length: 1 }, "an operation is missing here", cure);
  }
  if (first.dashes || first.option !== undefined) {
    throw pipelineMistake(text, first, "this is no operation", cure);
  }
  const positional: PipelineWord[] = [];
  const options: PipelineOption[] = [];
  for (let index = 0; index < others.length; index += 1) {
    const token = others[index] as PipelineToken;
    if (token.option !== undefined) options.push(joinedOption(token, token.option));
    else if (!token.dashes) positional.push(wordOf(token));
    else {
      const value = valueAfter(others, index);
      if (value !== undefined) index += 1;
      options.push(markedOption(text, token, value));
    }
  }
  return Object.freeze({
    name: first.text,
    nameAt: first.at,
    length: first.length,
    positional: Object.freeze(positional),
    options: Object.freeze(options),
  });
}

const cure = "Write operations with bars between them, such as: gaussblur 2 | sobel";

/** The word after `--name`, unless it is an option itself. */
function valueAfter(tokens: readonly PipelineToken[], index: number): PipelineWord | undefined {
  const token = tokens[index + 1];
  return token === undefined || token.dashes || token.option !== undefined ? undefined : wordOf(token);
}

function markedOption(text: string, token: PipelineToken, value: PipelineWord | undefined): PipelineOption {
  const { text: name, at, length } = token;
  if (name === "") throw pipelineMistake(text, token, "this option has no name", "Write --name value, or name=value.");
  return Object.freeze({ name, at, length, value, joined: false });
}

function wordOf({ text, at, length, quoted }: PipelineToken): PipelineWord {
  return Object.freeze({ text, at, length, quoted });
}

function joinedOption(token: PipelineToken, { name, valueAt }: NonNullable<PipelineToken["option"]>): PipelineOption {
  const { at, length, text, quoted } = token;
  const value = Object.freeze({ text, at: valueAt, length: at + length - valueAt, quoted });
  return Object.freeze({ name, at, length: valueAt - 1 - at, value, joined: true });
}
