/**
 * Bars of block characters. Each begins where the one above ended, so that the last ends at the sum.
 * Not here: the scales (report/text/stage, report/text/budget).
 * Read next: report/text/stage.
 */

export interface BarSpan {
  readonly from: number;
  readonly size: number;
  /** The value at the full width. */
  readonly scale: number;
  readonly width: number;
}

/** Exactly `width` cells. Any value above 0 is at least half a cell long. */
export function bar({ from, size, scale, width }: BarSpan): string {
  const halves = width * 2;
  const at = (value: number): number => Math.round((Math.max(0, value) / scale) * halves);
  const end = Math.min(halves, at(from + size));
  const begin = Math.min(at(from), halves - 1);
  return Array.from({ length: width }, (_, cell) => {
    const last = Math.max(end, size > 0 ? begin + 1 : begin);
    const left = cell * 2 >= begin && cell * 2 < last;
    const right = cell * 2 + 1 >= begin && cell * 2 + 1 < last;
    return left ? (right ? "█" : "▌") : right ? "▐" : " ";
  }).join("");
}

/** The same, with a mark at a value if the bar does not reach it. */
export function markedBar(span: BarSpan, mark: number): string {
  const at = Math.min(span.width - 1, Math.floor((mark / span.scale) * span.width));
  return [...bar(span)].map((cell, index) => (index === at ? "┃" : cell)).join("");
}
