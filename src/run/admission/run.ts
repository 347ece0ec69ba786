/**
 * A run that the budget has admitted: it enters its stages, gives memory back as it is freed, and is disposed of at its
 * end.
 * Not here: admitting it (run/admission/admission), or its work (run/outputs, run/compute, run/row-stream).
 * Read next: run/admission/admission, run/lowering/stages.
 */
import type { FreedMemory } from "../../budget/guard/freed-memory.ts";
import type { Reservation } from "../../budget/ledger/reservation.ts";
import { bytes } from "../../core/bytes.ts";
import { debug } from "../../core/debug.ts";
import { type Term, term } from "../../core/term.ts";
import type { Explanation } from "../../graph/output/explanation.ts";
import type { FailOn } from "../../graph/recipe/limits.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { explainPlan, type Room } from "../../plan/explain-plan.ts";
import { decodesFrom, type Plan, peakFrom } from "../../plan/plan.ts";
import { outputsOf, type Wanted } from "../../plan/plan-outputs.ts";
import { endOfStrips, failureOfSources, RunFailure } from "./failure.ts";
import { PendingRelease } from "./pending-release.ts";
import type { RunMeter } from "./run-meter.ts";

/** The parts that a run starts with. */
export interface RunParts {
  readonly plan: Plan;
  readonly output: Wanted;
  readonly room: Room;
  /** The most lenient `failOn` of its files. */
  readonly failOn: FailOn;
  readonly signal: AbortSignal | undefined;
  readonly memory: Reservation;
  /** The reservation for images in scratch, where disk is limited. */
  readonly disk: Reservation | undefined;
  /** The charge for a worker thread that is started for it. */
  readonly thread: Disposable;
  readonly freedMemory: FreedMemory;
  /** The meter, where the run is measured. */
  readonly meter: RunMeter | undefined;
}

export class Run implements AsyncDisposable {
  readonly plan: Plan;
  readonly recipes: readonly RecipeNode[];
  readonly failOn: FailOn;
  readonly signal: AbortSignal | undefined;
  /** Native objects of the work: released when the work is done, and when an attempt fails. */
  readonly scope = new HandleScope();
  /** Collects the errors of code that libvips calls; the first of them is the run's error. */
  readonly failure = new RunFailure();
  readonly #parts: RunParts;
  readonly #pending = new PendingRelease();
  readonly #started = performance.now();
  #outcome: "done" | "failed" | undefined;
  #isKept = false;

  constructor(parts: RunParts) {
    this.#parts = parts;
    this.plan = parts.plan;
    this.recipes = outputsOf(parts.output).map(({ recipe }) => recipe);
    this.signal = parts.signal;
    this.failOn = parts.failOn;
  }

  /** Call it when a stage of the plan begins: memory that only earlier stages held has been freed. */
  enter(stage: number): void {
    const { memory, freedMemory, meter } = this.#parts;
    const { stages } = this.plan;
    meter?.enter(stage);
    const [before, next] = [stages[stage - 1], stages[stage]];
    if (before === undefined || next === undefined) return;
    // Memory that stays reserved is freed nevertheless, and may be resident until it is used again.
    const reused = before.projected - next.kept - Math.max(0, memory.size - peakFrom(stages, stage));
    // At a lower `failOn`, a broken file is decoded again from the start, with the memory of the first stage.
    const mayDecodeAgain = this.failOn !== "warning" && decodesFrom(this.plan, stage);
    if (!mayDecodeAgain) this.#shrinkTo(peakFrom(stages, stage));
    if (reused > 0) freedMemory.freedWithin(bytes(reused));
  }

  /**
   * Makes one attempt at the work. When it fails, all of its pipelines have ended.
   * @throws the result of {@link failureFor}, for the error of the work.
   */
  async attempt<T>(work: () => Promise<T>): Promise<T> {
    try {
      const result = await work();
      this.#outcome = "done";
      return result;
    } catch (error) {
      this.#outcome = "failed";
      await this.#endPipeline();
      throw this.failureFor(error);
    }
  }

  /** The cause of an error: the failure of a source or of code that libvips calls, where there is one. */
  failureFor(error: unknown): unknown {
    return failureOfSources(this.recipes) ?? this.failure.first ?? error;
  }

  /**
   * Call it when nothing is computed any more, and the result keeps its `size` bytes reserved beyond the run, until it is
   * disposed of. It frees the pipelines, in an idle worker thread where possible; their memory stays reserved until then.
   */
  async keep(size: number): Promise<Disposable> {
    const { thread, disk } = this.#parts;
    const freeing = this.scope.letGo();
    if (freeing === undefined) await this.#endPipeline();
    // An idle thread does the freeing, not an additional one.
    thread[Symbol.dispose]();
    if (freeing !== undefined) this.#pending.begin(freeing);
    this.#pending.after(() => {
      this.#shrinkTo(size);
      disk?.dispose();
    });
    this.#isKept = true;
    return { [Symbol.dispose]: () => this.#giveBack() };
  }

  /** The plan with the measurements so far; undefined where nothing is measured. */
  explain(name?: string): Explanation | undefined {
    const { meter, output, room } = this.#parts;
    return meter?.explain(explainPlan(this.plan, output, room, { name }));
  }

  /** Frees what the work made, and gives back everything that no result keeps. A second call does nothing. */
  async end(): Promise<void> {
    this.#noteEnd();
    this.#parts.meter?.[Symbol.dispose]();
    await this.#endPipeline();
    if (!this.#isKept) this.#giveBack();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.end();
  }

  #noteEnd(): void {
    const outcome = this.#outcome;
    if (outcome === undefined) return;
    this.#outcome = undefined;
    const { name } = this.#parts.memory.owner;
    const elapsedMs = Math.round(performance.now() - this.#started);
    debug(() => ({ event: "run", outcome, name, projected: this.plan.projected, elapsedMs }));
  }

  async #endPipeline(): Promise<void> {
    await this.scope[Symbol.asyncDispose]();
    await endOfStrips(this.recipes);
  }

  #giveBack(): void {
    this.#pending.after(() => {
      this.#shrinkTo(0);
      this.#parts.disk?.dispose();
      this.#parts.thread[Symbol.dispose]();
    });
  }

  #shrinkTo(size: number): void {
    const { memory, freedMemory } = this.#parts;
    if (size >= memory.size) return;
    freedMemory.freed(bytes(memory.size - size));
    memory.shrinkTo(bytes(size), termsAt(this.plan, size));
  }
}

/** The terms of the stage with this projection; a single result where there is none. */
export function termsAt({ stages }: Plan, size: number): readonly Term[] {
  return stages.find(({ projected }) => projected === size)?.terms ?? [term("pixels", "result", size)];
}
