/**
 * Finds a plan that the budget has room for, or refuses with the numbers.
 * Not here: waiting for that room (budget/ledger).
 * Read next: run/engine.
 */
import { type Bytes, bytes, formatBytes } from "../core/bytes.ts";
import { BudgetError } from "../core/errors.ts";
import { headerOf, type RecipeNode, sourcesOf } from "../graph/node.ts";
import { sourceName } from "../graph/source.ts";
import { makePlan, type Output } from "../plan/make-plan.ts";
import { largestTerms, type Plan } from "../plan/plan.ts";

export interface Room {
  /** The whole budget. */
  readonly allowed: Bytes;
  /** What the process itself holds of it for good. */
  readonly process: Bytes;
}

/** Plans with the threads wished for, then with one. @throws {BudgetError} when neither can ever fit. */
export function fitPlan(output: Output, threads: number, room: Room): Plan {
  const free = room.allowed - room.process;
  const plan = makePlan(output, { threads });
  if (plan.projected <= free) return plan;
  const frugal = makePlan(output, { threads: 1 });
  if (frugal.projected <= free) return frugal;
  throw refusal(output, frugal, room);
}

function refusal(output: Output, plan: Plan, room: Room): BudgetError {
  const needed = bytes(plan.projected + room.process);
  const terms = largestTerms(plan);
  const listed = terms.map(({ name, size }) => `${name} ${formatBytes(size)}`).join(", ");
  const [source] = sourcesOf(output.recipe);
  return new BudgetError(
    `${described(output.recipe)} needs ${formatBytes(plan.projected)} (${listed}); of ${formatBytes(room.allowed)} ` +
      `allowed, ${formatBytes(Math.max(0, room.allowed - room.process))} are left beside the process itself`,
    {
      path: source === undefined ? undefined : sourceName(source.source),
      asked: plan.projected,
      free: Math.max(0, room.allowed - room.process),
      needed,
      terms,
      cure: `Allow at least ${roundedUp(needed)} (--memory ${roundedUp(needed).replace(" ", "")}).`,
    },
  );
}

/** The file, or the result where there is none. */
function described(recipe: RecipeNode): string {
  const [source] = sourcesOf(recipe);
  const { width, height } = source?.header ?? headerOf(recipe);
  if (source === undefined) return `an image of ${width} × ${height}`;
  return `${width} × ${height} ${source.header.interlaced ? "progressive " : ""}${source.header.codec}`;
}

/** What one process may measure more than another for itself at its start: 5 MB among thirty runs of one command. */
const spread = 6_000_000;

/** Whole megabytes, with room for what differs between two runs. */
function roundedUp(size: Bytes): string {
  return `${Math.ceil((size * 1.02 + spread) / 1e6)} MB`;
}
