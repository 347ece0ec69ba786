/**
 * A run, or a plan, as one self-contained HTML page: no script, no network, light and dark, any width.
 * Not here: its parts, a file each; gathering the data (report/html/page-collector).
 * Read next: report/page-data, report/html/summary, report/html/chart, report/html/rows.
 */

import type { ReportData } from "../page-data.ts";
import { memoryChart } from "./chart.ts";
import { html, Markup } from "./html.ts";
import { imageLanes } from "./lanes.ts";
import { imageRows } from "./rows.ts";
import { pageStyle } from "./style.ts";
import { treeStyle } from "./style-tree.ts";
import { summary } from "./summary.ts";

/** Forbids the browser to load anything, as a second line of defence behind the escaping. */
const policy = "default-src 'none'; style-src 'unsafe-inline'";

/** The whole page. Pure: the same data give the same text. */
export function reportPage(data: ReportData): string {
  const lanes = imageLanes(data.images, data.samples.at(-1)?.[0] ?? 0);
  const page = html`<!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <title>${data.title}</title>
    <style>${new Markup(pageStyle)}${new Markup(treeStyle)}</style>
    </head>
    <body>
    ${summary(data)}
    <main>
    ${data.samples.length > 1 && html`<section class="memory" aria-labelledby="memory"><h2 id="memory">Memory over time</h2>${memoryChart(data, lanes)}</section>`}
    ${imageRows(data)}
    </main>
    <footer><p>The budget counts memory that the kernel cannot reclaim. <b>Allowed</b> is the budget, <b>reserved</b> what
    was handed out of it, <b>projected</b> what the plans predict, and <b>measured</b> what the
    kernel says. Measured may be above reserved for a while: the allocator keeps some of what was freed, which counts as used
    until it is given back.</p></footer>
    </body>
    </html>`;
  return `${page.text}\n`;
}
