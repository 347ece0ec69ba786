/**
 * The test's handle of a worker thread with the ledger: one call, one answer.
 * Not here: the commands' implementation (budget/threads/ledger-thread).
 * Read next: budget/threads/ledger-thread.
 */
import type { Worker } from "node:worker_threads";
import { onTestFinished } from "vitest";
import { startTsWorker } from "../../support/child/ts-worker.ts";
import type { Command, Order } from "./ledger-thread.ts";

/** The budget as a thread sees it. */
export interface ThreadStatus {
  readonly allowed: number;
  readonly reserved: number;
  readonly permanent: number;
  readonly holdings: readonly { readonly owner: { readonly name: string }; readonly size: number }[];
  readonly warnings: readonly string[];
}

export class Actor {
  readonly worker: Worker;
  readonly #answers = new Map<number, (answer: { readonly result?: unknown; readonly error?: string }) => void>();
  #orders = 0;

  constructor() {
    this.worker = startTsWorker(new URL("ledger-thread.ts", import.meta.url));
    this.worker.on("message", ({ id, ...answer }: { readonly id: number }) => this.#answers.get(id)?.(answer));
    onTestFinished(async () => {
      await this.worker.terminate();
    });
  }

  /** Rejects with the error's tag, or its text. */
  tell(command: Command): Promise<unknown> {
    this.#orders += 1;
    const id = this.#orders;
    this.worker.postMessage({ id, command } satisfies Order);
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => (error === undefined ? resolve(result) : reject(new Error(error))));
    });
  }

  async open(): Promise<ThreadStatus> {
    return (await this.tell({ do: "open" })) as ThreadStatus;
  }

  async status(): Promise<ThreadStatus> {
    return (await this.tell({ do: "status" })) as ThreadStatus;
  }

  reserve(name: string, size: number): Promise<unknown> {
    return this.tell({ do: "reserve", name, size });
  }

  release(name: string): Promise<unknown> {
    return this.tell({ do: "shrink", name, size: 0 });
  }
}

/** Whether the promise has settled; other threads get some time for their messages. */
export async function isSettled(promise: Promise<unknown>, ms = 100): Promise<boolean> {
  const later = new Promise<false>((resolve) => setTimeout(() => resolve(false), ms));
  return await Promise.race([promise.then(() => true as const), later]);
}

/** Waits until the condition holds, for at most ten seconds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let turns = 0; turns < 1000; turns += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`not so after ten seconds: ${holds}`);
}
