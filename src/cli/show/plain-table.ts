/**
 * Lines of text in columns without borders, fitted to a terminal's width if there is one.
 * Not here: what the columns say (cli/info/info-table, cli/doctor/doctor).
 * Read next: cli/info/info-table.
 */
import { stripVTControlCharacters } from "node:util";
import Table from "cli-table3";

export interface TableOptions {
  /** Column titles; none if absent. */
  readonly head?: readonly string[];
  /** Numbers of the columns that are aligned to the right. */
  readonly right?: readonly number[];
  /** Columns of the terminal. Without it nothing is shortened or wrapped, so that a pipe gets every word. */
  readonly width?: number | undefined;
}

const gap = "  ";
/**
 * Minimum widths of a shortened first column and a wrapped last one: an overlong line is better than an unreadable one.
 */
const min = { first: 16, last: 24 };

/**
 * One text of several lines. If it would be too wide, the last column wraps, and the first loses the
 * start of its texts.
 */
export function plainTable(rows: readonly (readonly string[])[], options: TableOptions = {}): string {
  const { head = [], right = [] } = options;
  const lines = head.length > 0 ? [head, ...rows] : rows;
  const { first, last } = outerWidths(naturalWidths(lines), options.width);
  const shown = lines.map((cells) =>
    cells.map((cell, column) => {
      if (column === 0) return shortened(cell, first);
      return column === cells.length - 1 ? breakable(cell, last) : cell;
    }),
  );
  const columns = head.length || (rows[0]?.length ?? 0);
  const table = new Table({
    chars: noBorders,
    style: { "padding-left": 0, "padding-right": 0, head: [], border: [], compact: true },
    colAligns: Array.from({ length: columns }, (_, column) => (right.includes(column) ? "right" : "left")),
    colWidths: Array.from({ length: columns }, (_, column) => (column === columns - 1 ? last : null)),
    wordWrap: true,
  });
  table.push(...shown);
  return table.toString().replaceAll(/ +$/gm, "");
}

const noBorders = {
  ...{ top: "", "top-mid": "", "top-left": "", "top-right": "" },
  ...{ bottom: "", "bottom-mid": "", "bottom-left": "", "bottom-right": "" },
  ...{ left: "", "left-mid": "", mid: "", "mid-mid": "", right: "", "right-mid": "", middle: gap },
};

function naturalWidths(lines: readonly (readonly string[])[]): number[] {
  const columns = Math.max(0, ...lines.map((cells) => cells.length));
  return Array.from({ length: columns }, (_, column) =>
    lines.reduce((max, cells) => Math.max(max, visibleLength(cells[column] ?? "")), 0),
  );
}

/** The first and the last column share the room that the others leave. */
function outerWidths(natural: readonly number[], width = Number.MAX_SAFE_INTEGER): { first: number; last: number } {
  const [first = 0, last = 0] = [natural[0], natural.at(-1)];
  const inner = natural.slice(1, -1).reduce((sum, each) => sum + each, 0) + gap.length * (natural.length - 1);
  const left = width - inner;
  if (first + last <= left) return { first, last };
  const lastWidth = Math.min(last, Math.max(min.last, left - first));
  return { first: Math.min(first, Math.max(min.first, left - lastWidth)), last: lastWidth };
}

/** The length without colour codes, which take no room. */
function visibleLength(text: string): number {
  return stripVTControlCharacters(text).length;
}

/** Keeps the end: the end of a path says more than its start. */
function shortened(text: string, width: number): string {
  return visibleLength(text) <= width ? text : `…${text.slice(text.length - width + 1)}`;
}

/** Breaks a word that is longer than its column, such as a path. The table would cut it off. */
function breakable(text: string, width: number): string {
  if (visibleLength(text) <= width) return text;
  return text.replaceAll(new RegExp(`\\S{${width}}(?=\\S)`, "g"), "$&\n");
}
