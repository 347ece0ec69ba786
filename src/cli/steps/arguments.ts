/**
 * Assigns each word of a step to an argument of its operation, and turns it into a value.
 * Not here: the forms of the values (cli/steps/value), or which operation it is (cli/steps/read-pipeline).
 * Read next: cli/steps/value, cli/steps/read-pipeline.
 */
import { positionalInputs, receiverOf } from "../../graph/image/operation-call.ts";
import type { ArgumentShape, OperationShape } from "../../graph/recipe/nodes.ts";
import { pipelineMistake, type TextPosition } from "./caret-error.ts";
import { expectedOf } from "./expected-value.ts";
import type { PipelineOption, PipelineStep, PipelineWord } from "./parse.ts";
import { booleanNamed, type ImageRequest, type PipelineValue, readWord } from "./value.ts";
import { suggestion, wordNamed } from "./words.ts";

/** One operation with its arguments, by libvips' names, without the image that it receives. */
export interface PipelineCall {
  readonly name: string;
  readonly args: Readonly<Record<string, PipelineValue>>;
}

/** @throws {UsageError} pointing at the word that is wrong, or at the operation that lacks one. */
export function readArguments(text: string, step: PipelineStep, shape: OperationShape): PipelineCall {
  const reader = new ArgumentReader(text, step, shape);
  return Object.freeze({ name: shape.name, args: Object.freeze(reader.read()) });
}

class ArgumentReader {
  readonly #text: string;
  readonly #step: PipelineStep;
  readonly #shape: OperationShape;
  readonly #receiver: ArgumentShape | undefined;
  readonly #args: Record<string, PipelineValue> = {};

  constructor(text: string, step: PipelineStep, shape: OperationShape) {
    this.#text = text;
    this.#step = step;
    this.#shape = shape;
    this.#receiver = receiverOf(shape);
  }

  read(): Record<string, PipelineValue> {
    const words = [...this.#step.positional];
    for (const option of this.#step.options) {
      const after = this.#readOption(option);
      if (after !== undefined) words.push(after);
    }
    this.#readPositional(words.sort((a, b) => a.at - b.at));
    return this.#args;
  }

  /** @returns the word after a flag, if that word is not the flag's value. */
  #readOption(option: PipelineOption): PipelineWord | undefined {
    const argument = this.#argumentOf(option);
    if (this.#args[argument.name] !== undefined) {
      throw this.#mistake(option, `${argument.name} is given twice`, "Remove one of them.");
    }
    const { value, joined } = option;
    const isFlag = argument.kind === "boolean" && !joined;
    if (isFlag && (value === undefined || booleanNamed(value.text) === undefined)) {
      this.#args[argument.name] = true;
      return value;
    }
    if (value === undefined) {
      throw this.#mistake(option, `${argument.name} has no value; it must be ${expectedOf(argument)}`, this.#usage());
    }
    this.#args[argument.name] = this.#valueOf(argument, value);
    return undefined;
  }

  #argumentOf(option: PipelineOption): ArgumentShape {
    const { name } = this.#shape;
    const inputs = this.#shape.inputs.filter((input) => input !== this.#receiver);
    const names = inputs.map((input) => input.name);
    const found = wordNamed(option.name, names);
    if (found !== undefined) return inputs.find((input) => input.name === found) as ArgumentShape;
    if (this.#receiver !== undefined && wordNamed(option.name, [this.#receiver.name]) !== undefined) {
      throw this.#mistake(option, `${this.#receiver.name} is the image from the step before`, "Leave it out.");
    }
    const words = `${name} has no option "${option.name}"${suggestion(option.name, names)}`;
    throw this.#mistake(option, words, names.length > 0 ? `It has ${names.join(", ")}.` : "Remove it.");
  }

  #readPositional(words: readonly PipelineWord[]): void {
    const inputs = positionalInputs(this.#shape, this.#receiver).filter(
      (input) => this.#args[input.name] === undefined,
    );
    let next = 0;
    for (const [index, input] of inputs.entries()) {
      const later = inputs.length - index - 1;
      const count = input.kind === "images" ? words.length - next - later : 1;
      const own = words.slice(next, next + Math.max(0, count));
      if (input.kind === "images") this.#readImages(input, own);
      else if (own[0] !== undefined) this.#args[input.name] = this.#valueOf(input, own[0]);
      else throw this.#missing(input);
      next += own.length;
    }
    const extra = words[next];
    if (extra === undefined) return;
    const all = positionalInputs(this.#shape, this.#receiver).map(({ name }) => name);
    const takes = all.length === 0 ? "it takes only options" : `without a name it takes only ${all.join(", ")}`;
    const sentence = `${this.#shape.name} has no place for this word: ${takes}`;
    throw this.#mistake(extra, sentence, this.#usage());
  }

  #readImages(input: ArgumentShape, words: readonly PipelineWord[]): void {
    if (words.length === 0 && input !== this.#receiver) throw this.#missing(input);
    if (words.length === 0) return;
    const images = words.flatMap((word) => this.#valueOf(input, word) as readonly ImageRequest[]);
    this.#args[input.name] = Object.freeze(images);
  }

  #valueOf(argument: ArgumentShape, word: PipelineWord): PipelineValue {
    const reading = readWord(argument, word.text);
    if ("value" in reading) return reading.value;
    throw this.#mistake(word, `${argument.name} must be ${reading.expected}`, this.#usage());
  }

  #missing(argument: ArgumentShape): Error {
    const place = { at: this.#step.nameAt, length: this.#step.length };
    const words = `${this.#shape.name} needs ${argument.name}: ${expectedOf(argument)}`;
    return this.#mistake(place, words, this.#usage());
  }

  #usage(): string {
    return `\`sluice apply --help ${this.#shape.name}\` shows what it takes.`;
  }

  #mistake(place: TextPosition, words: string, cure: string): Error {
    return pipelineMistake(this.#text, place, words, cure);
  }
}
