/**
 * A stage as a box of the page's tree: projected and measured as bars to one scale, and the terms by name.
 * Not here: the parts of the tree around the boxes (report/html/tree).
 * Read next: report/figures, report/html/tree.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { ExplainedStage, Explanation } from "../../graph/output/explanation.ts";
import { shareWords } from "../described.ts";
import { isBeyond, largestStage, listTerms } from "../figures.ts";
import { percent } from "./chart.ts";
import { html, type Markup } from "./html.ts";

/** Kinds of memory that have a colour of their own in the style sheet. */
const colouredTags: readonly string[] = [
  ...["decoder", "line cache", "thread buffers", "sink", "encoder"],
  ...["pixels", "kernel", "scratch index", "process"],
];

/** To the same scale as the image's other stages. */
export function stageBox(stage: ExplainedStage, explanation: Explanation): Markup {
  const scale = largestStage(explanation);
  const { name, projected, measured } = stage;
  const { listed, other } = listTerms(stage, false);
  const segments = [
    ...listed,
    ...(other === undefined ? [] : [{ tag: "other", name: `${other.count} smaller`, ...other }]),
  ];
  const more = isBeyond(stage, explanation);
  return html`<section class="stage" aria-label="stage ${name}">
    <h3><bdi>${name}</bdi></h3>
    <div class="pair">
    <span class="what">projected</span>
    <div class="track">${segments.map(({ tag, name, size }) => html`<i class="${tagClass(tag)}" style="width:${percent(size / scale)}" title="${tag}: ${name}, ${formatBytes(size)}"></i>`)}</div>
    <b>${formatBytes(projected)}</b>
    ${
      measured !== undefined &&
      html`<span class="what">measured</span>
    <div class="track"><i class="${more ? "over" : "measured"}" style="width:${percent(measured / scale)}"></i></div>
    <b${more && html` class="bad"`}>${formatBytes(measured)}</b>`
    }
    </div>
    ${more && html`<p class="bad">More was measured than projected.</p>`}
    ${termTable(segments, projected)}
    </section>`;
}

interface Segment {
  readonly tag: string;
  readonly name: string;
  readonly size: number;
}

function termTable(segments: readonly Segment[], projected: number): Markup {
  const rows = segments.map(
    ({ tag, name, size }) => html`<tr>
    <th scope="row"><i class="dot ${tagClass(tag)}"></i>${tag}</th>
    <td class="name"><bdi>${name === tag ? "" : name}</bdi></td>
    <td class="size">${formatBytes(size)}</td>
    <td class="share">${shareWords(size / Math.max(1, projected))}</td>
    </tr>`,
  );
  return html`<table class="terms"><caption class="unseen">projected terms, largest first</caption>
    <tbody>${rows}</tbody></table>`;
}

function tagClass(tag: string): string {
  return colouredTags.includes(tag) ? `t-${tag.replaceAll(" ", "-")}` : "t-other";
}
