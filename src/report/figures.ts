/**
 * The sums that every rendering of an explanation shows: the total beside the budget, and the terms that get a line.
 * Not here: showing them (report/text/text, report/html/tree).
 * Read next: graph/output/explanation.
 */
import { type Bytes, bytes, sumBytes } from "../core/bytes.ts";
import type { ExplainedStage, ExplainedTerm, Explanation } from "../graph/output/explanation.ts";

export interface Total {
  /** The process and the peak of the stages together. */
  readonly projected: Bytes;
  /** As a fraction of the allowed memory; above 1 if the plan cannot run. */
  readonly share: number;
  /** Bytes of the budget that stay free. Below 0, the excess. */
  readonly left: number;
}

export function totalOf({ process, projected, allowed }: Explanation): Total {
  const total = bytes(process + projected);
  return { projected: total, share: total / Math.max(1, allowed), left: allowed - total };
}

/**
 * Whether a stage measured too much. Slightly more than projected is normal: the measurement includes memory that
 * earlier stages freed and the allocator keeps, and growth of JavaScript's heap. It counts only if the whole process
 * used more than was reserved for itself and the plan.
 */
export function isBeyond({ projected, measured }: ExplainedStage, explanation: Explanation): boolean {
  const { run } = explanation;
  if (measured === undefined || measured <= projected) return false;
  return run === undefined || run.peak > totalOf(explanation).projected;
}

/** Terms by size. Terms too small for a line of their own are summed up. */
export interface ListedTerms {
  readonly listed: readonly ExplainedTerm[];
  readonly other?: { readonly count: number; readonly size: Bytes };
}

/** A term is small below this share of its stage. */
const smallShare = 0.02;
const maxTerms = 9;

/** Largest first. Several small terms are summed up, unless `all` is true. */
export function listTerms({ terms, projected }: ExplainedStage, all: boolean): ListedTerms {
  const sorted = terms.toSorted((a, b) => b.size - a.size);
  const matter = sorted.filter(({ size }, index) => index < maxTerms && size >= projected * smallShare);
  const rest = sorted.slice(matter.length);
  if (all || rest.length < 2) return { listed: sorted };
  return { listed: matter, other: { count: rest.length, size: sumBytes(rest.map(({ size }) => size)) } };
}

/** The value at the full length of a bar: the largest projected or measured size of any stage. */
export function largestStage({ stages }: Explanation): number {
  return Math.max(1, ...stages.flatMap(({ projected, measured = 0 }) => [projected, measured]));
}
