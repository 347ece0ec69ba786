/**
 * What a thread and the thread with the ledger say to each other, as plain data that can be posted.
 * Not here: who sends what when (budget/threads/remote-ledger, budget/threads/ledger-host), or how they meet (budget/threads/thread-link).
 * Read next: budget/threads/remote-ledger.
 */
import type { Bytes } from "../../core/bytes.ts";
import { BudgetError } from "../../core/errors.ts";
import type { Term } from "../../core/term.ts";
import type { Request } from "../ledger/queue.ts";

/** From a thread. `adopt` tells of what it holds already, from an earlier ledger. */
export type ClientMessage =
  | { readonly kind: "reserve" | "adopt"; readonly request: Request }
  | { readonly kind: "withdraw"; readonly id: number }
  | { readonly kind: "resize"; readonly id: number; readonly size: Bytes; readonly terms: readonly Term[] | undefined }
  | { readonly kind: "ping" }
  /** First: what is to be cleared after this thread, when it ends without having left. */
  | { readonly kind: "enter"; readonly estate: SharedArrayBuffer | undefined }
  /** Last: the thread lives, and asks another from now on. */
  | { readonly kind: "leave" };

/** From the thread with the ledger; `welcome` comes first, or a refusal of the whole thread, which has no id. */
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
  /** Last: the thread lives, and has the ledger no more. */
  | { readonly kind: "closed" };

type PlainError = Pick<BudgetError, "message" | "cure" | "asked" | "free" | "needed" | "terms">;

/** Posting an error keeps its message only. @throws what is no refusal. */
export function plainError(error: unknown): PlainError {
  if (!(error instanceof BudgetError)) throw error;
  const { message, cure, asked, free, needed, terms } = error;
  return { message, cure, asked, free, needed, terms };
}

export function budgetError({ message, ...details }: PlainError): BudgetError {
  return new BudgetError(message, details);
}
