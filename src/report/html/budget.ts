/**
 * The end of an image's tree on the page: the planner's choices, the total beside the budget, and the refusal.
 * Not here: the stages (report/html/stage).
 * Read next: report/figures.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import { timeWords } from "../described.ts";
import { totalOf } from "../figures.ts";
import { percent, sparkline } from "./chart.ts";
import { html, type Markup } from "./html.ts";

/** Empty if the plan fitted without choices. */
export function choiceList({ choices }: Explanation): Markup {
  if (choices.length === 0) return html``;
  const items = choices.map(
    ({ step, what, before, after }) => html`<li><b>${step}</b>: <bdi>${what}</bdi>
    <span class="change">${formatBytes(before)} → ${formatBytes(after)}</span></li>`,
  );
  return html`<section class="choices" aria-label="choices"><h3>Choices to fit the budget, projected before → after</h3>
    <ol>${items}</ol></section>`;
}

/** Process and plan, the measured peak, and the allowed size, to one scale. */
export function budgetBox(explanation: Explanation): Markup {
  const { allowed, process, projected, run } = explanation;
  const total = totalOf(explanation);
  const scale = Math.max(1, allowed, total.projected, run?.peak ?? 0);
  const over = total.left < 0;
  const mark = scale > allowed && html`<i class="mark" style="left:${percent(allowed / scale)}"></i>`;
  return html`<section class="budget" aria-label="budget">
    <h3>Budget</h3>
    <div class="pair">
    <span class="what">projected</span>
    <div class="track"><i class="t-process" style="width:${percent(process / scale)}" title="process ${formatBytes(process)}"></i><i class="${over ? "over" : "fits"}" style="width:${percent(projected / scale)}" title="plan ${formatBytes(projected)}"></i>${mark}</div>
    <b${over && html` class="bad"`}>${formatBytes(total.projected)}</b>
    ${
      run !== undefined &&
      html`<span class="what">measured</span>
    <div class="track"><i class="${run.peak > allowed ? "over" : "measured"}" style="width:${percent(run.peak / scale)}"></i>${mark}</div>
    <b${run.peak > allowed && html` class="bad"`}>${formatBytes(run.peak)}</b>`
    }
    </div>
    <p class="note">${sentence(explanation)}</p>
    ${run !== undefined && sparkline(run.samples, `memory of the process while it ran, ${formatBytes(run.peak)} at most`)}
    </section>`;
}

function sentence(explanation: Explanation): string {
  const { allowed, process, projected, scratch, run } = explanation;
  const { left } = totalOf(explanation);
  return [
    `process ${formatBytes(process)} + projected ${formatBytes(projected)}, of ${formatBytes(allowed)} allowed`,
    left < 0 ? `${formatBytes(-left)} too much` : `${formatBytes(left)} stay free`,
    ...(scratch > 0 ? [`${formatBytes(scratch)} of scratch on disk`] : []),
    ...(run === undefined ? [] : [`it took ${timeWords(run.elapsedMs)}`]),
  ].join("; ");
}

export function refusalBox({ refusal }: Explanation): Markup {
  if (refusal === undefined) return html``;
  return html`<section class="refusal" aria-label="refused"><h3>Refused</h3>
    <p><bdi>${refusal.message}</bdi></p><p class="cure"><bdi>${refusal.cure}</bdi></p></section>`;
}
