/**
 * The worker thread's side of native/run-in-worker: calls one C function at a time, synchronously.
 * Not here: owning what it is given; addresses come and go, and nothing is unreferenced on this thread.
 * Read next: native/run-in-worker.
 */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
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

/** What the thread is given as it starts. */
export interface NativeWorkerData {
  readonly origin: LibraryCandidate;
  /** One number, the count of the calls that were posted: the thread waits for it to grow. */
  readonly calls: Int32Array<SharedArrayBuffer>;
}

const { origin, calls } = workerData as NativeWorkerData;
const { functions } = useLibrary(origin);
const port = parentPort as MessagePort;

// Waiting on the number wakes the thread in half the time that its event loop would take.
for (let seen = 0; ; ) {
  Atomics.wait(calls, 0, seen);
  seen = Atomics.load(calls, 0);
  for (let next = received(); next !== undefined; next = received()) port.postMessage(made(next));
}

function received(): CallMessage | undefined {
  return (receiveMessageOnPort(port) as { readonly message: CallMessage } | undefined)?.message;
}

function made({ name, args }: CallMessage): ResultMessage {
  const result = (functions[name] as (...args: readonly NativeArgument[]) => ResultMessage["result"])(...args);
  const failed = result === null || (typeof result === "number" && result < 0);
  return { result, errorText: failed ? takeErrorText() : "" };
}
