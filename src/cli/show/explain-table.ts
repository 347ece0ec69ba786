/**
 * Explanations of many images, one line each, with the sums below: how many can run, and how many at once.
 * Not here: the tree of one image (report/text/text).
 * Read next: cli/show/plain-table.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import { printable } from "../../report/text/cells.ts";
import { plainTable } from "./plain-table.ts";

export interface ExplainedRow {
  readonly input: string;
  readonly explanation: Explanation;
}

const head = ["file", "from", "to", "projected", "notes"];

/** Wrapped to the terminal's width, if one is given. There is at least one row. */
export function explainTable(rows: readonly ExplainedRow[], width: number | undefined): string {
  return `${plainTable(rows.map(cells), { head, right: [3], width })}\n\n${sums(rows)}`;
}

function cells({ input, explanation }: ExplainedRow): string[] {
  const { inputs, output, outputs, projected } = explanation;
  const [first] = inputs;
  return [
    printable(input),
    first === undefined ? "" : `${first.codec} ${first.width} × ${first.height}`,
    outputs === undefined ? `${output.format} ${output.width} × ${output.height}` : `${outputs.length} outputs`,
    formatBytes(projected),
    notes(explanation).join("; "),
  ];
}

function notes({ inputs, choices, scratch, refusal }: Explanation): string[] {
  if (refusal !== undefined) return [printable(`refused: ${refusal.cure}`)];
  const loaded = inputs.length === 1 ? inputs[0]?.loaded : undefined;
  return [
    ...(loaded === undefined ? [] : [`loads ${loaded}`]),
    ...choices.map(({ step, what }) => `${step}: ${printable(what)}`),
    ...(scratch > 0 ? [`${formatBytes(scratch)} on disk`] : []),
  ];
}

function sums(rows: readonly ExplainedRow[]): string {
  const [largest] = rows.toSorted((a, b) => b.explanation.projected - a.explanation.projected);
  const refused = rows.filter(({ explanation }) => explanation.refusal !== undefined).length;
  const fit = rows.length - refused;
  if (largest === undefined) return "";
  const { allowed, process, projected } = largest.explanation;
  const left = Math.max(0, allowed - process);
  const atOnce = Math.floor(left / Math.max(1, projected));
  const room = atOnce === 0 ? "" : `; ${atOnce} like it fit at once`;
  return [
    `${rows.length} images: ${fit} fit${refused > 0 ? `, ${refused} refused` : ""}`,
    `Largest: ${printable(largest.input)}, projected ${formatBytes(projected)}${room}`,
    `Allowed: ${formatBytes(allowed)}, of which ${formatBytes(left)} are left beside the process itself`,
  ].join("\n");
}
