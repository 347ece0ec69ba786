/**
 * The top of the page: one sentence on whether the run kept to its budget, and the figures that prove it.
 * Not here: the chart and the rows below (report/html/chart, report/html/rows).
 * Read next: report/html/page.
 */
import { formatBytes } from "../../core/bytes.ts";
import { shareWords, timeWords } from "../described.ts";
import { type Outcome, outcomes, type ReportData } from "../page-data.ts";
import { highest } from "./chart-scale.ts";
import { html, type Markup } from "./html.ts";

export function summary(data: ReportData): Markup {
  const { title, facts = [], images } = data;
  const { kind, words } = verdict(data);
  const rows = facts.map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`);
  return html`<header>
    <h1><bdi>${title}</bdi></h1>
    <p class="verdict ${kind}" role="status">${words}</p>
    <ul class="tiles">${tiles(data).map(([name, value, note]) => html`<li><span class="what">${name}</span><b>${value}</b><span class="note">${note}</span></li>`)}</ul>
    ${images.length > 1 && outcomeBar(data)}
    ${rows.length > 0 && html`<dl class="facts">${rows}</dl>`}
    </header>`;
}

/** The verdict is about memory only: a failed image shows in its row. */
function verdict({ samples, allowed, images }: ReportData): { kind: "good" | "bad"; words: string } {
  if (samples.length === 0) {
    const refused = images.filter(({ outcome }) => outcome === "refused").length;
    if (refused === 0) return { kind: "good", words: `✓ All of it fits ${formatBytes(allowed)} allowed.` };
    return { kind: "bad", words: `✗ ${refused} of ${images.length} cannot run in ${formatBytes(allowed)} allowed.` };
  }
  const [, peak] = highest(samples);
  const sizes = `${formatBytes(peak)} measured of ${formatBytes(allowed)} allowed`;
  if (peak <= allowed) return { kind: "good", words: `✓ It kept to the budget: ${sizes}.` };
  return { kind: "bad", words: `✗ It went beyond the budget: ${sizes}.` };
}

type Tile = readonly [name: string, value: string, note: string];

function tiles({ samples, allowed, process, images }: ReportData): Tile[] {
  const found: Tile[] = [["allowed", formatBytes(allowed), `${formatBytes(process)} of it for the process`]];
  const last = samples.at(-1);
  if (last !== undefined) {
    const [, peak, reserved] = highest(samples);
    found.push(["measured", formatBytes(peak), `${shareWords(peak / Math.max(1, allowed))} of what is allowed`]);
    if (reserved !== undefined) {
      found.push([
        "reserved",
        formatBytes(reserved),
        `${shareWords(reserved / Math.max(1, allowed))} of what is allowed`,
      ]);
    }
  }
  const largest = Math.max(0, ...images.map(({ projected, explanation }) => projected ?? explanation?.projected ?? 0));
  if (largest > 0)
    found.push(["projected", formatBytes(largest), images.length > 1 ? "for the largest image" : "beside the process"]);
  if (last !== undefined)
    found.push(["time", timeWords(last[0]), images.length === 1 ? "1 image" : `${images.length} images`]);
  return found;
}

/** The number of images for each outcome, as a bar with the counts in words. */
function outcomeBar({ images }: ReportData): Markup {
  const counts = outcomes
    .map((outcome): [Outcome, number] => [outcome, images.filter((image) => image.outcome === outcome).length])
    .filter(([, count]) => count > 0);
  const words = counts.map(([outcome, count]) => `${count} ${outcome}`).join(", ");
  return html`<div class="outcomes"><div class="track" role="img" aria-label="${words}">
    ${counts.map(([outcome, count]) => html`<i class="o-${outcome}" style="flex-grow:${count}"></i>`)}</div>
    <p class="note" aria-hidden="true">${words}</p></div>`;
}
