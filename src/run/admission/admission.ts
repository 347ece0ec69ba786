/**
 * Lets work begin when the budget has room for what its plan projects, and takes the room back as its stages end.
 * Not here: the work (run/outputs, run/compute), or the rules of the queue (budget/ledger/ledger).
 * Read next: plan/fit-plan, budget/ledger/ledger.
 */
import type { Ledger } from "../../budget/ledger/ledger.ts";
import type { Reservation } from "../../budget/ledger/reservation.ts";
import { type Bytes, bytes } from "../../core/bytes.ts";
import { debug } from "../../core/debug.ts";
import { type Term, term } from "../../core/term.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import { sourcesOf } from "../../graph/recipe/node.ts";
import { sourceName } from "../../graph/recipe/source.ts";
import { explainPlan, type Room } from "../../plan/explain-plan.ts";
import { fitPlan } from "../../plan/fit-plan.ts";
import { decodesFrom, type Plan, peakFrom } from "../../plan/plan.ts";
import { outputsOf, type Wanted } from "../../plan/plan-outputs.ts";
import { refusePlan } from "../../plan/refuse-plan.ts";
import { checkScratch, scratchRoom } from "../scratch/scratch-file.ts";
import { endOfStrips, failureOfSources, RunFailure } from "./failure.ts";
import { heldByWaiting } from "./outer-reservations.ts";
import { BeingFreed } from "./pending-release.ts";
import type { Resources } from "./resources.ts";
import { RunMeter } from "./run-meter.ts";
import { loosest } from "./strict-then-lenient.ts";
import { WorkerCharges } from "./worker-charges.ts";

export interface Job {
  /** One, or several that are planned and let in together. */
  readonly output: Wanted;
  readonly signal?: AbortSignal | undefined;
  /** Whether memory is measured while it runs. Default false. */
  readonly measure?: boolean | undefined;
}

/** Work that was let in. */
export interface Admitted {
  readonly plan: Plan;
  /** To be told as a stage of the plan begins: what only earlier ones held has been freed. */
  enter(stage: number): void;
  /**
   * Once nothing is computed any more: gives back what is above `size` bytes, which must have been freed, or is when
   * `freeing` resolves.
   */
  shrinkTo(size: number, freeing?: Promise<void>): void;
  /** After the work, where it is measured: the plan with what was measured. */
  readonly explain: ((name?: string) => Explanation) | undefined;
  /** To be told what code beside libvips fails with: that is what the run fails with. */
  readonly failure: RunFailure;
}

export class Admission {
  readonly #resources: () => Promise<Resources>;

  readonly #charges = new WorkerCharges();

  constructor(resources: () => Promise<Resources>) {
    this.#resources = resources;
  }

  /** What the plan would be; one that can never have room says why. */
  async explain(output: Wanted, name: string | undefined): Promise<Explanation> {
    const { threads, scratch, room } = await this.#room();
    const { plan, fits } = fitPlan(output, { threads, scratch: scratch.forced }, room);
    if (fits) return explainPlan(plan, output, room, { name });
    const { problem, cure } = refusePlan(output, plan, room);
    return explainPlan(plan, output, room, { name, refusal: { message: problem, cure } });
  }

  /** Plans, waits for room, works. @throws {BudgetError} when there can never be room. */
  async run<T>(job: Job, work: (admitted: Admitted) => Promise<T>): Promise<T> {
    const { result, release } = await this.keep(job, work);
    release();
    return result;
  }

