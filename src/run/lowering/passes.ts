/**
 * Runs a plan of several outputs pass by pass: first the shared images, then the outputs, some of them side by side.
 * Not here: encoding and files (run/write-outputs), or stages of one output alone (run/lowering/stages).
 * Read next: plan/plan-pass, run/lowering/lowering.
 */
import type { FailOn } from "../../graph/recipe/limits.ts";
import type { RecipeNode } from "../../graph/recipe/nodes.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import type { Pass, PlannedOutput, Stage } from "../../plan/plan.ts";
import type { Output } from "../../plan/request.ts";
import type { Run } from "../admission/run.ts";
import { recipeFailure } from "../source/open-source.ts";
import { Lowering, type LoweringContext } from "./lowering.ts";
import { makeImage } from "./stages.ts";

/** Finishes an output: encodes its image, a lazy pipeline in the scope. `pass` is the plan for this output. */
export type Finish = (output: PlannedOutput, image: ImageHandle, scope: HandleScope, pass: Pass) => Promise<void>;

export interface PassesJob {
  /** In the order of their indexes in the plan. */
  readonly outputs: readonly Output[];
  readonly run: Run;
  readonly failOn: FailOn;
  readonly finish: Finish;
}

/** @throws the error of the first output that fails; the other outputs have ended by then. */
export async function runPasses(job: PassesJob): Promise<void> {
  let first = 0;
  for (const pass of job.run.plan.passes ?? []) {
    await new PassRunner(job, pass, first).run();
    first += pass.stages.length;
  }
}

/** A stage and its index in the whole plan. */
interface PlacedStage {
  readonly stage: Stage;
  readonly place: number;
}

class PassRunner {
  readonly #job: PassesJob;
  readonly #pass: Pass;
  readonly #stages: readonly PlacedStage[];
  readonly #held = new Map<RecipeNode, ImageHandle>();
  readonly #owners = new Map<RecipeNode, HandleScope>();

  constructor(job: PassesJob, pass: Pass, first: number) {
    this.#job = job;
    this.#pass = pass;
    this.#stages = pass.stages.map((stage, index) => ({ stage, place: first + index }));
  }

  async run(): Promise<void> {
    await using scope = new HandleScope();
    let waiting: PlacedStage[] = [];
    for (const each of this.#stages) {
      if (each.stage.output !== undefined) {
        waiting.push(each);
        continue;
      }
      await this.#sideBySide(waiting);
      waiting = [];
      await this.#shared(each, scope);
    }
    await this.#sideBySide(waiting);
  }

  async #shared({ stage, place }: PlacedStage, scope: HandleScope): Promise<void> {
    this.#job.run.enter(place);
    await this.#make(stage, this.#job.run.signal, scope);
    this.#free(stage.frees);
  }

  /** Runs each output's stages in order, and several outputs at a time; the first failure stops the others. */
  async #sideBySide(stages: readonly PlacedStage[]): Promise<void> {
    const queue = this.#pass.outputs
      .map((output) => ({ output, own: stages.filter(({ stage }) => stage.output === output.index) }))
      .filter(({ own }) => own.length > 0)
      .values();
    const stop = new AbortController();
    const { signal } = this.#job.run;
    const either = signal === undefined ? stop.signal : AbortSignal.any([signal, stop.signal]);
    let failure: { readonly error: unknown } | undefined;
    const lane = async (): Promise<void> => {
      for (const { output, own } of queue) {
        if (failure !== undefined) return;
        try {
          await this.#output(output, own, either);
        } catch (error) {
          failure ??= { error };
          stop.abort();
        }
      }
    };
    await Promise.all(Array.from({ length: this.#pass.atOnce }, lane));
    if (failure !== undefined) throw failure.error;
    // Images that several outputs share are freed when none of these outputs is running any more.
    for (const { stage } of stages) this.#free(stage.frees);
  }

  async #output(output: PlannedOutput, stages: readonly PlacedStage[], signal: AbortSignal): Promise<void> {
    const { outputs, run, finish } = this.#job;
    const { recipe } = outputs[output.index] as Output;
    await using scope = new HandleScope();
    for (const { stage, place } of stages) {
      signal.throwIfAborted();
      run.enter(place);
      if (stage.makes === undefined) {
        const image = await this.#within(recipe, () => new Lowering(this.#context(signal), scope).image(recipe));
        const own = stages.map((each) => each.stage);
        await finish(output, image, scope, { ...this.#pass, stages: own, options: output.options });
      } else {
        await this.#within(recipe, () => this.#make(stage, signal, scope));
        this.#free(stage.frees.filter((node) => stages.some((each) => each.stage.makes?.node === node)));
      }
    }
  }

  /** Computes a stage's image. It lives as long as the scope, or until it is freed. */
  async #make({ makes, output }: Stage, signal: AbortSignal | undefined, scope: HandleScope): Promise<void> {
    if (makes === undefined) return;
    const owner = scope.keep(new HandleScope());
    const make = () => makeImage(makes, this.#context(signal), owner);
    this.#owners.set(makes.node, owner);
    this.#held.set(makes.node, await (output === undefined ? this.#within(makes.node, make) : make()));
  }

  #free(nodes: readonly RecipeNode[]): void {
    for (const node of nodes) {
      this.#held.delete(node);
      this.#owners.get(node)?.[Symbol.dispose]();
      this.#owners.delete(node);
    }
  }

  #context(signal: AbortSignal | undefined): LoweringContext {
    const { failOn, run } = this.#job;
    return { plan: this.#pass, failOn, signal, held: this.#held, failure: run.failure };
  }

  async #within<T>(recipe: RecipeNode, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw recipeFailure(recipe, error);
    }
  }
}
