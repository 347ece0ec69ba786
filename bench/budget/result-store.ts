/**
 * Stores results of long benches, and reuses those of the same build.
 * Not here: measuring (bench/budget/budget, bench/limits/limits).
 * Read next: bench/budget/budget.ts.
 */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { cacheFolder } from "../pictures/cache-folder.ts";

const built = fileURLToPath(new URL("../../dist", import.meta.url));
const child = fileURLToPath(new URL("../../test/support/price", import.meta.url));

/** An interrupted bench continues where it stopped. Another build, or another recipe, starts again. */
export class ResultStore<Result> {
  readonly #file: string;
  readonly #known = new Map<string, Result>();

  /** With `again`, known results are discarded. */
  constructor(kind: string, { again }: { readonly again: boolean }) {
    this.#file = join(cacheFolder("results"), `${kind}-${version()}.jsonl`);
    if (again || !existsSync(this.#file)) return;
    for (const line of readFileSync(this.#file, "utf8").split("\n").filter(Boolean)) {
      const { name, result } = JSON.parse(line) as { readonly name: string; readonly result: Result };
      this.#known.set(name, result);
    }
  }

  get(name: string): Result | undefined {
    return this.#known.get(name);
  }

  /** Also writes it to disk, unless it was there. */
  set(name: string, result: Result): void {
    if (this.#known.get(name) === result) return;
    this.#known.set(name, result);
    appendFileSync(this.#file, `${JSON.stringify({ name, result })}\n`);
  }
}

/** A version of the code that runs in the measured process. */
function version(): string {
  const files = [
    ...readdirSync(built)
      .filter((name) => name.endsWith(".js"))
      .sort()
      .map((name) => join(built, name)),
    ...["price-child.mjs", "price-outputs.mjs", "price-recipes.mjs"].map((name) => join(child, name)),
  ];
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 12);
}
