/**
 * Makes all threads of the process share one ledger: one thread has it, and the others send their requests there.
 * Not here: the ledger (budget/ledger/ledger), asking another thread (budget/threads/remote-ledger), or other processes
 * (budget/limit/share).
 * Read next: budget/threads/election, budget/threads/thread-link, budget/threads/ledger-host.
 */
import { isMainThread, type MessagePort, threadId } from "node:worker_threads";
import { type Bytes, bytes, formatBytes } from "../../core/bytes.ts";
import { Ledger } from "../ledger/ledger.ts";
import type { Reservation } from "../ledger/reservation.ts";
import { Election } from "./election.ts";
import { type Estates, LedgerHost } from "./ledger-host.ts";
import { type HostMessage, plainError } from "./ledger-messages.ts";
import { patienceMs, RemoteLedger } from "./remote-ledger.ts";
import { ThreadBudget } from "./thread-budget.ts";
import { connect, type Link, onConnect } from "./thread-link.ts";

/** How a thread makes the ledger, when it is the one that has it. */
export interface Founding {
  /** The bytes that the process may use. @throws {UsageError} for a setting that is not a size. */
  readonly allowed: () => Bytes;
  /**
   * Reserves what the process holds by itself: the size that an earlier ledger measured, else a new measurement.
   * @throws {BudgetError} when there is no room for it.
   */
  readonly found: (ledger: Ledger, known: Bytes | undefined) => Reservation;
  readonly estates: Estates;
}

interface Owned {
  readonly ledger: Ledger;
  readonly host: LedgerHost;
  readonly process: Reservation;
}

/** The share of the budget that a thread may use by itself when it cannot reach the thread with the ledger. */
const shareAlone = 1 / 4;
/** A new ledger grants nothing for this long, because it may not know yet of all that is held. */
const settleMs = 250;

/**
 * The main thread has the ledger wherever it has imported Sluice; otherwise the worker thread that began first. The
 * ledger changes hands when that thread ends, or when the main thread joins later. Then each thread sends the next
 * ledger its holdings and waiting requests. When a thread ends, in any way, its holdings are given back.
 */
export class ProcessLedger {
  readonly budget = new ThreadBudget();
  readonly #founding: Founding;
  #owned: Owned | undefined;
  /** What the process holds by itself, according to the last ledger. */
  #known: Bytes | undefined;
  /** Left by the thread that had the ledger and has ended. The thread that takes over clears it. */
  #left: SharedArrayBuffer | undefined;
  #election: Election | undefined;
  #stopListening: (() => void) | undefined;
  #opening: Promise<void> | undefined;

  /** In the main thread, worker threads can find the ledger from now on. */
  constructor(founding: Founding) {
    this.#founding = founding;
    if (isMainThread) this.#listen();
  }

  /** Resolves when the budget can be used. @throws {BudgetError} when it has no room for the process itself. */
  open(): Promise<void> {
    this.#opening ??= this.#join();
    return this.#opening;
  }

  /** Whether it is too late to change the settings: this thread, or another one, may already use the budget. */
  get isOpen(): boolean {
    return this.#opening !== undefined || this.#owned !== undefined;
  }

  #listen(): void {
    this.#stopListening ??= onConnect((port, thread, held) => this.#accept(port, thread, held));
  }

  #accept(port: MessagePort, thread: number, held: Bytes | undefined): void {
    try {
      const { host, ledger, process } = this.#own();
      host.accept(port, thread);
      if (held === undefined) return;
      // That thread had the ledger until now, and has measured the process before any image.
      process.shrinkTo(bytes(Math.min(process.size, held)));
      settle(ledger);
    } catch (error) {
      port.postMessage({ kind: "refused", error: plainError(error) } satisfies HostMessage);
    }
  }

  /** Makes the ledger, unless this thread has one already. */
  #own(): Owned {
    if (this.#owned !== undefined) return this.#owned;
    const { allowed, found, estates } = this.#founding;
    const ledger = new Ledger(allowed());
    const process = found(ledger, this.#known);
    this.#owned = { ledger, process, host: new LedgerHost(ledger, { process: process.size, estates }) };
    if (this.#known !== undefined) settle(ledger);
    if (this.#left !== undefined) estates.clear(this.#left);
    this.#left = undefined;
    this.budget.use(ledger);
    this.#listen();
    this.#elections().claim();
    return this.#owned;
  }

  #elections(): Election {
    this.#election ??= new Election((thread) => this.#hearOwner(thread));
    return this.#election;
  }

  async #join(): Promise<void> {
    if (isMainThread) return this.#follow(undefined);
    const found = this.#reach();
    const link = await withinPatience(found);
    if (link === "silence") this.#workAloneUntil(found);
    else this.#follow(link);
  }

  /** Connects to the thread with the ledger; undefined when this thread must make it. */
  async #reach(): Promise<Link | undefined> {
    for (;;) {
      const main = await connect(0, this.#known);
      if (main !== undefined) return main;
      const elected = await this.#elections().run();
      if (elected === threadId) return undefined;
      const link = await connect(elected, this.#known);
      if (link !== undefined) return link;
    }
  }

  #follow(link: Link | undefined): void {
    if (link === undefined) {
      this.#own();
      return;
    }
    this.#known = link.process;
    const remote = new RemoteLedger(link, this.#founding.estates.own, (how) => {
      this.#left = how === "ended" ? link.estate : undefined;
      if (how === "silent") this.#workAloneUntil(this.#reach());
      else this.#rejoin();
    });
    this.budget.use(remote);
  }

  /** The new ledger may refuse this thread. Its work has begun and goes on, with a budget of its own. */
  #rejoin(): void {
    this.#join().catch((error: unknown) => this.#workAloneUntil(Promise.reject(error)));
  }

  /** Two threads can have a ledger for a moment, when one was too busy to answer. The lower number stays. */
  #hearOwner(thread: number): void {
    if (this.#owned === undefined || thread === threadId) return;
    if (thread > threadId) {
      this.#elections().claim();
      return;
    }
    const { ledger, host, process } = this.#owned;
    this.#owned = undefined;
    this.#known = process.size;
    this.#elections().resign();
    this.#stopListening?.();
    this.#stopListening = undefined;
    ledger.pause();
    process.dispose();
    host.close();
    this.#rejoin();
  }

  #workAloneUntil(found: Promise<Link | undefined>): void {
    const ledger = new Ledger(bytes(this.#founding.allowed() * shareAlone));
    this.budget.use(ledger);
    found.then(
      (link) => this.#follow(link),
      () => {},
    );
    process.emitWarning(
      `thread ${threadId} cannot reach the thread that has the budget of this process; until it can, it works with ` +
        `${formatBytes(ledger.allowed)} of its own`,
      { code: "SLUICE_SHARE" },
    );
  }
}

function settle(ledger: Ledger): void {
  ledger.pause();
  setTimeout(() => ledger.resume(), settleMs);
}

/** The timer keeps the thread alive meanwhile: the search for another thread does not. */
async function withinPatience<T>(promise: Promise<T>): Promise<T | "silence"> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<"silence">((resolve) => {
    timer = setTimeout(() => resolve("silence"), patienceMs);
  });
  try {
    return await Promise.race([promise, silence]);
  } finally {
    clearTimeout(timer);
  }
}