  /** As {@link run}, where the result keeps what is still reserved until it is released. */
  async keep<T>(
    { output, signal, measure = false }: Job,
    work: (admitted: Admitted) => Promise<T>,
  ): Promise<{ readonly result: T; readonly release: () => void }> {
    signal?.throwIfAborted();
    const { ledger, freedMemory, gauge, threads, scratch, room } = await this.#room();
    const { plan: fitted, fits } = fitPlan(output, { threads, scratch: scratch.forced }, room);
    // A disk without room is the reason where there is one.
    if (fitted.scratch > 0) checkScratch(fitted.scratch, room.disk);
    if (!fits) throw refusePlan(output, fitted, room);
    const { plan, end } = this.#charges.begin(fitted, room.allowed - room.process);
    const recipes = outputsOf(output).map(({ recipe }) => recipe);
    const sources = recipes.flatMap(sourcesOf);
    const name = sources[0] === undefined ? "a computed image" : sourceName(sources[0].source);
    const termsAt = (size: number): readonly Term[] =>
      plan.stages.find(({ projected }) => projected === size)?.terms ?? [term("pixels", "result", size)];
    const terms = termsAt(plan.projected);
    notePlan(name, plan);
    // Who has disk may wait for memory, and never the other way round.
    const onDisk = await takeDisk(scratch.disk, name, plan.scratch, signal).catch(failing(end));
    const letGo = (): void => {
      onDisk?.dispose();
      end();
    };
    const wanted = ledger.reserve({ name, tag: "image" }, plan.projected, { signal, terms });
    const reservation = await wanted.catch(failing(letGo));
    const shrinkTo = (size: number): void => {
      if (size >= reservation.size) return;
      freedMemory.freed(bytes(reservation.size - size));
      reservation.shrinkTo(bytes(size), termsAt(size));
    };
    // A file that may be worse than it should is decoded again from the start when it is.
    const maySeeAgain = loosest(sources) !== "warning";
    using meter = measure ? new RunMeter(gauge) : undefined;
    const enter = (stage: number): void => {
      meter?.enter(stage);
      const [before, next] = [plan.stages[stage - 1], plan.stages[stage]];
      if (before === undefined || next === undefined) return;
      // What is not given back is freed nevertheless, and may be resident until it is used again.
      const reused = before.projected - next.kept - Math.max(0, reservation.size - peakFrom(plan.stages, stage));
      if (!(maySeeAgain && decodesFrom(plan, stage))) shrinkTo(peakFrom(plan.stages, stage));
      if (reused > 0) freedMemory.freedWithin(bytes(reused));
    };
    const explain =
      meter && ((outputName?: string) => meter.explain(explainPlan(plan, output, room, { name: outputName })));
    const failure = new RunFailure();
    const beingFreed = new BeingFreed();
    const release = (): void =>
      beingFreed.after(() => {
        shrinkTo(0);
        letGo();
      });
    const keepOnly = (size: number, freeing?: Promise<void>): void => {
      // What frees is a thread that is idle, and not one more.
      end();
      if (freeing !== undefined) beingFreed.begin(freeing);
      beingFreed.after(() => shrinkTo(size));
    };
    const started = performance.now();
    const noteEnd = (outcome: "done" | "failed"): void => {
      const elapsedMs = Math.round(performance.now() - started);
      debug(() => ({ event: "run", outcome, name, projected: plan.projected, elapsedMs }));
    };
    try {
      freedMemory.beforeUse();
      const result = await work({ plan, enter, shrinkTo: keepOnly, explain, failure });
      await endOfStrips(recipes);
      noteEnd("done");
      return { result, release };
    } catch (error) {
      await endOfStrips(recipes);
      release();
      noteEnd("failed");
      throw failureOfSources(recipes) ?? failure.first ?? error;
    }
  }

  async #room(): Promise<Resources & { readonly room: Room }> {
    const resources = await this.#resources();
    const { allowed, permanent } = resources.ledger;
    const { allowed: most = Number.POSITIVE_INFINITY } = resources.scratch.disk ?? {};
    const room: Room = {
      allowed,
      // What runs hold that wait for this one is there when it ends, and not before.
      process: bytes(permanent + heldByWaiting()),
      // The system is asked only where something waits on disk.
      get disk() {
        return bytes(Math.min(most, scratchRoom()));
      },
    };
    return { ...resources, room };
  }
}

function notePlan(name: string, { projected, scratch, threads, stages, choices }: Plan): void {
  const words = (): string[] => choices.map(({ step, what }) => `${step}: ${what}`);
  debug(() => ({ event: "plan", name, projected, scratch, threads, stages: stages.length, choices: words() }));
}

/** For a promise: does something where it rejects, and lets it. */
function failing(then: () => void): (error: unknown) => never {
  return (error) => {
    then();
    throw error;
  };
}

/** A run that another waits for takes what is free, or fails: what it would wait for may be that one's. */
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
