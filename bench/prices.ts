/**
 * Checks every price of the plan: what it projects for one image, against what a fresh process held for it.
 * Not here: the prices (src/plan), or whether a whole batch stays inside its budget (test/budget-holds).
 * Read next: bench/price-cases.ts, docs/memory.md.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { engine } from "../src/compose.ts";
import { formatBytes } from "../src/core/bytes.ts";
import { Image } from "../src/graph/image.ts";
import { makePlan } from "../src/plan/make-plan.ts";
import { largestTerms } from "../src/plan/plan.ts";
import { measurePrice, priceNoise } from "../test/support/price.ts";
import { cacheFolder } from "./cache-folder.ts";
import { decoderCases, encoderCases, type PriceCase } from "./price-cases.ts";
import { table } from "./table.ts";

export const summary =
  "prices [--only TEXT] [--threads N] [--rounds N] [--json]: checks what the plan projects, codec by codec";

interface Checked {
  readonly name: string;
  readonly input: string;
  readonly box: number;
  readonly threads: number;
  readonly projected: number;
  readonly measured: number;
  readonly terms: string;
}

/** From here on an image is large, and its projection must not be above 1.5 times what it holds. */
const large = 32_000_000;

/** Small, but large enough for the largest tiles: libvips refuses tiles that are much larger than their image. */
const tinySize = { width: 1024, height: 768 };

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      threads: { type: "string", default: "1" },
      rounds: { type: "string", default: "2" },
      json: { type: "boolean", default: false },
    },
  });
  const folder = cacheFolder("prices");
  const cases = [...decoderCases(), ...encoderCases()].filter(({ name }) => name.includes(values.only));
  const results: Checked[] = [];
  for (const each of cases) {
    for (const threads of values.threads.split(",").map(Number)) {
      process.stderr.write(`${each.name}, ${each.input.width} × ${each.input.height}, ${threads}\n`);
      const result = await check(each, threads, Number(values.rounds), folder);
      results.push(result);
      if (values.json) process.stdout.write(`${JSON.stringify(result)}\n`);
    }
  }
  if (!values.json) process.stdout.write(show(results));
}

async function check(each: PriceCase, threads: number, rounds: number, folder: string): Promise<Checked> {
  const { name, box, options, format } = each;
  const file = await each.write(folder, each.input);
  const tiny = await each.write(folder, tinySize);
  const output = join(folder, `out-${process.pid}.${format}`);
  const task = { tiny, file, output, size: box, threads, options: { ...options, format } };
  const price = await measurePrice(task, rounds);
  rmSync(output);
  const terms = await termsOf(file, each, threads);
  const { width, height } = each.input;
  return { name, input: `${width} × ${height}`, box, threads, ...price, terms };
}

async function termsOf(file: string, { box, options, format }: PriceCase, threads: number): Promise<string> {
  const recipe = new Image(engine, await engine.open(file, {})).thumbnail(box).recipe;
  const plan = makePlan({ recipe, format, options, toMemory: false }, { threads });
  return largestTerms(plan)
    .map(({ name, size }) => `${name} ${(size / 1e6).toFixed(1)}`)
    .join(", ");
}

function show(results: readonly Checked[]): string {
  const head = ["case", "input", "box", "threads", "projected", "measured", "p / m", "", "largest terms, MB"];
  const rows = results.map(({ name, input, box, threads, projected, measured, terms }) => {
    const ratio = (projected / Math.max(1, measured)).toFixed(2);
    const [p, m] = [formatBytes(projected), formatBytes(measured)];
    return [name, input, String(box), String(threads), p, m, ratio, verdict(projected, measured), terms];
  });
  return `${table(head, rows)}\n`;
}

function verdict(projected: number, measured: number): string {
  if (measured > projected + priceNoise) return "TOO LOW";
  return projected > large && projected > 1.5 * measured + priceNoise ? "too high" : "";
}
