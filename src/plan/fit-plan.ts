/**
 * Finds a plan that fits the budget: first as requested, then more frugal step by step, with each step on record.
 * Not here: the words of a refusal (plan/refuse-plan), or waiting for room (budget/ledger/ledger). Pure.
 * Read next: plan/make-plan.
 */
import { formatBytes } from "../core/bytes.ts";
import type { ExplainedChoice } from "../graph/output/explanation.ts";
import type { Room } from "./explain-plan.ts";
import type { Plan } from "./plan.ts";
import { planFor, type Wanted } from "./plan-outputs.ts";
import type { PlanLimits } from "./request.ts";

/** A plan, and whether it fits the budget. */
export interface Fitted {
  readonly plan: Plan;
  readonly fits: boolean;
}

interface Step {
  readonly step: ExplainedChoice["step"];
  readonly limits: Partial<PlanLimits>;
}

/**
 * Tries the cheapest steps first: slightly less quality, then time, then size of the file, then disk. A step that turns
 * out to be needless is taken back. When no step is enough, the plan is the most frugal one.
 */
export function fitPlan(wanted: Wanted, wishes: PlanLimits, room: Room): Fitted {
  const fits = ({ projected, scratch }: Plan): boolean =>
    projected <= room.allowed - room.process && (scratch === 0 || scratch <= (room.disk ?? Number.POSITIVE_INFINITY));
  const wished = planFor(wanted, wishes);
  if (fits(wished)) return { plan: wished, fits: true };
  const withSteps = (steps: readonly Step[]): Plan => {
    return planFor(wanted, Object.assign({ ...wishes }, ...steps.map(({ limits }) => limits)) as PlanLimits);
  };
  let taken: readonly Step[] = [];
  let plan = wished;
  // A step may help only together with a later one: another stage may be as large.
  for (const next of stepsFor(wishes.threads, room.disk, Array.isArray(wanted))) {
    taken = [...taken.filter(({ step }) => step !== next.step), next];
    plan = withSteps(taken);
    if (fits(plan)) break;
  }
  for (const step of taken.toReversed()) {
    const others = taken.filter((each) => each !== step);
    const without = withSteps(others);
    if (fits(plan) ? fits(without) : without.projected <= plan.projected) [taken, plan] = [others, without];
  }
  const choices = taken.map((step, index) =>
    choiceOf(step, withSteps(taken.slice(0, index)), withSteps(taken.slice(0, index + 1))),
  );
  return { plan: Object.freeze({ ...plan, choices: Object.freeze([...plan.choices, ...choices]) }), fits: fits(plan) };
}

function stepsFor(threads: number, disk: Room["disk"], several: boolean): Step[] {
  const halves = Array.from({ length: Math.floor(Math.log2(threads)) }, (_, index) =>
    Math.max(1, threads >> (index + 1)),
  );
  return [
    { step: "smaller decode", limits: { share: 1 } },
    ...(several ? [{ step: "one output at a time", limits: { atOnce: 1 } } as const] : []),
    ...halves.map((fewer): Step => ({ step: "fewer threads", limits: { threads: fewer } })),
    { step: "streaming encoder", limits: { streaming: true } },
    { step: "turned pieces", limits: { pieces: true } },
    { step: "scratch", limits: { scratch: true, pieces: false } },
    { step: "compressed scratch", limits: { disk } },
    ...(several ? [{ step: "separate passes", limits: { separate: true } } as const] : []),
  ];
}

function choiceOf({ step }: Step, before: Plan, after: Plan): ExplainedChoice {
  return Object.freeze({ step, what: words(step, before, after), before: before.projected, after: after.projected });
}

function words(step: Step["step"], before: Plan, { threads, told, scratch, packed, stages, passes }: Plan): string {
  switch (step) {
    case "smaller decode":
      return "the codec takes the whole factor instead of leaving some to the resampler";
    case "fewer threads":
      return `${threads} ${threads === 1 ? "thread" : "threads"} instead of ${before.threads}`;
    case "one output at a time":
      return "one output at a time instead of several side by side";
    case "separate passes":
      return `${passes?.length} passes, one after the other: each output decodes for itself`;
    case "streaming encoder":
      return toldIn(passes ?? []).join(", ") || told.join(", ");
    case "turned pieces":
      return "pieces of the result are turned and written as rows come, and no image waits";
    case "scratch": {
      const count = stages.filter(({ makes }) => makes?.place === "scratch").length;
      if (count === 0) return "each output decodes for itself, which takes less time than an image that waits on disk";
      return `${count} ${count === 1 ? "image waits" : "images wait"} on disk, ${formatBytes(scratch)}`;
    }
    case "compressed scratch":
      return `${formatBytes(packed ?? scratch)} are compressed into ${formatBytes(scratch)} on disk at most`;
  }
}

/** The notes on all encoders' options, without repeats. */
function toldIn(passes: NonNullable<Plan["passes"]>): string[] {
  return [...new Set(passes.flatMap(({ outputs }) => outputs.flatMap(({ told }) => told)))];
}
