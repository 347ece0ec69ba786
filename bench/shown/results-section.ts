/**
 * Writes the results of a bench into a page of bench/results, between its two markers.
 * Not here: the results themselves, or the conclusions (docs/explanation).
 * Read next: bench/results/README.md, docs/explanation/benchmarks.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Replaces the text between `<!-- NAME -->` and `<!-- /NAME -->`. @throws {Error} if the page has no such markers. */
export function writeSection(page: string, name: string, text: string): void {
  const file = fileURLToPath(new URL(`../results/${page}`, import.meta.url));
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const old = readFileSync(file, "utf8");
  const [start, end] = [old.indexOf(open), old.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`bench/results/${page} has no part between ${open} and ${close}`);
  writeFileSync(file, `${old.slice(0, start + open.length)}\n${text.trim()}\n${old.slice(end)}`);
}
