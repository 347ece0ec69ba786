/**
 * The worker thread's side of native/run-in-worker: calls one C function at a time, synchronously.
 * Not here: owning what it is given; addresses come and go, and nothing is unreferenced on this thread.
 * Read next: native/run-in-worker.
 */
import { parentPort, workerData } from "node:worker_threads";
import type { NativeName } from "./declarations.ts";
import { takeErrorText } from "./error-text.ts";
import { useLibrary } from "./library.ts";
import type { LibraryCandidate } from "./locate.ts";

/** A call as it crosses to the worker: plain data only. */
export interface CallMessage {
  readonly name: NativeName;
  readonly args: readonly NativeArgument[];
}
export type NativeArgument = bigint | number | string | null;

/** Its outcome. Null or a negative number mean failure in C, and then the error text says why. */
export interface ResultMessage {
  readonly result: bigint | number | string | null | undefined;
  readonly errorText: string;
}

const { functions } = useLibrary((workerData as { origin: LibraryCandidate }).origin);

parentPort?.on("message", ({ name, args }: CallMessage) => {
  const result = (functions[name] as (...args: readonly NativeArgument[]) => ResultMessage["result"])(...args);
  const failed = result === null || (typeof result === "number" && result < 0);
  parentPort?.postMessage({ result, errorText: failed ? takeErrorText() : "" } satisfies ResultMessage);
});
