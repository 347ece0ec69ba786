/**
 * Finds by bisection the smallest limit in which an attempt completes, and confirms it.
 * Not here: the attempt; the caller provides it.
 * Read next: bench/limits/limits.ts.
 */

export interface SmallestLimit<Outcome> {
  readonly megabytes: number;
  /** The outcomes of the runs at that limit, all of which completed. */
  readonly outcomes: readonly Outcome[];
}

const startMegabytes = 512;
const maxMegabytes = 16_384;

/** Runs at the limit that was found, all of which must complete. */
const repeats = 3;

/**
 * `attempt` returns undefined if the job does not complete. The result is exact to a megabyte below 64, and to 2 %
 * above. Undefined if even the maximum is not enough.
 */
export async function smallestLimit<Outcome>(
  attempt: (megabytes: number) => Promise<Outcome | undefined>,
): Promise<SmallestLimit<Outcome> | undefined> {
  let [enough, tooLittle] = [startMegabytes, 0];
  let found = await attempt(enough);
  while (found === undefined) {
    if (enough >= maxMegabytes) return undefined;
    [tooLittle, enough] = [enough, enough * 2];
    found = await attempt(enough);
  }
  while (enough - tooLittle > stepAt(enough)) {
    const middle = Math.round((enough + tooLittle) / 2);
    const outcome = await attempt(middle);
    if (outcome === undefined) tooLittle = middle;
    else [enough, found] = [middle, outcome];
  }
  return await confirmed(attempt, enough, found);
}

function stepAt(megabytes: number): number {
  return Math.max(1, Math.floor(megabytes / 50));
}

/** Two runs may need different amounts: a run that fails now raises the limit by one step. */
async function confirmed<Outcome>(
  attempt: (megabytes: number) => Promise<Outcome | undefined>,
  from: number,
  first: Outcome,
): Promise<SmallestLimit<Outcome>> {
  let megabytes = from;
  let outcomes: Outcome[] = [first];
  while (outcomes.length < repeats) {
    const outcome = await attempt(megabytes);
    if (outcome === undefined) {
      megabytes += stepAt(megabytes);
      outcomes = [];
    } else outcomes.push(outcome);
  }
  return { megabytes, outcomes };
}
