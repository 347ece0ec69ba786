/**
 * Prices the worker threads that simultaneous runs make Sluice start: their memory was not there at the start.
 * Not here: starting them (native/thread/run-in-worker), or the memory of a run itself (plan/).
 * Read next: run/admission/admission.
 */
import { term } from "../../core/term.ts";
import { workerCounts } from "../../native/thread/run-in-worker.ts";
import { threadBetween } from "../../plan/cost/pipeline.ts";
import { type Plan, withTerm } from "../../plan/plan.ts";

class WorkerCharges {
  #running = 0;
  #charged = 0;

  /**
   * The plan of one more run, with a charge for the thread that it is the first to need; the charge is disposed of at
   * its end. A run without room for another thread runs alone, on an existing thread: it is charged the rest of `room`.
   */
  begin(plan: Plan, room: number): { readonly plan: Plan; readonly thread: Disposable } {
    const { warm, max } = workerCounts();
    this.#running += 1;
    const isCharged = Math.min(this.#running, max) - warm > this.#charged;
    if (isCharged) this.#charged += 1;
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      this.#running -= 1;
      if (isCharged) this.#charged -= 1;
    };
    const size = isCharged ? Math.min(threadBetween, Math.max(0, room - plan.projected)) : 0;
    const charged = size > 0 ? withTerm(plan, term("thread buffers", "one more worker thread", size)) : plan;
    return { plan: charged, thread: { [Symbol.dispose]: end } };
  }
}

/** Of the process: all runs share its worker threads. */
export const workerCharges = new WorkerCharges();
