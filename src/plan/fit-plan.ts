/**
 * Finds a plan that the budget has room for: as wished, or more frugal step by step, each step on record.
 * Not here: the words of a refusal (plan/refuse-plan), or waiting for room (budget/ledger). Pure.
 * Read next: plan/make-plan.
 */
import { formatBytes } from "../core/bytes.ts";
import type { ExplainedChoice } from "../graph/explanation.ts";
import type { Room } from "./explain-plan.ts";
import { makePlan, type Output, type PlanLimits } from "./make-plan.ts";
import type { Plan } from "./plan.ts";

/** A plan, and whether the budget has room for it. */
export interface Fitted {
  readonly plan: Plan;
  readonly fits: boolean;
}

interface Step {
  readonly step: ExplainedChoice["step"];
  readonly limits: PlanLimits;
}

/**
 * Tried in the order in which they cost least: less quality than anybody sees, then time, then size of the file, then
 * disk. A step that saves nothing is not taken.
 */
export function fitPlan(output: Output, threads: number, room: Room): Fitted {
  const free = room.allowed - room.process;
  let limits: PlanLimits = { threads };
  let plan = makePlan(output, limits);
  const choices: ExplainedChoice[] = [];
  for (const { step, limits: change } of steps(threads)) {
    if (plan.projected <= free) break;
    const tried = { ...limits, ...change };
    const frugal = makePlan(output, tried);
    if (frugal.projected >= plan.projected) continue;
    const last = choices.at(-1);
    const choice = { step, what: words(step, plan, frugal), before: plan.projected, after: frugal.projected };
    // Several steps of one kind are one choice.
    if (last?.step === step)
      choices.splice(-1, 1, { ...choice, what: words(step, threads, frugal), before: last.before });
    else choices.push(choice);
    [limits, plan] = [tried, frugal];
  }
  return { plan: Object.freeze({ ...plan, choices: Object.freeze(choices) }), fits: plan.projected <= free };
}

function* steps(threads: number): Generator<Step> {
  yield { step: "smaller decode", limits: { threads, share: 1 } };
  for (let fewer = threads >> 1; fewer >= 1; fewer >>= 1) yield { step: "fewer threads", limits: { threads: fewer } };
  yield { step: "streaming encoder", limits: { threads: 1, streaming: true } };
  yield { step: "scratch", limits: { threads: 1, scratch: true } };
}

function words(step: ExplainedChoice["step"], before: Plan | number, { threads, told, scratch, stages }: Plan): string {
  switch (step) {
    case "smaller decode":
      return "the codec takes the whole factor instead of leaving some to the resampler";
    case "fewer threads":
      return `${threads} ${threads === 1 ? "thread" : "threads"} instead of ${typeof before === "number" ? before : before.threads}`;
    case "streaming encoder":
      return told.join(", ");
    case "scratch": {
      const count = stages.filter(({ makes }) => makes?.place === "scratch").length;
      return `${count} ${count === 1 ? "image waits" : "images wait"} on disk, ${formatBytes(scratch)}`;
    }
  }
}
