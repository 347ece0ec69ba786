/**
 * Runs a recipe in the smallest budget that Sluice accepts for it, inside a control group of exactly that size.
 * Not here: making groups (test/support/machine/cgroup), or the recipe's projection (test/support/price/price).
 * Read next: test/support/price/price.ts, src/plan/fit-plan.ts.
 */
import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import { parseBytes } from "../../../src/core/bytes.ts";
import { open } from "../../../src/index.ts";
import { type CgroupRun, inMemoryCgroup } from "../machine/cgroup.ts";
import { type PriceTask, priceCommand, type ToldByChild, toldBy, type WrittenFile } from "./price.ts";

export interface Tightest {
  /** In bytes. The first is too small for most recipes; every other one comes from the refusal before it. */
  readonly budgets: readonly number[];
  /** The last run. */
  readonly run: CgroupRun;
  /** The planner's choices to fit into it. */
  readonly choices: readonly string[];
  /** In words, what went wrong. Undefined if the image was made, has the right size, and nothing was killed. */
  readonly wrong: string | undefined;
}

/** Less than any of Sluice's processes needs for an image of some size. */
const firstBudget = 40_000_000;

/**
 * At most three refusals are legitimate: for the process, for a thread that opens the file, and for the image. A
 * further one would break a promise.
 */
const maxBudgets = 4;

const timeoutMs = 300_000;

/** Starts with a budget that is too small, and follows the refusals. `spare`: bytes beyond what they name. Default 0. */
export async function runInTightest({ tiny: _, ...task }: PriceTask, spare = 0): Promise<Tightest> {
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
    if (budgets.length === maxBudgets) return { ...none, run, wrong: `refused again: ${told.error.message}` };
    memory = namedBudget(told.error.cure) + spare;
  }
}

function endOf({ killed, signal, exitCode, stderr }: CgroupRun): string {
  return killed ? "killed by the kernel" : `${signal ?? `exit code ${exitCode}`}: ${stderr.trim()}`;
}

/** The first size in a cure's text. */
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
  // Tiles with their description cannot be opened as an image.
  if (/\.(?:dzi|iiif)$/.test(path)) return undefined;
  using written = await open(path);
  const isRight = written.width === width && written.height === height;
  return isRight ? undefined : `${written.width} × ${written.height} instead of ${width} × ${height}`;
}
