/**
 * The sums that every rendering of an explanation shows: the total beside the budget, and the terms worth a line.
 * Not here: showing them (report/text/text, report/html/tree).
 * Read next: graph/output/explanation.
 */
import { type Bytes, bytes, sumBytes } from "../core/bytes.ts";
import type { ExplainedStage, ExplainedTerm, Explanation } from "../graph/output/explanation.ts";

export interface Total {
  /** The process and the peak of the stages together. */
  readonly projected: Bytes;
  /** Of what is allowed; above 1 when it cannot run. */
  readonly share: number;
  /** What is left of the budget, or by how much it is exceeded when below 0. */
  readonly left: number;
}

export function totalOf({ process, projected, allowed }: Explanation): Total {
  const total = bytes(process + projected);
  return { projected: total, share: total / Math.max(1, allowed), left: allowed - total };
}

/**
 * Whether a stage measured more than it should. A little more is nothing: a stage is measured with what the ones before it
 * freed and the allocator still keeps, and with what JavaScript grew by. It matters where the process as a whole took more
 * than was reserved for it and the plan.
 */
export function isBeyond({ projected, measured }: ExplainedStage, explanation: Explanation): boolean {
  const { run } = explanation;
  if (measured === undefined || measured <= projected) return false;
  return run === undefined || run.peak > totalOf(explanation).projected;
}

/** Terms by size, and those too small to matter in one. */
export interface ListedTerms {
  readonly listed: readonly ExplainedTerm[];
  readonly other?: { readonly count: number; readonly size: Bytes };
}

/** Where a term counts as small: below this share of its stage. */
const smallShare = 0.02;
const mostTerms = 9;

/** Largest first; small ones are summed up where there are several, unless `all` are wanted. */
export function listTerms({ terms, projected }: ExplainedStage, all: boolean): ListedTerms {
  const sorted = terms.toSorted((a, b) => b.size - a.size);
  const matter = sorted.filter(({ size }, index) => index < mostTerms && size >= projected * smallShare);
  const rest = sorted.slice(matter.length);
  if (all || rest.length < 2) return { listed: sorted };
  return { listed: matter, other: { count: rest.length, size: sumBytes(rest.map(({ size }) => size)) } };
}

/** What bars are drawn to: the largest that any stage is projected to hold, or was measured with. */
export function largestStage({ stages }: Explanation): number {
  return Math.max(1, ...stages.flatMap(({ projected, measured = 0 }) => [projected, measured]));
}
