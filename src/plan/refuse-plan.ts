/**
 * Words the error for a recipe whose most frugal plan exceeds the budget: the numbers, and what would help.
 * Not here: trying plans (plan/fit-plan), or refusing a request for memory (budget/ledger/refusal).
 * Read next: plan/fit-plan.
 */
import { type Bytes, bytes, formatBytes } from "../core/bytes.ts";
import { BudgetError } from "../core/errors.ts";
import { headerOf, sourcesOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import { sourceName } from "../graph/recipe/source.ts";
import type { Room } from "./explain-plan.ts";
import { makePlan } from "./make-plan.ts";
import { largestTerms, type Plan } from "./plan.ts";
import { outputsOf, type Wanted } from "./plan-outputs.ts";
import type { Output } from "./request.ts";

/**
 * `plan` is the most frugal one. With several outputs, it is about the largest that has no room, since each runs by
 * itself.
 */
export function refusePlan(wanted: Wanted, plan: Plan, room: Room): BudgetError {
  const largest = plan.passes?.find(({ projected }) => projected === plan.projected);
  const output = outputsOf(wanted)[largest?.outputs[0]?.index ?? 0] as Output;
  const needed = bytes(plan.projected + room.process);
  const terms = largestTerms(plan);
  const listed = terms.map(({ name, size }) => `${name} ${formatBytes(size)}`).join(", ");
  const [source] = sourcesOf(output.recipe);
  const min = roundedUp(needed);
  const also = otherCures(output, plan, room);
  return new BudgetError(
    `${described(output.recipe)} needs ${formatBytes(plan.projected)} (${listed}); of ${formatBytes(room.allowed)} ` +
      `allowed, ${formatBytes(Math.max(0, room.allowed - room.process))} are left beside the process itself`,
    {
      path: source === undefined ? undefined : sourceName(source.source),
      asked: plan.projected,
      free: Math.max(0, room.allowed - room.process),
      needed,
      terms,
      cure: `Allow at least ${min} (--memory ${min.replace(" ", "")})${also.map((cure) => `, or ${cure}`).join("")}.`,
    },
  );
}

/** Changes of the output that would fit. */
function otherCures(output: Output, plan: Plan, room: Room): string[] {
  const { format, options } = output;
  if (format === "strips") return ["save it to a file instead of looping over it"].filter(() => fits("tiff", {}));
  if (format === "pixels") return ["save it to a file instead of taking its pixels"].filter(() => fits("tiff", {}));
  const cures: string[] = [];
  if (options.interlace === true && fits(format, { ...options, interlace: false })) cures.push("leave out interlace");
  if (options.optimise === true && fits(format, { ...options, optimise: false })) cures.push("leave out optimise");
  if (cures.length === 0 && format !== "tiff" && fits("tiff", {})) cures.push("save it as TIFF");
  return cures;

  function fits(other: Exclude<Output["format"], "pixels" | "strips">, changed: Output["options"]): boolean {
    const changedOutput = { ...output, format: other, options: changed, toMemory: false };
    const { tileHeight } = plan;
    const limits = { threads: 1, tileHeight, share: 1, streaming: true, scratch: plan.scratch > 0 };
    const frugal = makePlan(changedOutput, limits);
    return frugal.projected + room.process <= room.allowed;
  }
}

/** The file, or the result where there is no file. */
function described(recipe: RecipeNode): string {
  const [source] = sourcesOf(recipe);
  const { width, height } = source?.header ?? headerOf(recipe);
  if (source === undefined) return `an image of ${width} × ${height}`;
  return `${width} × ${height} ${source.header.interlaced ? "progressive " : ""}${source.header.codec}`;
}

/** How much the process's own memory may differ between two starts: 5 MB among thirty runs of one command. */
const spread = 6_000_000;

/** Whole megabytes, with room for the difference between two runs. */
function roundedUp(size: Bytes): string {
  return `${Math.ceil((size * 1.02 + spread) / 1e6)} MB`;
}
