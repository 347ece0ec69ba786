/**
 * One image as a row: its names, outcome and reason, projected and measured memory. Its tree is folded into the row.
 * Not here: all rows (report/html/rows), or the tree (report/html/tree).
 * Read next: report/html/tree.
 */
import { formatBytes } from "../../core/bytes.ts";
import { timeWords } from "../described.ts";
import type { ReportImage } from "../page-data.ts";
import { percent } from "./chart.ts";
import { html, type Markup } from "./html.ts";
import { explanationTree } from "./tree.ts";

export interface RowOptions {
  /** Whether to include the tree of its stages, if they are known. */
  readonly tree: boolean;
  readonly open: boolean;
  /** Bytes of the budget that remain beside the process. */
  readonly left: number;
}

export function imageRow(image: ReportImage, { tree, open, left }: RowOptions): Markup {
  const { explanation, outcome } = image;
  const cells = rowCells(image, left);
  if (!tree || explanation === undefined) return html`<li class="row o-${outcome}">${cells}</li>`;
  return html`<li class="o-${outcome}"><details${open && html` open`}><summary class="row">${cells}</summary>${explanationTree(explanation)}</details></li>`;
}

/** Few elements, since there may be thousands of rows. The style sheet draws the bars and labels the cells. */
function rowCells(image: ReportImage, left: number): Markup {
  const { input, output = "", outcome, reason, elapsedMs, sizeBytes } = image;
  const size = sizeBytes === undefined ? "" : formatBytes(sizeBytes).replace(" ", "\u00a0");
  const written = outcome === "failed" || outcome === "refused" ? "" : output;
  return html`<span class="file" dir="auto">${input}</span>
    <b class="chip">${outcome}</b>
    ${bytesCell("projected", projectedOf(image), left)}${bytesCell("measured", measuredOf(image), left)}
    ${cell("time", elapsedMs === undefined ? undefined : timeWords(elapsedMs))}
    <span class="result" data-size="${size}" dir="auto">${written}</span>
    ${reason !== undefined && html`<span class="reason" dir="auto">${reason}</span>`}`;
}

function bytesCell(name: "projected" | "measured", size: number | undefined, left: number): Markup {
  if (size === undefined) return cell(name, undefined);
  return html`<span class="cell level${size > left && " over"}" data-what="${name}" style="--share:${percent(size / left)}">${formatBytes(size)}</span>`;
}

function cell(name: string, text: string | undefined): Markup {
  return html`<span class="cell${text === undefined && " none"}" data-what="${name}">${text ?? "–"}</span>`;
}

/** The projected peak of its stages, if known. */
export function projectedOf({ projected, explanation }: ReportImage): number | undefined {
  return projected ?? explanation?.projected;
}

function measuredOf({ measured, explanation }: ReportImage): number | undefined {
  if (measured !== undefined) return measured;
  const readings = explanation?.stages.flatMap((stage) => stage.measured ?? []) ?? [];
  return readings.length === 0 ? undefined : Math.max(...readings);
}
