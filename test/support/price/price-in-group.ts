/**
 * Runs a recipe in the tightest budget that Sluice itself will do it in, inside a control group of exactly that size.
 * Not here: making groups (test/support/machine/cgroup), or what the recipe is projected to hold (test/support/price/price).
 * Read next: test/support/price/price.ts, src/plan/fit-plan.ts.
 */
import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { parseBytes } from "../../../src/core/bytes.ts";
import { open } from "../../../src/index.ts";
import { type CgroupRun, inMemoryCgroup } from "../machine/cgroup.ts";
import { type PriceTask, priceCommand, type ToldByChild, toldBy, type WrittenFile } from "./price.ts";

export interface Tightest {
  /** In bytes: the first is too small for most, and every other is what the refusal before it named. */
  readonly budgets: readonly number[];
  /** The last run. */
  readonly run: CgroupRun;
  /** What was given up to fit into it. */
  readonly choices: readonly string[];
  /** What is wrong, in words; undefined where the image was made, is of the right size, and nothing was killed. */
  readonly wrong: string | undefined;
}

/** Less than any process of ours needs for an image of some size. */
const firstBudget = 40_000_000;

/** The process may be refused, then a thread that opens the file, then the image; what is refused after that was promised. */
const mostBudgets = 4;

const timeoutMs = 300_000;

/** Begins with a budget that is too small, and follows what the refusals say. */
export async function runInTightest({ tiny: _, ...task }: PriceTask): Promise<Tightest> {
  const budgets: number[] = [];
  const none = { budgets, choices: [] };
  let memory = firstBudget;
  for (;;) {
    budgets.push(memory);
    const run = await inMemoryCgroup(memory, ...priceCommand({ ...task, memory }), { intervalMs: 1, timeoutMs });
    if (run.killed || run.exitCode !== 0) return { ...none, run, wrong: endOf(run) };
    const told = toldBy(run);
    if (told.error?.tag !== "budget") {
      return { budgets, run, choices: told.choices ?? [], wrong: await whatIsWrong(task, told) };
    }
    if (budgets.length === mostBudgets) return { ...none, run, wrong: `refused again: ${told.error.message}` };
    memory = namedBudget(told.error.cure);
  }
}

function endOf({ killed, signal, exitCode, stderr }: CgroupRun): string {
  return killed ? "killed by the kernel" : `${signal ?? `exit code ${exitCode}`}: ${stderr.trim()}`;
}

/** The first size in the words of a cure. */
function namedBudget(cure: string): number {
  const size = /\d+(?:\.\d+)? ?[kMGT]B/.exec(cure)?.[0];
  if (size === undefined) throw new Error(`this cure names no budget: ${cure}`);
  return parseBytes(size);
}

async function whatIsWrong({ output }: PriceTask, told: ToldByChild): Promise<string | undefined> {
  if (told.error !== undefined) return `${told.error.tag}: ${told.error.message}`;
  const { width, height, written } = told;
  const files = written ?? (isAbsolute(output) ? [{ path: output, width, height }] : []);
  for (const file of files) {
    const wrong = await whatIsWrongWith(file);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

async function whatIsWrongWith({ path, width, height }: WrittenFile): Promise<string | undefined> {
  if (!existsSync(path)) return "there is no file";
  // Tiles and their description are no image to open.
  if (/\.(?:dzi|iiif)$/.test(path)) return undefined;
  using written = await open(path);
  const isRight = written.width === width && written.height === height;
  return isRight ? undefined : `${written.width} × ${written.height} instead of ${width} × ${height}`;
}
