/**
 * The ledger for a thread that has none: it sends every request and every change to the thread with the ledger.
 * Not here: that thread's side (budget/threads/ledger-host), or what happens when it ends
 * (budget/threads/thread-budget).
 * Read next: budget/threads/ledger-host, budget/threads/ledger-messages.
 */
import type { MessagePort } from "node:worker_threads";
import { bytes } from "../../core/bytes.ts";
import type { Keeper, Surrendered } from "../ledger/bookkeeper.ts";
import { plainRequest, Queue, type Request } from "../ledger/queue.ts";
import { type Entry, type Holding, holdingOf, Reservation } from "../ledger/reservation.ts";
import { SharedCounts } from "../ledger/shared-counts.ts";
import { budgetError, type ClientMessage, type HostMessage } from "./ledger-messages.ts";
import type { Link } from "./thread-link.ts";

/** A thread that is busy for longer than this counts as out of reach. */
export const patienceMs = 2000;

/** The other thread has ended, has given up its ledger, or has not answered for {@link patienceMs}. */
export type Loss = "ended" | "closed" | "silent";

/**
 * Reservations are granted by message and given back by message. In between they behave like the ledger's own. The port
 * keeps this thread alive only while a request waits.
 */
export class RemoteLedger implements Keeper {
  readonly counts: SharedCounts;
  readonly #port: MessagePort;
  readonly #onLost: (how: Loss) => void;
  readonly #entries = new Map<number, Entry>();
  readonly #queue = new Queue((waiters) => {
    for (const { id } of waiters) this.#say({ kind: "withdraw", id });
    this.#waitingChanged();
  });
  #timer: NodeJS.Timeout | undefined;
  #answered = true;
  #lost = false;

  /** `onLost` is called once, when the other thread can no longer serve this one. */
  constructor(link: Link, estate: SharedArrayBuffer | undefined, onLost: (how: Loss) => void) {
    this.#port = link.port;
    this.counts = new SharedCounts(link.counts);
    this.#onLost = onLost;
    this.#port.on("message", (message: HostMessage) => this.#hear(message));
    this.#port.on("close", () => this.#lose("ended"));
    this.#port.unref();
    this.#say({ kind: "enter", estate });
  }

  /** Only the holdings of this thread. */
  holdings(): readonly Holding[] {
    return Array.from(this.#entries.values(), holdingOf);
  }

  async request(request: Request, signal: AbortSignal | undefined): Promise<Reservation> {
    signal?.throwIfAborted();
    bytes(request.size);
    this.#say({ kind: "reserve", request: plainRequest(request) });
    const granted = this.#queue.join(request, signal);
    this.#waitingChanged();
    return granted;
  }

  adopt(entry: Entry): void {
    this.#say({ kind: "adopt", request: plainRequest(entry) });
    this.#keep(entry);
  }

  surrender(): Surrendered {
    this.#lost = true;
    this.#say({ kind: "leave" });
    this.#port.close();
    clearInterval(this.#timer);
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    return { entries, waiters: this.#queue.take(() => true) };
  }

  #keep(entry: Entry): void {
    this.#entries.set(entry.id, entry);
    entry.resize = (size) => {
      entry.size = size;
      if (size === 0) this.#entries.delete(entry.id);
      this.#say({ kind: "resize", id: entry.id, size, terms: entry.terms });
    };
  }

  #hear(message: HostMessage): void {
    this.#answered = true;
    if (message.kind === "granted") this.#granted(message.id);
    else if (message.kind === "closed") this.#lose("closed");
    else if (message.kind === "refused") {
      this.#queue.refuse(
        ({ id }) => id === message.id,
        () => budgetError(message.error),
      );
    }
    this.#waitingChanged();
  }

  #granted(granted: number): void {
    const [waiter] = this.#queue.take(({ id }) => id === granted);
    // The request was withdrawn meanwhile. The other thread knows that, or will in a moment.
    if (waiter === undefined) return;
    const entry: Entry = { ...plainRequest(waiter), terms: waiter.terms, resize: () => {} };
    this.#keep(entry);
    waiter.grant(new Reservation(entry));
  }

  #say(message: ClientMessage): void {
    this.#port.postMessage(message);
  }

  /** While a request waits, the thread stays alive and checks that the other thread answers. */
  #waitingChanged(): void {
    if (this.#queue.first === undefined) {
      this.#port.unref();
      clearInterval(this.#timer);
      this.#timer = undefined;
    } else if (this.#timer === undefined && !this.#lost) {
      this.#port.ref();
      this.#answered = true;
      this.#timer = setInterval(() => this.#check(), patienceMs / 2);
    }
  }

  #check(): void {
    if (this.#answered) this.#say({ kind: "ping" });
    else this.#lose("silent");
    this.#answered = false;
  }

  #lose(how: Loss): void {
    if (this.#lost) return;
    this.#lost = true;
    clearInterval(this.#timer);
    this.#onLost(how);
  }
}
