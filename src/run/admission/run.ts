/**
 * One run that the budget has let in: entered stage by stage, shrunk as what it held is freed, disposed of at its end.
 * Not here: letting it in (run/admission/admission), or its work (run/outputs, run/compute, run/row-stream).
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

/** What a run is let in with. */
export interface RunParts {
  readonly plan: Plan;
  readonly output: Wanted;
  readonly room: Room;
  /** What is allowed to be wrong with its files, at most. */
  readonly failOn: FailOn;
  readonly signal: AbortSignal | undefined;
  readonly memory: Reservation;
  /** For images in scratch, where disk is limited. */
  readonly disk: Reservation | undefined;
  /** A worker thread that is started for it. */
  readonly thread: Disposable;
  readonly freedMemory: FreedMemory;
  /** Where it is measured. */
  readonly meter: RunMeter | undefined;
}

export class Run implements AsyncDisposable {
  readonly plan: Plan;
  readonly recipes: readonly RecipeNode[];
  readonly failOn: FailOn;
  readonly signal: AbortSignal | undefined;
  /** Native objects of the work: released when it is done, and when an attempt fails. */
  readonly scope = new HandleScope();
  /** Code beside libvips notes here why it fails: the run fails with that. */
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

  /** A stage of the plan begins: what only earlier ones held has been freed. */
  enter(stage: number): void {
    const { memory, freedMemory, meter } = this.#parts;
    const { stages } = this.plan;
    meter?.enter(stage);
    const [before, next] = [stages[stage - 1], stages[stage]];
    if (before === undefined || next === undefined) return;
    // What is not given back is freed nevertheless, and may be resident until it is used again.
    const reused = before.projected - next.kept - Math.max(0, memory.size - peakFrom(stages, stage));
    // A file that may be worse than it should is decoded again from the start when it is.
    const mayDecodeAgain = this.failOn !== "warning" && decodesFrom(this.plan, stage);
    if (!mayDecodeAgain) this.#shrinkTo(peakFrom(stages, stage));
    if (reused > 0) freedMemory.freedWithin(bytes(reused));
  }

  /** One attempt at the work. When it fails, everything that it made has ended. @throws {@link failureFor} what it threw. */
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

  /** The cause of an error: of a source or of code beside libvips, where one of these failed. */
  failureFor(error: unknown): unknown {
    return failureOfSources(this.recipes) ?? this.failure.first ?? error;
  }

  /**
   * Nothing is computed any more: frees what it was computed with, in an idle worker thread where that can be, and then
   * gives back what is above `size` bytes.
   */
  async done(size = 0): Promise<void> {
    const { thread, disk, meter } = this.#parts;
    meter?.[Symbol.dispose]();
    const freeing = this.scope.letGo();
    if (freeing === undefined) await this.#endPipeline();
    // What frees is a thread that is idle, and not one more.
    thread[Symbol.dispose]();
    if (freeing !== undefined) this.#pending.begin(freeing);
    this.#pending.after(() => {
      this.#shrinkTo(size);
      disk?.dispose();
    });
  }

  /** As {@link done}; the result keeps its `size` bytes reserved beyond the run, until they are disposed of. */
  async keep(size: number): Promise<Disposable> {
    await this.done(size);
    this.#isKept = true;
    return { [Symbol.dispose]: () => this.#giveBack() };
  }

  /** Resolves when everything is freed that was left to a worker thread. */
  get freed(): Promise<void> {
    return this.#pending.over;
  }

  /** The plan with what was measured so far; undefined where nothing is measured. */
  explain(name?: string): Explanation | undefined {
    const { meter, output, room } = this.#parts;
    return meter?.explain(explainPlan(this.plan, output, room, { name }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#noteEnd();
    this.#parts.meter?.[Symbol.dispose]();
    await this.#endPipeline();
    if (!this.#isKept) this.#giveBack();
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

/** The terms of the stage that is projected to hold so much; a result where there is none. */
export function termsAt({ stages }: Plan, size: number): readonly Term[] {
  return stages.find(({ projected }) => projected === size)?.terms ?? [term("pixels", "result", size)];
}
