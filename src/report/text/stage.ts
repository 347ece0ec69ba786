/**
 * Stages as sections of the text tree: terms as bars, each starting where the last one ends, and the measured size.
 * Not here: the whole tree (report/text/text).
 * Read next: report/figures, report/text/bar.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { ExplainedStage, Explanation } from "../../graph/output/explanation.ts";
import { isBeyond, largestStage, listTerms } from "../figures.ts";
import { bar } from "./bar.ts";
import { cellWidth, filled, printable } from "./cells.ts";
import type { Line, Section } from "./frame.ts";
import type { Ink } from "./ink.ts";

export interface StageLayout {
  /** Cells of a line. */
  readonly width: number;
  readonly verbose: boolean;
  readonly ink: Ink;
}

/** A bar, with words before it and its size behind. */
interface Row {
  readonly tag: string;
  readonly name: string;
  readonly from: number;
  readonly size: number;
}

interface Columns {
  readonly tag: number;
  readonly name: number;
  readonly bar: number;
  /** The value at the full length of a bar. */
  readonly scale: number;
}

const sizeWidth = 8;

/** All stages use the same columns and the same scale, so that they can be compared. */
export function stageSections(explanation: Explanation, { width, verbose, ink }: StageLayout): Section[] {
  const rows = explanation.stages.map((stage) => rowsOf(stage, verbose));
  const columns = columnsFor(rows.flat(), width, largestStage(explanation));
  return explanation.stages.map((stage, index) => {
    const lines = (rows[index] ?? []).map((row) => rowLine(row, columns, ink));
    const { measured } = stage;
    if (measured !== undefined) lines.push(measuredLine(measured, isBeyond(stage, explanation), columns, ink));
    return { title: [[printable(stage.name), (text) => ink.paint("heading", text)]], note: noteOf(stage, ink), lines };
  });
}

function rowsOf(stage: ExplainedStage, verbose: boolean): Row[] {
  const { listed, other } = listTerms(stage, verbose);
  const terms = listed.map(({ tag, name, size }) => ({
    tag: printable(tag),
    // A term with the name of its kind shows it only once.
    name: name === tag ? "" : printable(name),
    size,
  }));
  if (other !== undefined) terms.push({ tag: "other", name: `${other.count} smaller ones`, size: other.size });
  let from = 0;
  return terms.map((term) => {
    const row = { ...term, from };
    from += term.size;
    return row;
  });
}

/** Kinds and sizes are short. Names and bars share the rest, and bars get a third of it at least. */
function columnsFor(rows: readonly Row[], width: number, scale: number): Columns {
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(cellWidth));
  const tag = Math.min(14, Math.max("measured".length, widest(rows.map((row) => row.tag))));
  const rest = width - tag - sizeWidth - 5;
  const name = Math.min(widest(rows.map((row) => row.name)), Math.floor(rest * 0.65));
  return { tag, name, bar: rest - name, scale };
}

function rowLine({ tag, name, from, size }: Row, columns: Columns, ink: Ink): Line {
  const faint = (text: string): string => ink.paint("faint", text);
  const paint = (text: string): string => (tag === "other" ? faint(text) : ink.tag(tag, text));
  return [
    [`${filled(tag, columns.tag)}  `, paint],
    [`${filled(name, columns.name)}  `, faint],
    [`${bar({ from, size, scale: columns.scale, width: columns.bar })} `, paint],
    [sizeCell(size)],
  ];
}

function measuredLine(measured: number, isMore: boolean, columns: Columns, ink: Ink): Line {
  const paint = (text: string): string => ink.paint(isMore ? "bad" : "measured", text);
  const label = filled(isMore ? "measured: more than projected" : "measured", columns.tag + columns.name + 2);
  const drawn = bar({ from: 0, size: measured, scale: columns.scale, width: columns.bar });
  return [[`${label}  `, paint], [`${drawn} `, paint], [sizeCell(measured)]];
}

function noteOf({ projected, measured }: ExplainedStage, ink: Ink): Line {
  const number = (text: string): string => ink.paint("number", text);
  const line: Line = [["projected "], [formatBytes(projected), number]];
  return measured === undefined ? line : [...line, [" · measured "], [formatBytes(measured), number]];
}

function sizeCell(size: number): string {
  return filled(formatBytes(size), sizeWidth, "right");
}
