/**
 * Lets other threads of the process reserve in this thread's ledger, each over a port of its own.
 * Not here: their side (budget/remote-ledger), or how they come to have a port (budget/meeting).
 * Read next: budget/remote-ledger, budget/ledger-messages.
 */
import type { MessagePort } from "node:worker_threads";
import { type Bytes, bytes } from "../core/bytes.ts";
import type { Term } from "../plan/term.ts";
import type { Ledger } from "./ledger.ts";
import { type ClientMessage, type HostMessage, plainError } from "./ledger-messages.ts";
import type { Request } from "./queue.ts";
import { Reservation } from "./reservation.ts";

/** All threads wait in the ledger's one queue, in the order in which their requests arrive. */
export class LedgerHost {
  readonly #ledger: Ledger;
  /** What the process holds for good by itself, for the thread that may have to take over. */
  readonly #process: Bytes;
  readonly #ports = new Set<MessagePort>();

  constructor(ledger: Ledger, process: Bytes) {
    this.#ledger = ledger;
    this.#process = process;
  }

  /** Serves a thread until it ends or the host is closed; the port does not keep this thread alive. */
  accept(port: MessagePort, thread: number): void {
    const client = new Client(this.#ledger, port, thread);
    this.#ports.add(port);
    port.on("message", (message: ClientMessage) => client.hear(message));
    port.on("close", () => {
      this.#ports.delete(port);
      client.end();
    });
    port.unref();
    port.postMessage({
      kind: "welcome",
      counts: this.#ledger.counts.buffer,
      process: this.#process,
    } satisfies HostMessage);
  }

  /** The threads see their ports close, and look for the next ledger. */
  close(): void {
    for (const port of this.#ports) port.close();
  }
}

/** What one thread holds and waits for. When it ends, in whatever way, the kernel has its memory back: so has the ledger. */
class Client {
  readonly #ledger: Ledger;
  readonly #port: MessagePort;
  readonly #thread: number;
  readonly #held = new Map<number, Reservation>();
  readonly #waiting = new Map<number, AbortController>();

  constructor(ledger: Ledger, port: MessagePort, thread: number) {
    this.#ledger = ledger;
    this.#port = port;
    this.#thread = thread;
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
    }
  }

  end(): void {
    for (const controller of this.#waiting.values()) controller.abort();
    for (const reservation of this.#held.values()) reservation.dispose();
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
