/**
 * Which images ran when: a row of bars below the chart, in several lanes where they overlapped.
 * Not here: memory (report/html/chart).
 * Read next: report/html/chart.
 */
import { timeWords } from "../described.ts";
import type { ReportImage } from "../page-data.ts";
import { across, round } from "./chart.ts";
import { html, type Markup } from "./html.ts";

/** Above these numbers, the bars would be too small to tell apart. */
const maxBars = 1000;
const maxLanes = 24;
const laneHeight = 10;

interface Bar {
  readonly image: ReportImage;
  readonly from: number;
  readonly until: number;
  readonly lane: number;
}

/** Undefined if the times are not known, or if there would be too many bars to tell apart. */
export function imageLanes(images: readonly ReportImage[], durationMs: number): Markup | undefined {
  const bars = layOut(images);
  const lanes = bars.reduce((max, { lane }) => Math.max(max, lane + 1), 0);
  if (bars.length < 2 || bars.length > maxBars || lanes > maxLanes || durationMs <= 0) return undefined;
  const x = (ms: number): number => round((ms / durationMs) * across);
  const drawn = bars.map(({ image, from, until, lane }) => {
    const box = { x: x(from), width: Math.max(1.5, round(x(until - from) - 0.8)) };
    return html`<rect class="o-${image.outcome}" x="${box.x}" y="${lane * laneHeight + 1}" width="${box.width}" height="${laneHeight - 2}"><title>${image.input}: ${image.outcome}, ${timeWords(until - from)}</title></rect>`;
  });
  const label = `${bars.length} images over time, at most ${lanes} at once.`;
  return html`<div class="lanes" style="height:${lanes * laneHeight}px"><svg viewBox="0 0 ${across} ${lanes * laneHeight}" preserveAspectRatio="none" role="img" aria-label="${label}">${drawn}</svg></div>`;
}

/** Each image gets the first lane that is free at its start. */
function layOut(images: readonly ReportImage[]): Bar[] {
  const free: number[] = [];
  return images
    .flatMap((image) => {
      const { startedMs: from, elapsedMs } = image;
      return from === undefined || elapsedMs === undefined ? [] : [{ image, from, until: from + elapsedMs }];
    })
    .sort((a, b) => a.from - b.from)
    .map((bar) => {
      const found = free.findIndex((until) => until <= bar.from);
      const lane = found === -1 ? free.length : found;
      free[lane] = bar.until;
      return { ...bar, lane };
    });
}
