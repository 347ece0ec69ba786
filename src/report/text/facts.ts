/**
 * The first section of the text tree: inputs, steps and outputs. And a section with the planner's choices.
 * Not here: memory (report/text/stage, report/text/budget).
 * Read next: report/described.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { ExplainedInput, ExplainedOutput, Explanation } from "../../graph/output/explanation.ts";
import { inputWords, namedOutputWords, outputWords, sourceWords, targetWords } from "../described.ts";
import { cellWidth, filled, printable, shortened, wrapped } from "./cells.ts";
import type { Line, Section } from "./frame.ts";
import type { Ink } from "./ink.ts";

export interface FactsLayout {
  readonly width: number;
  readonly verbose: boolean;
  readonly ink: Ink;
}

/** Maximum number of inputs listed by name; a mosaic may have hundreds. */
const maxInputs = 6;
const labelWidth = 9;

export function factsSection(explanation: Explanation, { width, verbose, ink }: FactsLayout): Section {
  const { inputs, steps, output, outputs, threads, refusal } = explanation;
  const room = width - labelWidth;
  const shown = verbose ? inputs : inputs.slice(0, inputs.length > maxInputs ? maxInputs - 1 : maxInputs);
  const facts: [label: string, texts: string[]][] = [
    [inputs.length === 1 ? "input" : "inputs", shown.flatMap((input) => inputLines(input, inputs.length > 1, room))],
    [outputs === undefined ? "steps" : "shared", wrapped(printable(steps.join(" → ")), room)],
    outputs === undefined
      ? ["output", [outputWords(output), ...toldLines(output.told, room)]]
      : ["outputs", outputs.flatMap((each) => severalLines(each, room))],
    ["threads", [String(threads)]],
  ];
  if (shown.length < inputs.length) facts[0]?.[1].push(`and ${inputs.length - shown.length} more`);
  const lines = facts.flatMap(([label, texts]) =>
    texts.map(
      (text, index): Line => [
        [filled(index === 0 ? label : "", labelWidth), (each) => ink.paint("faint", each)],
        [shortened(text, room)],
      ],
    ),
  );
  const verdict = refusal === undefined ? "fits" : "refused";
  return {
    title: titleOf(explanation, width - verdict.length - 7, ink),
    note: [[verdict, (text) => ink.paint(refusal === undefined ? "good" : "bad", text)]],
    lines,
  };
}

/** `from → to`: each name gets half of the room, plus what the other name does not need. */
function titleOf(explanation: Explanation, width: number, ink: Ink): Line {
  const [source, target] = [printable(sourceWords(explanation)), printable(targetWords(explanation))];
  const room = width - 3;
  const half = Math.floor(room / 2);
  const targetWidth = Math.max(half, room - cellWidth(source));
  const shortTarget = shortened(target, targetWidth);
  const heading = (text: string): string => ink.paint("heading", text);
  return [[shortened(source, room - cellWidth(shortTarget)), heading], [" → "], [shortTarget, heading]];
}

function inputLines(input: ExplainedInput, named: boolean, room: number): string[] {
  const { name, loaded } = input;
  return [
    ...(named ? [shortened(printable(name), room)] : []),
    printable(inputWords(input)),
    ...(loaded === undefined ? [] : wrapped(printable(`loads ${loaded}`), room)),
  ].map((text, index) => (named && index > 0 ? `  ${text}` : text));
}

/** One of several outputs. Its continuation lines are indented. */
function severalLines(output: ExplainedOutput, room: number): string[] {
  const lines = wrapped(printable(namedOutputWords(output)), room - 2);
  return [...lines, ...toldLines(output.told, room - 2)].map((line, index) => (index > 0 ? `  ${line}` : line));
}

function toldLines(told: readonly string[], room: number): string[] {
  return told.length === 0 ? [] : wrapped(printable(`told ${told.join(", ")}`), room);
}

/** The planner's choices to fit the budget, in its order. */
export function choicesSection({ choices }: Explanation, { width, ink }: FactsLayout): Section {
  const ends = choices.map(({ before, after }) => `${formatBytes(before)} → ${formatBytes(after)}`);
  const endWidth = Math.max(0, ...ends.map(cellWidth));
  const stepWidth = Math.max(0, ...choices.map(({ step }) => cellWidth(step)));
  const whatWidth = width - stepWidth - endWidth - 4;
  const lines = choices.flatMap(({ step, what }, index): Line[] =>
    wrapped(printable(what), whatWidth).map((text, row) => [
      [filled(row === 0 ? step : "", stepWidth), (each) => ink.paint("warning", each)],
      [`  ${filled(text, whatWidth)}  `],
      [filled(row === 0 ? (ends[index] ?? "") : "", endWidth, "right")],
    ]),
  );
  return {
    title: [["choices", (text) => ink.paint("heading", text)]],
    note: [["projected, before → after"]],
    lines,
  };
}
