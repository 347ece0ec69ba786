/**
 * Handles Ctrl-C and termination: the first one stops after the work in progress, the second one stops at once.
 * Not here: how the work stops; it watches the signal.
 * Read next: cli/tasks/run-tasks.
 */
import { exitNow } from "../../native/library/allocator.ts";
import { removeUnfinished } from "../../store/files/atomic-file.ts";
import { exitCodes } from "./exit-codes.ts";

export interface Interrupt extends Disposable {
  /** Aborts at the first interruption. */
  readonly signal: AbortSignal;
}

/** Watches until it is disposed. The second interruption leaves nothing half-written. */
export function onInterrupt(tell: () => void): Interrupt {
  const controller = new AbortController();
  const heard = (): void => {
    if (controller.signal.aborted) {
      removeUnfinished();
      exitNow(exitCodes.interrupted);
    }
    controller.abort();
    tell();
  };
  process.on("SIGINT", heard).on("SIGTERM", heard);
  return {
    signal: controller.signal,
    [Symbol.dispose]: () => {
      process.off("SIGINT", heard).off("SIGTERM", heard);
    },
  };
}
