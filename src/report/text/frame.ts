/**
 * A frame of box characters around lines of text, with a titled rule before each section. All lines
 * have the same width.
 * Not here: what the sections say (report/text/text).
 * Read next: report/text/text, report/text/cells.
 */
import { cellWidth, shortened } from "./cells.ts";
import type { Ink } from "./ink.ts";

/** A piece of a line and the function that colours it. Its width is measured before it is coloured. */
export type Span = readonly [text: string, paint?: (text: string) => string];
export type Line = readonly Span[];

export interface Section {
  readonly title: Line;
  /** Text at the right end of the title's rule. */
  readonly note: Line;
  readonly lines: readonly Line[];
}

/** The cells that a line may have inside a frame of this width. */
export function innerWidth(width: number): number {
  return width - 4;
}

export function framed(sections: readonly Section[], width: number, ink: Ink): string {
  const edge = (text: string): string => ink.paint("frame", text);
  const lines = sections.flatMap(({ title, note, lines }, index) => {
    const ends: [string, string] = index === 0 ? ["╭", "╮"] : ["├", "┤"];
    return [rule({ title, note, ends, width, edge }), ...lines.map((line) => bordered(line, width, edge))];
  });
  return [...lines, edge(`╰${"─".repeat(width - 2)}╯`)].join("\n");
}

interface Rule {
  readonly title: Line;
  readonly note: Line;
  readonly ends: readonly [left: string, right: string];
  readonly width: number;
  readonly edge: (text: string) => string;
}

/** `├─ title ────── note ─┤`: the note is shortened only if fewer than six cells would remain for the title. */
function rule({ title, note, ends: [left, right], width, edge }: Rule): string {
  const room = width - 7;
  const shortNote = cut(note, Math.max(0, room - Math.min(widthOf(title), 6) - 3));
  const noteWidth = widthOf(shortNote);
  const shortTitle = cut(title, room - (noteWidth === 0 ? 0 : noteWidth + 3));
  const dashes = width - 5 - widthOf(shortTitle) - (noteWidth === 0 ? 0 : noteWidth + 3);
  const ending = noteWidth === 0 ? "" : ` ${painted(shortNote)} ${edge("─")}`;
  return `${edge(`${left}─`)} ${painted(shortTitle)} ${edge("─".repeat(dashes))}${ending}${edge(right)}`;
}

function bordered(line: Line, width: number, edge: (text: string) => string): string {
  const short = cut(line, innerWidth(width));
  const blanks = " ".repeat(innerWidth(width) - widthOf(short));
  return `${edge("│")} ${painted(short)}${blanks} ${edge("│")}`;
}

function widthOf(line: Line): number {
  return line.reduce((sum, [text]) => sum + cellWidth(text), 0);
}

function painted(line: Line): string {
  return line.map(([text, paint]) => (paint === undefined || text === "" ? text : paint(text))).join("");
}

/** Shortens spans that do not fit, the first ones first. */
function cut(line: Line, width: number): Line {
  let left = width;
  return line.map(([text, paint]) => {
    const short = shortened(text, left);
    left -= cellWidth(short);
    return paint === undefined ? [short] : [short, paint];
  });
}
