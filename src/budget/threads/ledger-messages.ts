/**
 * The messages between a thread and the thread with the ledger, as plain data that can be posted.
 * Not here: when each is sent (budget/threads/remote-ledger, budget/threads/ledger-host), or how the threads meet
 * (budget/threads/thread-link).
 * Read next: budget/threads/remote-ledger.
 */
import type { Bytes } from "../../core/bytes.ts";
import { BudgetError } from "../../core/errors.ts";
import type { Term } from "../../core/term.ts";
import type { Request } from "../ledger/queue.ts";

/** From a thread. `adopt` names a reservation that it has already, from an earlier ledger. */
export type ClientMessage =
  | { readonly kind: "reserve" | "adopt"; readonly request: Request }
  | { readonly kind: "withdraw"; readonly id: number }
  | { readonly kind: "resize"; readonly id: number; readonly size: Bytes; readonly terms: readonly Term[] | undefined }
  | { readonly kind: "ping" }
  /** The first message: what to clear after this thread, when it ends without a `leave`. */
  | { readonly kind: "enter"; readonly estate: SharedArrayBuffer | undefined }
  /** The last message: the thread lives, and asks another thread from now on. */
  | { readonly kind: "leave" };

/** From the thread with the ledger. `welcome` comes first, or a refusal of the whole thread, which has no id. */
export type HostMessage =
  | {
      readonly kind: "welcome";
      readonly counts: SharedArrayBuffer;
      readonly process: Bytes;
      readonly estate: SharedArrayBuffer | undefined;
    }
  | { readonly kind: "granted"; readonly id: number }
  | { readonly kind: "refused"; readonly id?: number | undefined; readonly error: PlainError }
  | { readonly kind: "pong" }
  /** The last message: the thread lives, and no longer has the ledger. */
  | { readonly kind: "closed" };

type PlainError = Pick<BudgetError, "problem" | "path" | "cure" | "asked" | "free" | "needed" | "terms">;

/** Posting an error keeps its message only. @throws the error itself, when it is not a refusal. */
export function plainError(error: unknown): PlainError {
  if (!(error instanceof BudgetError)) throw error;
  const { problem, path, cure, asked, free, needed, terms } = error;
  return { problem, path, cure, asked, free, needed, terms };
}

export function budgetError({ problem, ...details }: PlainError): BudgetError {
  return new BudgetError(problem, details);
}
