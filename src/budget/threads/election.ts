/**
 * Finds the thread that has the ledger of the process, or agrees with the other threads on which one makes it.
 * Not here: connecting to it (budget/threads/thread-link).
 * Read next: budget/threads/thread-budget.
 */
import { BroadcastChannel, threadId } from "node:worker_threads";

interface Notice {
  /** `seek`: which thread has the ledger? `own`: this thread has it. */
  readonly kind: "seek" | "own";
  readonly thread: number;
}

/** A thread with a ledger that is busy for longer answers late. Then two ledgers meet, and the lower number stays. */
const electionMs = 250;

/**
 * All threads of the process receive each other's notices, other processes do not. The channel does not keep the thread
 * alive.
 */
export class Election {
  readonly #channel = new BroadcastChannel("sluice.budget.1");
  readonly #onOwner: (thread: number) => void;
  #owns = false;
  #onNotice: ((notice: Notice) => void) | undefined;

  /** `onOwner` is called for every thread that says it has the ledger. */
  constructor(onOwner: (thread: number) => void) {
    this.#onOwner = onOwner;
    this.#channel.onmessage = (event) => this.#hear((event as { readonly data: Notice }).data);
    this.#channel.unref();
  }

  /** Tells the others that this thread has the ledger, now and whenever one seeks it. */
  claim(): void {
    this.#owns = true;
    this.#say("own");
  }

  resign(): void {
    this.#owns = false;
  }

  /**
   * The number of the thread that has the ledger, or that must make it. That is this thread when no thread with a lower
   * number seeks it too.
   */
  async run(): Promise<number> {
    return await new Promise((resolve) => {
      const elect = (thread: number): void => {
        clearTimeout(timer);
        this.#onNotice = undefined;
        resolve(thread);
      };
      const timer = setTimeout(() => elect(threadId), electionMs);
      this.#onNotice = ({ kind, thread }) => {
        if (kind === "own") elect(thread);
        // The lower number goes first. The other thread may have begun too late to see this thread's notice: repeat it.
        else if (thread < threadId) timer.refresh();
        else this.#say("seek");
      };
      this.#say("seek");
    });
  }

  #hear(notice: Notice): void {
    if (notice.kind === "seek" && this.#owns) this.#say("own");
    if (notice.kind === "own") this.#onOwner(notice.thread);
    this.#onNotice?.(notice);
  }

  #say(kind: Notice["kind"]): void {
    this.#channel.postMessage({ kind, thread: threadId } satisfies Notice);
  }
}
