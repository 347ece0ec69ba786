/**
 * Draws memory over time: the measured size, below the reserved size, below the allowed size.
 * Not here: which images ran when (report/html/lanes).
 * Read next: report/html/chart-scale, report/html/lanes.
 */
import { formatBytes } from "../../core/bytes.ts";
import { timeWords } from "../described.ts";
import type { ReportData, Sample } from "../page-data.ts";
import { axisFor, highest, thinned, ticks, timeTicks } from "./chart-scale.ts";
import { html, Markup } from "./html.ts";

/**
 * Width in the drawing's own units. The drawing is stretched to the available width; the text stands
 * outside it, unstretched.
 */
export const across = 1000;
const down = 300;
const maxPoints = 500;
/** Maximum number of invisible columns that show time and memory under the pointer. */
const maxHints = 100;

/** Empty without readings. `lanes` are drawn below, to the same scale of time. */
export function memoryChart(data: Pick<ReportData, "samples" | "allowed" | "process">, lanes?: Markup): Markup {
  const { samples, allowed, process } = data;
  const last = samples.at(-1);
  if (last === undefined || samples.length < 2) return html``;
  const [peakMs, peak, reserved = 0] = highest(samples);
  const axis = axisFor(Math.max(peak, reserved, process), allowed);
  const durationMs = Math.max(1, last[0]);
  const x = (ms: number): number => round((ms / durationMs) * across);
  const y = (bytes: number): number => round(down - (bytes / axis.top) * down);
  const points = thinned(samples, maxPoints);
  const label =
    `Memory over ${timeWords(durationMs)}: measured ${formatBytes(peak)} at most, after ${timeWords(peakMs)}; ` +
    `${reserved > 0 ? `reserved ${formatBytes(reserved)} at most; ` : ""}allowed ${formatBytes(allowed)}.`;
  const yTicks = ticks(axis.top, 4).map(
    (value) => html`<span style="bottom:${percent(value / axis.top)}">${tickLabel(value)}</span>`,
  );
  const xTicks = timeTicks(durationMs).map(
    ({ ms, label }) => html`<span style="left:${percent(ms / durationMs)}">${label}</span>`,
  );
  return html`<figure class="chart">
    <div class="plot">
    <div class="axis-y" aria-hidden="true">${yTicks}</div>
    <svg viewBox="0 0 ${across} ${down}" preserveAspectRatio="none" role="img" aria-label="${label}">
    <rect class="process" x="0" y="${y(process)}" width="${across}" height="${round(down - y(process))}"/>
    ${ticks(axis.top, 4).map((value) => level("grid", y(value)))}
    <path class="area" d="${line(points, x, y)}L${x(last[0])} ${down}L${x(points[0]?.[0] ?? 0)} ${down}Z"/>
    ${reserved > 0 && html`<path class="reserved" d="${steps(points, x, y)}"/>`}
    <path class="measured" d="${line(points, x, y)}"/>
    ${axis.showsAllowed && level("allowed", y(allowed))}
    ${hints(samples, x, durationMs)}
    </svg>
    <span class="peak" style="left:${percent(peakMs / durationMs)};bottom:${percent(peak / axis.top)}" aria-hidden="true"></span>
    </div>
    <div class="axis-x" aria-hidden="true">${xTicks}</div>
    ${lanes}
    <figcaption>
    ${legend("measured", `measured, ${formatBytes(peak)} at most`)}
    ${reserved > 0 && legend("reserved", `reserved, ${formatBytes(reserved)} at most`)}
    ${legend("allowed", `allowed ${formatBytes(allowed)}${axis.showsAllowed ? "" : ", far above this chart"}`)}
    ${legend("process", `the process itself, ${formatBytes(process)}`)}
    </figcaption>
    </figure>`;
}

/** `200 MB`: without zeros after the point. */
function tickLabel(value: number): string {
  return value === 0 ? "0" : formatBytes(value).replace(/\.0+ /, " ");
}

/** Few digits suffice: the drawing is at best precise to a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

export function percent(share: number): string {
  return `${Math.round(Math.max(0, Math.min(1, share)) * 10_000) / 100}%`;
}

type Scale = (value: number) => number;

function line(points: readonly Sample[], x: Scale, y: Scale): string {
  return points.map(([ms, bytes], index) => `${index === 0 ? "M" : "L"}${x(ms)} ${y(bytes)}`).join("");
}

/** A reservation changes in steps, so its line has steps too. */
function steps(points: readonly Sample[], x: Scale, y: Scale): string {
  return points
    .map(([ms, , reserved = 0], index) => (index === 0 ? `M${x(ms)} ${y(reserved)}` : `H${x(ms)}V${y(reserved)}`))
    .join("");
}

function level(name: string, y: number): Markup {
  return html`<path class="${name}" d="M0 ${y}H${across}"/>`;
}

function hints(samples: readonly Sample[], x: Scale, durationMs: number): Markup[] {
  const width = durationMs / maxHints;
  return thinned(samples, maxHints).map(([ms, bytes, reserved]) => {
    const words = reserved === undefined ? "" : `, reserved ${formatBytes(reserved)}`;
    return html`<rect class="hint" x="${x(Math.max(0, ms - width / 2))}" y="0" width="${x(width)}" height="${down}"><title>${timeWords(ms)}: ${formatBytes(bytes)}${words}</title></rect>`;
  });
}

function legend(name: string, words: string): Markup {
  return html`<span class="key"><i class="${name}"></i>${words}</span>`;
}

/** The same curve without axes, for the figures of one image. */
export function sparkline(samples: readonly Sample[], label: string): Markup {
  const points = thinned(samples, 120);
  const last = points.at(-1);
  if (last === undefined || points.length < 2) return new Markup("");
  const top = Math.max(1, highest(points)[1]) * 1.05;
  const path = line(
    points,
    (ms) => round((ms / Math.max(1, last[0])) * across),
    (bytes) => round(down - (bytes / top) * down),
  );
  return html`<div class="spark"><svg viewBox="0 0 ${across} ${down}" preserveAspectRatio="none" aria-hidden="true">
    <path class="area" d="${path}V${down}H${round(points[0]?.[0] ?? 0)}Z"/><path class="measured" d="${path}"/></svg>
    <p class="note">${label}</p></div>`;
}
