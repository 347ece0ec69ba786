/**
 * Lets work begin when the budget has room for what its plan projects, and takes the room back afterwards.
 * Not here: the work (run/engine, run/compute), or the rules of the queue (budget/ledger).
 * Read next: run/fit-plan, budget/ledger.
 */
import { bytes } from "../core/bytes.ts";
import { sourcesOf } from "../graph/node.ts";
import { sourceName } from "../graph/source.ts";
import type { Output } from "../plan/make-plan.ts";
import type { Plan } from "../plan/plan.ts";
import { type Term, term } from "../plan/term.ts";
import { fitPlan } from "./fit-plan.ts";
import type { Resources } from "./resources.ts";

/** Work that was let in. */
export interface Admitted {
  readonly plan: Plan;
  /** Gives back what is above `size` bytes, which must have been freed. */
  shrinkTo(size: number): void;
}

export class Admission {
  readonly #resources: () => Promise<Resources>;

  constructor(resources: () => Promise<Resources>) {
    this.#resources = resources;
  }

  /** Plans, waits for room, works. @throws {BudgetError} when there can never be room. */
  async run<T>(output: Output, signal: AbortSignal | undefined, work: (admitted: Admitted) => Promise<T>): Promise<T> {
    const { result, release } = await this.keep(output, signal, work);
    release();
    return result;
  }

  /** As {@link run}, where the result keeps what is still reserved until it is released. */
  async keep<T>(
    output: Output,
    signal: AbortSignal | undefined,
    work: (admitted: Admitted) => Promise<T>,
  ): Promise<{ readonly result: T; readonly release: () => void }> {
    signal?.throwIfAborted();
    const { ledger, threads, process, freedMemory } = await this.#resources();
    const plan = fitPlan(output, threads, { allowed: ledger.allowed, process: process.size });
    const [source] = sourcesOf(output.recipe);
    const name = source === undefined ? "a computed image" : sourceName(source.source);
    const termsAt = (size: number): readonly Term[] =>
      plan.stages.find(({ projected }) => projected === size)?.terms ?? [term("pixels", "result", size)];
    const terms = termsAt(plan.projected);
    const reservation = await ledger.reserve({ name, tag: "image" }, plan.projected, { signal, terms });
    const shrinkTo = (size: number): void => {
      if (size >= reservation.size) return;
      freedMemory.freed(bytes(reservation.size - size));
      reservation.shrinkTo(bytes(size), termsAt(size));
    };
    try {
      freedMemory.beforeUse();
      return { result: await work({ plan, shrinkTo }), release: () => shrinkTo(0) };
    } catch (error) {
      shrinkTo(0);
      throw error;
    }
  }
}
