/**
 * Finds the thread that has the ledger of the process, or agrees with the other threads on who makes it.
 * Not here: connecting to it (budget/threads/thread-link).
 * Read next: budget/threads/thread-budget.
 */
import { BroadcastChannel, threadId } from "node:worker_threads";

interface Notice {
  /** `seek`: who has it? `own`: I have. */
  readonly kind: "seek" | "own";
  readonly thread: number;
}

/** A thread with a ledger that is busy for longer makes itself heard later, and then the lower number stays. */
const electionMs = 250;

/** All threads of the process hear each other, and no other process does. It does not keep the thread alive. */
export class Election {
  readonly #channel = new BroadcastChannel("sluice.budget.1");
  readonly #onOwner: (thread: number) => void;
  #owns = false;
  #onNotice: ((notice: Notice) => void) | undefined;

  /** `onOwner` hears of every thread that says it has the ledger. */
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

  /** The number of the thread that has the ledger, or is to make it: this one, when none with a lower number seeks it too. */
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
        // The lower number goes first; the higher one may have come too late to hear of it.
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
