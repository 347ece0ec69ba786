/**
 * The last sections of the text tree: the total beside the budget, and the reason for a refusal.
 * Not here: the terms of the total (report/text/stage).
 * Read next: report/figures.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import { shareWords, timeWords } from "../described.ts";
import { totalOf } from "../figures.ts";
import { bar, markedBar } from "./bar.ts";
import { filled, printable, wrapped } from "./cells.ts";
import type { Line, Section } from "./frame.ts";
import type { Ink } from "./ink.ts";

const labelWidth = 10;
const sizeWidth = 8;

export function budgetSection(explanation: Explanation, width: number, ink: Ink): Section {
  const { allowed, process, projected, scratch, run } = explanation;
  const total = totalOf(explanation);
  const scale = Math.max(1, allowed, total.projected, run?.peak ?? 0);
  const barWidth = width - labelWidth - sizeWidth - 1;
  const draw = (from: number, size: number): string => {
    const span = { from, size, scale, width: barWidth };
    return scale > allowed ? markedBar(span, allowed) : bar(span);
  };
  const row = (label: string, meaning: "process" | "good" | "bad" | "measured", from: number, size: number): Line => [
    [filled(label, labelWidth)],
    [draw(from, size), (text) => ink.paint(meaning, text)],
    [` ${filled(formatBytes(size), sizeWidth, "right")}`],
  ];
  const over = total.left < 0;
  const lines = [row("process", "process", 0, process), row("projected", over ? "bad" : "good", process, projected)];
  if (run !== undefined) lines.push(row("measured", run.peak > allowed ? "bad" : "measured", 0, run.peak));
  lines.push([[remark(explanation), (text) => ink.paint("faint", text)]]);
  if (scratch > 0)
    lines.push([["scratch   ", (text) => ink.paint("warning", text)], [`${formatBytes(scratch)} on disk`]]);
  const note = `${formatBytes(total.projected)} of ${formatBytes(allowed)} allowed, ${shareWords(total.share)}`;
  return {
    title: [["budget", (text) => ink.paint("heading", text)]],
    note: [[note, (text) => ink.paint(over ? "bad" : "number", text)]],
    lines,
  };
}

function remark({ run, ...explanation }: Explanation): string {
  const { left } = totalOf(explanation);
  const room = left < 0 ? `${formatBytes(-left)} too much (┃ is what is allowed)` : `${formatBytes(left)} stay free`;
  return run === undefined ? room : `${room}; it took ${timeWords(run.elapsedMs)}`;
}

/** The refusal in words, with its cure. */
export function refusalSection({ message, cure }: { message: string; cure: string }, width: number, ink: Ink): Section {
  const lines = (text: string, meaning: "bad" | "good"): Line[] =>
    wrapped(printable(text), width).map((line): Line => [[line, (each) => ink.paint(meaning, each)]]);
  return {
    title: [["refused", (text) => ink.paint("bad", text)]],
    note: [],
    lines: [...lines(message, "bad"), ...lines(cure, "good")],
  };
}
