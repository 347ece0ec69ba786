/**
 * The images of a run, one row each, in their order. The rows of the largest images contain their trees, folded.
 * Not here: one row (report/html/row), or the trees (report/html/tree).
 * Read next: report/html/row, report/page-data.
 */

import { type Outcome, outcomes, type ReportData, type ReportImage } from "../page-data.ts";
import { html, type Markup } from "./html.ts";
import { imageRow, projectedOf } from "./row.ts";

/**
 * A tree takes some 6 kB and a hundred elements. With this many the page stays quick, however many images there were.
 */
export const maxTrees = 200;
/** Up to this number of trees, all are unfolded. */
const maxOpen = 3;

export function imageRows({ images, allowed, process }: Pick<ReportData, "images" | "allowed" | "process">): Markup {
  const trees = withTrees(images);
  const left = Math.max(1, allowed - process);
  const rows = images.map((image) => imageRow(image, { tree: trees.has(image), open: images.length <= maxOpen, left }));
  const cut = trees.size === maxTrees && images.length > maxTrees;
  return html`<section class="images" aria-labelledby="images">
    <h2 id="images">Images</h2>
    ${filters(images)}
    ${cut && html`<p class="note">The stages are shown of the ${trees.size} images that are projected largest; the rows are of all ${images.length}.</p>`}
    ${images.some(({ shared }) => shared) && html`<p class="note">Images ran side by side, where the kernel does not tell what one of them measured: run them one at a time to see it.</p>`}
    <div class="head" aria-hidden="true"><span>image</span><span>outcome</span><span>projected</span><span>measured</span><span>time</span><span>result</span></div>
    <ul class="rows">${rows}</ul>
    </section>`;
}

/** The images with the largest plans: their trees are the most useful. */
function withTrees(images: readonly ReportImage[]): ReadonlySet<ReportImage> {
  const planned = images.filter(({ explanation }) => explanation !== undefined);
  return new Set(planned.sort((a, b) => (projectedOf(b) ?? 0) - (projectedOf(a) ?? 0)).slice(0, maxTrees));
}

/** Radio buttons that the style sheet reacts to: the page needs no script. */
function filters(images: readonly ReportImage[]): Markup {
  const counts = outcomes.map(
    (outcome) => [outcome, images.filter((image) => image.outcome === outcome).length] as const,
  );
  const present = counts.filter(([, count]) => count > 0);
  if (present.length < 2) return html``;
  const button = (value: Outcome | "all", count: number): Markup => html`<label class="o-${value}">
    <input type="radio" name="show" id="show-${value}"${value === "all" && html` checked`}>${value} <b>${count}</b></label>`;
  return html`<fieldset class="filters"><legend class="unseen">Show</legend>${button("all", images.length)}${present.map(([outcome, count]) => button(outcome, count))}</fieldset>`;
}
