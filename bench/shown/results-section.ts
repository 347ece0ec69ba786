/**
 * Puts what a bench has measured into a page of bench/results, between its two markers.
 * Not here: what is put there, or what follows from it (docs/explanation).
 * Read next: bench/results/README.md, docs/explanation/benchmarks.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Replaces what is between `<!-- NAME -->` and `<!-- /NAME -->`. @throws {Error} where the page has no such markers. */
export function writeSection(page: string, name: string, text: string): void {
  const file = fileURLToPath(new URL(`../results/${page}`, import.meta.url));
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const old = readFileSync(file, "utf8");
  const [start, end] = [old.indexOf(open), old.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`bench/results/${page} has no part between ${open} and ${close}`);
  writeFileSync(file, `${old.slice(0, start + open.length)}\n${text.trim()}\n${old.slice(end)}`);
}
