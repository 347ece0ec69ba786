/**
 * Splits the text of a pipeline into bars and words: handles blanks, quotes, brackets, and the names of options.
 * Not here: steps (cli/steps/parse).
 * Read next: cli/steps/parse.
 */
import { pipelineMistake, type TextPosition } from "./caret-error.ts";

export interface PipelineToken extends TextPosition {
  readonly kind: "word" | "bar";
  /** Without quotes, and without leading dashes or the option's name. */
  readonly text: string;
  /** Whether any part of it is in quotes. */
  readonly quoted: boolean;
  /** Whether it starts with two dashes. */
  readonly dashes: boolean;
  /** For `name=value` and `--name=value`. */
  readonly option?: { readonly name: string; readonly valueAt: number };
}

/** @throws {UsageError} for a quote or a bracket that is not closed. */
export function pipelineTokens(text: string): PipelineToken[] {
  const tokens: PipelineToken[] = [];
  let at = 0;
  while (at < text.length) {
    if (isBlank(text[at])) at += 1;
    else if (text[at] === "|")
      tokens.push({ kind: "bar", text: "|", at: at++, length: 1, quoted: false, dashes: false });
    else {
      const token = readWord(text, at);
      tokens.push(token);
      at += token.length;
    }
  }
  return tokens;
}

function isBlank(character: string | undefined): boolean {
  return character !== undefined && /\s/.test(character);
}

/** Recognised only before any quote: a quoted value may look like a name. */
const optionName = /(--)?([A-Za-z_][\w-]*)=/y;

function readWord(text: string, start: number): PipelineToken {
  optionName.lastIndex = start;
  const [written = "", marked, name] = optionName.exec(text) ?? [];
  const option = name === undefined ? undefined : { name, valueAt: start + written.length };
  const dashes = marked !== undefined || (option === undefined && text.startsWith("--", start));
  const valueAt = option?.valueAt ?? (dashes ? start + 2 : start);
  const { value, end, quoted } = readValue(text, valueAt);
  return {
    ...{ kind: "word", text: value, at: start, length: end - start, quoted, dashes },
    ...(option === undefined ? {} : { option }),
  };
}

interface Value {
  readonly value: string;
  readonly end: number;
  readonly quoted: boolean;
}

/** Reads to the next blank or bar. A bracket at the start of a value is closed first, so that `[1, 2]` is one word. */
function readValue(text: string, start: number): Value {
  if (text[start] === "[") {
    const end = text.indexOf("]", start) + 1;
    if (end === 0) throw unclosed(text, start, "bracket", "]");
    return { value: text.slice(start, end), end, quoted: false };
  }
  let [value, end, quoted] = ["", start, false];
  while (end < text.length && !isBlank(text[end]) && text[end] !== "|") {
    const character = text[end] as string;
    if (character === "'" || character === '"') {
      const part = readQuoted(text, end, character);
      [value, end, quoted] = [value + part.value, part.end, true];
    } else {
      value += character;
      end += 1;
    }
  }
  return { value, end, quoted };
}

function readQuoted(text: string, start: number, quote: string): Omit<Value, "quoted"> {
  let value = "";
  for (let end = start + 1; end < text.length; end += 1) {
    if (text[end] === quote) return { value, end: end + 1 };
    if (quote === '"' && text[end] === "\\" && end + 1 < text.length) end += 1;
    value += text[end];
  }
  throw unclosed(text, start, "quote", quote);
}

function unclosed(text: string, at: number, what: string, mark: string): Error {
  const place = { at, length: text.length - at };
  return pipelineMistake(text, place, `this ${what} is not closed`, `Close it with ${mark}.`);
}
