/**
 * Lets other threads of the process reserve in this thread's ledger, each over a port of its own.
 * Not here: their side (budget/threads/remote-ledger), or how they get a port (budget/threads/thread-link).
 * Read next: budget/threads/remote-ledger, budget/threads/ledger-messages.
 */
import type { MessagePort } from "node:worker_threads";
import { type Bytes, bytes } from "../../core/bytes.ts";
import type { Term } from "../../core/term.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Request } from "../ledger/queue.ts";
import { Reservation } from "../ledger/reservation.ts";
import { type ClientMessage, type HostMessage, plainError } from "./ledger-messages.ts";

export interface HostOptions {
  /** The permanent memory of the process itself, for the thread that may have to take over the ledger. */
  readonly process: Bytes;
  /** What to clear after this thread has ended, and how to clear what another thread has left. */
  readonly estates: Estates;
}

/** Things that a thread leaves behind beside its reservations, and that other threads can clear. */
export interface Estates {
  readonly own: SharedArrayBuffer | undefined;
  clear(estate: SharedArrayBuffer): void;
}

/** All threads wait in the ledger's one queue, in the order in which their requests arrive. */
export class LedgerHost {
  readonly #ledger: Ledger;
  readonly #options: HostOptions;
  readonly #ports = new Set<MessagePort>();

  constructor(ledger: Ledger, options: HostOptions) {
    this.#ledger = ledger;
    this.#options = options;
  }

  /** Serves a thread until it ends or the host is closed; the port does not keep this thread alive. */
  accept(port: MessagePort, thread: number): void {
    const { process, estates } = this.#options;
    const client = new Client(this.#ledger, port, thread);
    this.#ports.add(port);
    port.on("message", (message: ClientMessage) => client.hear(message));
    port.on("close", () => {
      client.end();
      // This side closes the port only to hand over to another ledger, and then the client thread goes on.
      if (this.#ports.delete(port) && client.estate !== undefined) estates.clear(client.estate);
    });
    port.unref();
    const counts = this.#ledger.counts.buffer;
    port.postMessage({ kind: "welcome", counts, process, estate: estates.own } satisfies HostMessage);
  }

  /** Tells the threads, which then look for the next ledger. */
  close(): void {
    const ports = [...this.#ports];
    this.#ports.clear();
    for (const port of ports) {
      port.postMessage({ kind: "closed" } satisfies HostMessage);
      port.close();
    }
  }
}

/**
 * The holdings and requests of one thread. When it ends in any way, the kernel gets its memory back, so the ledger
 * does.
 */
class Client {
  readonly #ledger: Ledger;
  readonly #port: MessagePort;
  readonly #thread: number;
  readonly #held = new Map<number, Reservation>();
  readonly #waiting = new Map<number, AbortController>();
  #estate: SharedArrayBuffer | undefined;

  constructor(ledger: Ledger, port: MessagePort, thread: number) {
    this.#ledger = ledger;
    this.#port = port;
    this.#thread = thread;
  }

  /** What to clear when the thread has ended; undefined when there is nothing, or when the thread has left alive. */
  get estate(): SharedArrayBuffer | undefined {
    return this.#estate;
  }

  hear(message: ClientMessage): void {
    switch (message.kind) {
      case "reserve":
        void this.#reserve(this.#named(message.request));
        break;
      case "adopt":
        this.#adopt(this.#named(message.request));
        break;
      case "withdraw":
        this.#waiting.get(message.id)?.abort();
        this.#resize(message.id, bytes(0));
        break;
      case "resize":
        this.#resize(message.id, message.size, message.terms);
        break;
      case "ping":
        this.#say({ kind: "pong" });
        break;
      case "enter":
        this.#estate = message.estate;
        break;
      case "leave":
        this.#estate = undefined;
    }
  }

  end(): void {
    for (const controller of this.#waiting.values()) controller.abort();
    for (const reservation of this.#held.values()) {
      // Its freed memory was not trimmed.
      this.#ledger.counts.add("freed", reservation.size);
      reservation.dispose();
    }
    this.#held.clear();
  }

  #named(request: Request): Request {
    return { ...request, owner: { ...request.owner, thread: this.#thread } };
  }

  async #reserve(request: Request): Promise<void> {
    const { id } = request;
    const controller = new AbortController();
    const { signal } = controller;
    this.#waiting.set(id, controller);
    try {
      const reservation = await this.#ledger.request(request, signal);
      if (signal.aborted) return reservation.dispose();
      this.#held.set(id, reservation);
      this.#say({ kind: "granted", id });
    } catch (error) {
      if (!signal.aborted) this.#say({ kind: "refused", id, error: plainError(error) });
    } finally {
      this.#waiting.delete(id);
    }
  }

  #adopt({ id, owner, size, terms, place }: Request): void {
    const entry = { id, owner, size, terms, place, resize: () => {} };
    this.#ledger.adopt(entry);
    this.#held.set(id, new Reservation(entry));
  }

  #resize(id: number, size: Bytes, terms?: readonly Term[]): void {
    this.#held.get(id)?.shrinkTo(size, terms);
    if (size === 0) this.#held.delete(id);
  }

  #say(message: HostMessage): void {
    this.#port.postMessage(message);
  }
}
