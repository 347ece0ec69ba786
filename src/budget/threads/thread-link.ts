/**
 * Connects two threads of a process by a port, although neither has started the other.
 * Not here: which threads (budget/threads/election), or what goes over the port (budget/threads/ledger-messages).
 * Read next: Node's documentation of `postMessageToThread` and of the process's event `workerMessage`.
 */
import { setTimeout as delay } from "node:timers/promises";
import * as threads from "node:worker_threads";
import { MessageChannel, MessagePort } from "node:worker_threads";
import type { Bytes } from "../../core/bytes.ts";
import { budgetError, type HostMessage } from "./ledger-messages.ts";

/** In @types/node, this function is on the wrong class. */
const { postMessageToThread } = threads as unknown as {
  postMessageToThread(thread: number, value: unknown, transfer: readonly MessagePort[]): Promise<void>;
};

/** Asks another thread for a place in its ledger. The number 1 is for this meaning: other versions may use another. */
interface Greeting {
  readonly sluiceBudget: 1;
  readonly port: MessagePort;
  /** What the process holds by itself, where the asking thread has had the ledger until now. */
  readonly process: Bytes | undefined;
}

export interface Link extends Omit<Extract<HostMessage, { readonly kind: "welcome" }>, "kind"> {
  readonly port: MessagePort;
}

/** The other thread's answer should arrive before Node confirms the greeting. This delay is a safety margin. */
const answerMs = 50;

/**
 * Waits for as long as the other thread is busy. Undefined when there is no such thread, when it has no Sluice, or when
 * it uses another thread's ledger. Does not keep this thread alive.
 * @throws {BudgetError} when there is a ledger and it has no room for the process itself.
 */
export async function connect(thread: number, process?: Bytes): Promise<Link | undefined> {
  const { port1: port, port2: theirs } = new MessageChannel();
  let closed = false;
  const answer = new Promise<HostMessage>((resolve) => port.once("message", resolve));
  port.once("close", () => {
    closed = true;
  });
  port.unref();
  try {
    const greeting: Greeting = { sluiceBudget: 1, port: theirs, process };
    await postMessageToThread(thread, greeting, [theirs]);
    const first = await Promise.race([answer, delay(answerMs)]);
    if (first?.kind === "welcome" && !closed) return { ...first, port };
    port.close();
    if (first?.kind === "refused") throw budgetError(first.error);
  } catch (error) {
    port.close();
    if (!isMessagingError(error)) throw error;
  }
  return undefined;
}

/** Calls `accept` for every thread that connects to this one. @returns the function that stops it. */
export function onConnect(accept: (port: MessagePort, thread: number, process: Bytes | undefined) => void): () => void {
  const listener = (value: unknown, thread: number): void => {
    const { sluiceBudget, port, process: held } = (value ?? {}) as Partial<Greeting>;
    if (sluiceBudget === 1 && port instanceof MessagePort) accept(port, thread, held);
  };
  process.on("workerMessage", listener);
  return () => process.off("workerMessage", listener);
}

function isMessagingError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("ERR_WORKER_MESSAGING");
}
