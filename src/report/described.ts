/**
 * Inputs, outputs and times in words, the same in text and on the page.
 * Not here: memory, which is sums and bars (report/figures).
 * Read next: graph/output/explanation.
 */
import { formatBytes } from "../core/bytes.ts";
import type { ExplainedInput, ExplainedOutput, Explanation } from "../graph/output/explanation.ts";

/** `jpeg 8192 × 6144, 3 × uchar, 12.4 MB`. */
export function inputWords({ codec, width, height, bands, format, pages, sizeBytes }: ExplainedInput): string {
  const size = sizeBytes > 0 ? `, ${formatBytes(sizeBytes)}` : "";
  return `${codec} ${width} × ${height}, ${bands} × ${format}${pagesWords(pages)}${size}`;
}

export function outputWords({ format, width, height, bands, pixelFormat, pages }: ExplainedOutput): string {
  return `${format} ${width} × ${height}, ${bands} × ${pixelFormat}${pagesWords(pages)}`;
}

function pagesWords(pages: number): string {
  return pages > 1 ? `, ${pages} pages` : "";
}

/** The sources: `a.jpg`, `a.jpg and 2 more`, or `computed` if no file is read. */
export function sourceWords({ inputs }: Explanation): string {
  const [first, ...others] = inputs;
  if (first === undefined) return "computed";
  return others.length === 0 ? first.name : `${first.name} and ${others.length} more`;
}

/** The results: `a.webp`, or `a.webp and 4 more`. */
export function targetWords({ output, outputs = [] }: Explanation): string {
  const first = output.name ?? output.format;
  return outputs.length > 1 ? `${first} and ${outputs.length - 1} more` : first;
}

/** One of several outputs: `a.webp: webp 320 × 240, 3 × uchar; thumbnail 320 × 240`. */
export function namedOutputWords(output: ExplainedOutput): string {
  const { name = output.format, steps = [] } = output;
  const does = steps.length === 0 ? "" : `; ${steps.join(" → ")}`;
  return `${name}: ${outputWords(output)}${does}`;
}

export function threadWords(threads: number): string {
  return threads === 1 ? "1 thread" : `${threads} threads`;
}

/** `840 ms`, `1.24 s`, `3 min 20 s`. */
export function timeWords(ms: number): string {
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 99.5) return `${seconds.toFixed(seconds < 9.995 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** `50 %`; `<1 %` for more than nothing; `42 times` for a share far above 1. */
export function shareWords(share: number): string {
  if (share >= 9.95) return `${Math.round(share)} times`;
  return share > 0 && share < 0.005 ? "<1 %" : `${Math.round(share * 100)} %`;
}
