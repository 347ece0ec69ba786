/**
 * Runs one long C call in a worker thread of ours, so that neither the event loop nor libuv's pool waits for it.
 * Not here: what is called; the caller prepares every argument as an address and owns it until the call is over.
 * Read next: native/native-worker, native/operation.
 */
import { availableParallelism } from "node:os";
import type { Worker } from "node:worker_threads";
import type { NativeName } from "./declarations.ts";
import { nativeLibrary } from "./library.ts";
import type { CallMessage, NativeArgument, NativeWorkerData, ResultMessage } from "./native-worker.ts";
import { startThread } from "./start-thread.ts";

export interface RunInWorkerOptions {
  readonly signal?: AbortSignal | undefined;
  /** Asks the native work to stop soon; called when the signal aborts and when the process exits. */
  readonly cancel?: (() => void) | undefined;
  /** Releases what an aborted call made before it ended; its promise rejects all the same. */
  readonly discard?: ((outcome: ResultMessage) => void) | undefined;
}

interface Call extends CallMessage {
  readonly cancel: (() => void) | undefined;
  settle(outcome: ResultMessage): void;
  fail(error: unknown): void;
}

interface NativeThread {
  readonly worker: Worker;
  readonly calls: NativeWorkerData["calls"];
}

/** More calls than this wait their turn. Set by {@link limitWorkers}. */
let mostWorkers = Math.max(4, availableParallelism());
const idle: NativeThread[] = [];
const running = new Map<NativeThread, Call>();
const waiting: Call[] = [];
let hooked = false;

/** Whether no worker thread makes a call just now. */
export function nothingRuns(): boolean {
  return running.size === 0;
}

/** How many native calls may run at once; each worker thread costs memory of its own. */
export function limitWorkers(most: number): void {
  mostWorkers = most;
}

/** Starts workers ahead of need, so that the first calls find them ready and their memory is there to be measured. */
export async function warmWorkers(count: number): Promise<void> {
  const calls = Array.from({ length: count }, () => runInWorker("vips_version", [0]));
  await Promise.all(calls);
}

/**
 * Calls a function of the declaration table. When the signal aborts, the call is asked to stop, waited for, and the
 * promise then rejects with the signal's reason: nothing that it was given is in use any more.
 */
export async function runInWorker(
  name: NativeName,
  args: readonly NativeArgument[],
  options: RunInWorkerOptions = {},
): Promise<ResultMessage> {
  const { signal, cancel, discard } = options;
  signal?.throwIfAborted();
  let onAbort: (() => void) | undefined;
  try {
    const outcome = await new Promise<ResultMessage>((settle, fail) => {
      const call: Call = { name, args, cancel, settle, fail };
      onAbort = () => stop(call, signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      waiting.push(call);
      startNext();
    });
    if (signal?.aborted) discard?.(outcome);
    return outcome;
  } finally {
    if (onAbort !== undefined) signal?.removeEventListener("abort", onAbort);
    signal?.throwIfAborted();
  }
}

/** A call that still waits its turn never starts; one that runs is asked to end soon. */
function stop(call: Call, reason: unknown): void {
  const position = waiting.indexOf(call);
  if (position < 0) {
    call.cancel?.();
  } else {
    waiting.splice(position, 1);
    call.fail(reason);
  }
}

function startNext(): void {
  while (waiting.length > 0) {
    const thread = idle.pop() ?? (running.size < mostWorkers ? startWorker() : undefined);
    if (thread === undefined) return;
    const call = waiting.shift() as Call;
    running.set(thread, call);
    thread.worker.ref();
    thread.worker.postMessage({ name: call.name, args: call.args } satisfies CallMessage);
    Atomics.add(thread.calls, 0, 1);
    Atomics.notify(thread.calls, 0);
  }
}

function startWorker(): NativeThread {
  if (!hooked) {
    hooked = true;
    process.on("exit", cancelAll);
  }
  const calls = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = startThread("native-worker", {
    name: "sluice native",
    workerData: { origin: nativeLibrary().origin, calls } satisfies NativeWorkerData,
    // A worker makes C calls and nothing else: a small heap is enough, and several fit a small container.
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 24 },
  });
  const thread: NativeThread = { worker, calls };
  worker.on("message", (outcome: ResultMessage) => {
    const call = running.get(thread);
    running.delete(thread);
    worker.unref();
    idle.push(thread);
    call?.settle(outcome);
    startNext();
  });
  worker.on("error", (error) => {
    running.get(thread)?.fail(error);
    running.delete(thread);
    const position = idle.indexOf(thread);
    if (position >= 0) idle.splice(position, 1);
    startNext();
  });
  return thread;
}

/** A process that exits waits for its threads; what they compute is of no use any more. */
function cancelAll(): void {
  for (const call of running.values()) call.cancel?.();
}
