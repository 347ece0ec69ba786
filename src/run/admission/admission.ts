/**
 * Starts a run when the budget has room for the projection of its plan.
 * Not here: the run (run/admission/run), or the rules of the queue (budget/ledger/ledger).
 * Read next: run/admission/run, plan/fit-plan, budget/ledger/ledger.
 */
import type { Ledger } from "../../budget/ledger/ledger.ts";
import type { Reservation } from "../../budget/ledger/reservation.ts";
import { type Bytes, bytes } from "../../core/bytes.ts";
import { debug } from "../../core/debug.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import { sourcesOf } from "../../graph/recipe/node.ts";
import { sourceName } from "../../graph/recipe/source.ts";
import { explainPlan, type Room } from "../../plan/explain-plan.ts";
import { fitPlan } from "../../plan/fit-plan.ts";
import type { Plan } from "../../plan/plan.ts";
import { outputsOf, type Wanted } from "../../plan/plan-outputs.ts";
import { refusePlan } from "../../plan/refuse-plan.ts";
import type { PlanLimits } from "../../plan/request.ts";
import { checkScratch, scratchRoom } from "../scratch/folder.ts";
import { heldByWaiting } from "./outer-reservations.ts";
import type { Resources } from "./resources.ts";
import { Run, termsAt } from "./run.ts";
import { RunMeter } from "./run-meter.ts";
import { loosest } from "./strict-then-lenient.ts";
import { workerCharges } from "./worker-charges.ts";

export interface Job {
  /** One output, or several that are planned and admitted together. */
  readonly output: Wanted;
  readonly signal?: AbortSignal | undefined;
  /** Whether to measure memory while it runs. Default false. */
  readonly measure?: boolean | undefined;
}

export class Admission {
  readonly #resources: () => Promise<Resources>;

  /** The worker threads are the process's, whichever instance runs. */
  readonly #charges = workerCharges;

  constructor(resources: () => Promise<Resources>) {
    this.#resources = resources;
  }

  /** The plan for an output; a plan that can never fit has its refusal. */
  async explain(output: Wanted, name: string | undefined): Promise<Explanation> {
    const { limits, room } = await this.#room();
    const { plan, fits } = fitPlan(output, limits, room);
    if (fits) return explainPlan(plan, output, room, { name });
    const { problem, cure } = refusePlan(output, plan, room);
    return explainPlan(plan, output, room, { name, refusal: { message: problem, cure } });
  }

  /**
   * Plans and waits for room. @returns the run, which keeps its room until it is disposed of.
   * @throws {BudgetError} when there can never be room.
   */
  async begin({ output, signal, measure = false }: Job): Promise<Run> {
    signal?.throwIfAborted();
    const { ledger, freedMemory, gauge, scratch, limits, room } = await this.#room();
    const { plan: fitted, fits } = fitPlan(output, limits, room);
    // A full disk is the first reason to refuse.
    if (fitted.scratch > 0) checkScratch(fitted.scratch, room.disk);
    if (!fits) throw refusePlan(output, fitted, room);
    const { plan, thread } = this.#charges.begin(fitted, room.allowed - room.process);
    const recipes = outputsOf(output).map(({ recipe }) => recipe);
    const [source] = recipes.flatMap(sourcesOf);
    const name = source === undefined ? "a computed image" : sourceName(source.source);
    notePlan(name, plan);
    // A run may wait for memory while it holds disk, but never for disk while it holds memory.
    const disk = await takeDisk(scratch.disk, name, plan.scratch, signal).catch(failing(thread));
    const terms = termsAt(plan, plan.projected);
    const wanted = ledger.reserve({ name, tag: "image" }, plan.projected, { signal, terms });
    const memory = await wanted.catch(failing(disk, thread));
    freedMemory.beforeUse();
    const meter = measure ? new RunMeter(gauge) : undefined;
    const failOn = loosest(recipes);
    return new Run({ plan, output, room, failOn, signal, memory, disk, thread, freedMemory, meter });
  }

  /** The limits and the room for a plan at this moment. */
  async #room(): Promise<Resources & { readonly limits: PlanLimits; readonly room: Room }> {
    const resources = await this.#resources();
    const { allowed, permanent } = resources.ledger;
    const { allowed: max = Number.POSITIVE_INFINITY } = resources.scratch.disk ?? {};
    const room: Room = {
      allowed,
      // Outer runs that wait for this one hold their memory until after its end.
      process: bytes(permanent + heldByWaiting()),
      // The free space of the disk is read only where an image waits on disk.
      get disk() {
        return bytes(Math.min(max, scratchRoom()));
      },
    };
    const { threads, tileHeight, scratch } = resources;
    return { ...resources, limits: { threads, tileHeight, scratch: scratch.forced }, room };
  }
}

function notePlan(name: string, { projected, scratch, threads, stages, choices }: Plan): void {
  const words = (): string[] => choices.map(({ step, what }) => `${step}: ${what}`);
  debug(() => ({ event: "plan", name, projected, scratch, threads, stages: stages.length, choices: words() }));
}

/** For the rejection of a promise: disposes of what was reserved so far, and rethrows the error. */
function failing(...taken: readonly (Disposable | undefined)[]): (error: unknown) => never {
  return (error) => {
    for (const each of taken) each?.[Symbol.dispose]();
    throw error;
  };
}

/**
 * A run inside an outer one takes free disk space at once, or fails: it might wait for space that the outer run holds.
 */
async function takeDisk(
  disk: Ledger | undefined,
  name: string,
  size: Bytes,
  signal: AbortSignal | undefined,
): Promise<Reservation | undefined> {
  if (disk === undefined || size === 0) return undefined;
  const owner = { name, tag: "image" } as const;
  if (heldByWaiting() === 0) return await disk.reserve(owner, size, { signal });
  const taken = disk.tryReserve(owner, size);
  if (taken === undefined) checkScratch(size, disk.free);
  return taken;
}
