/**
 * The worker thread's side of native/thread/run-in-worker: calls one C function at a time, synchronously.
 * Not here: owning the arguments; the caller does. This thread unreferences an object only if that is the call.
 * Read next: native/thread/run-in-worker.
 */
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from "node:worker_threads";
import { takeErrorText } from "../library/error-text.ts";
import { useLibrary } from "../library/library.ts";
import {
  type CallMessage,
  callCounts,
  type NativeArgument,
  type NativeWorkerData,
  type ResultMessage,
} from "./messages.ts";

const { origin, calls } = workerData as NativeWorkerData;
const { functions } = useLibrary(origin);
const port = parentPort as MessagePort;

// Waiting on the number wakes the thread in half the time that its event loop would take.
for (let seen = 0; ; ) {
  Atomics.wait(calls, callCounts.posted, seen);
  seen = Atomics.load(calls, callCounts.posted);
  for (let next = received(); next !== undefined; next = received()) {
    port.postMessage(made(next));
    Atomics.add(calls, callCounts.over, 1);
    Atomics.notify(calls, callCounts.over);
  }
}

function received(): CallMessage | undefined {
  return (receiveMessageOnPort(port) as { readonly message: CallMessage } | undefined)?.message;
}

function made({ name, args }: CallMessage): ResultMessage {
  const result = (functions[name] as (...args: readonly NativeArgument[]) => ResultMessage["result"])(...args);
  const failed = result === null || (typeof result === "number" && result < 0);
  return { result, errorText: failed ? takeErrorText() : "" };
}
