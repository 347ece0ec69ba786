/**
 * Puts a generated part into a page of the documentation, between its two markers.
 * Not here: what is put there.
 * Read next: docs/explanation/memory.md, docs/explanation/benchmarks.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Replaces what is between `<!-- NAME -->` and `<!-- /NAME -->`. @throws {Error} where the page has no such markers. */
export function writeSection(page: string, name: string, text: string): void {
  const file = fileURLToPath(new URL(`../docs/${page}`, import.meta.url));
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const old = readFileSync(file, "utf8");
  const [start, end] = [old.indexOf(open), old.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`docs/${page} has no part between ${open} and ${close}`);
  writeFileSync(file, `${old.slice(0, start + open.length)}\n${text.trim()}\n${old.slice(end)}`);
}
