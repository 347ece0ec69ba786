/**
 * Runs one long C call in a worker thread, so that neither the event loop nor libuv's thread pool waits for it.
 * Not here: what is called; the caller prepares every argument as an address and owns it until the call is over.
 * Read next: native/thread/native-worker, native/operation/call.
 */
import { availableParallelism } from "node:os";
import { isMainThread, type Worker } from "node:worker_threads";
import { startThread } from "../../core/start-thread.ts";
import type { NativeName, Pointer } from "../library/declarations.ts";
import { nativeLibrary } from "../library/library.ts";
import {
  type CallMessage,
  callCounts,
  type NativeArgument,
  type NativeWorkerData,
  type ResultMessage,
} from "./messages.ts";

export interface RunInWorkerOptions {
  readonly signal?: AbortSignal | undefined;
  /** Asks the native work to stop soon. Called when the signal aborts and when the process exits. */
  readonly cancel?: (() => void) | undefined;
  /** Releases the result of an aborted call that still completed; the promise rejects all the same. */
  readonly discard?: ((outcome: ResultMessage) => void) | undefined;
  /**
   * For a call that waits for this thread rather than for a processor. It starts at once, does not count towards the
   * limit, and does not keep the process alive. Default false.
   */
  readonly apart?: boolean | undefined;
}

interface Call extends CallMessage, Pick<RunInWorkerOptions, "cancel" | "apart"> {
  settle(outcome: ResultMessage): void;
  fail(error: unknown): void;
  /** Whether the call keeps the process alive. A call with `apart` does so only after it was asked to stop. */
  isAwaited: boolean;
}

interface NativeThread {
  readonly worker: Worker;
  /** Not started ahead of need, but for a call with `apart`, or because several calls run at once. */
  readonly isExtra: boolean;
  readonly calls: NativeWorkerData["calls"];
  /**
   * One callback for each reference that the thread is releasing, in order. A call that is posted
   * meanwhile comes after them.
   */
  readonly lettingGo: (() => void)[];
}

/** Calls beyond this number wait their turn. Set by {@link limitWorkers}. */
let maxWorkers = Math.max(4, availableParallelism());
/** Threads that were started ahead of need. */
let warm = 1;
/** Running calls, without those with `apart`. */
let counted = 0;
const idle: NativeThread[] = [];
const running = new Map<NativeThread, Call>();
const waiting: Call[] = [];
let hooked = false;

/** Whether no worker thread makes a call at present. */
export function nothingRuns(): boolean {
  return running.size === 0;
}

/** Sets how many native calls may run at once; each worker thread costs memory of its own. */
export function limitWorkers(max: number): void {
  maxWorkers = max;
}

/** Raises or lowers the limit: a call that waits for this thread must not take a worker from other calls. */
export function raiseWorkerLimit(by: number): void {
  maxWorkers += by;
  startNext();
}

/**
 * Workers that were started ahead of need, and the maximum number of calls at once. Workers between the
 * two start on demand.
 */
export function workerCounts(): { readonly warm: number; readonly max: number } {
  return { warm, max: maxWorkers };
}

/** Ends idle workers that were not started ahead of need, all but `max`. @returns how many stay. */
export function endExtraWorkers(max: number): number {
  const extra = idle.filter(({ isExtra }) => isExtra);
  const done = extra.filter(({ lettingGo }) => lettingGo.length === 0);
  const ends = done.slice(Math.max(0, max - (extra.length - done.length)));
  for (const thread of ends) {
    idle.splice(idle.indexOf(thread), 1);
    void thread.worker.terminate();
  }
  return extra.length - ends.length;
}

/** Starts workers ahead of need, so that the first calls find them ready and the budget can measure their memory. */
export async function warmWorkers(count: number): Promise<void> {
  warm = Math.max(warm, count);
  const calls = Array.from({ length: count }, () => runInWorker("vips_version", [0]));
  await Promise.all(calls);
}

/**
 * Calls a function of the declaration table. When the signal aborts, asks the call to stop and waits for it. The
 * promise then rejects with the signal's reason, and nothing uses the arguments any more.
 */
export async function runInWorker(
  name: NativeName,
  args: readonly NativeArgument[],
  options: RunInWorkerOptions = {},
): Promise<ResultMessage> {
  const { signal, cancel, discard, apart } = options;
  signal?.throwIfAborted();
  let onAbort: (() => void) | undefined;
  try {
    const outcome = await new Promise<ResultMessage>((settle, fail) => {
      const call: Call = { name, args, cancel, apart, settle, fail, isAwaited: apart !== true };
      onAbort = () => stop(call, signal?.reason);
      signal?.addEventListener("abort", onAbort, { once: true });
      if (apart === true) return start(call);
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

/** A call that still waits its turn never starts. A running call is asked to end soon, and is waited for. */
function stop(call: Call, reason: unknown): void {
  const position = waiting.indexOf(call);
  if (position < 0) {
    call.cancel?.();
    call.isAwaited = true;
    for (const [thread, atWork] of running) if (atWork === call) keepAlive(thread);
  } else {
    waiting.splice(position, 1);
    call.fail(reason);
  }
}

function startNext(): void {
  for (let next = waiting[0]; next !== undefined && counted < maxWorkers; next = waiting[0]) {
    waiting.shift();
    start(next);
  }
}

function start(call: Call): void {
  const thread = idle.pop() ?? startWorker(call.apart === true || idle.length + running.size >= warm);
  running.set(thread, call);
  if (call.apart !== true) counted += 1;
  keepAlive(thread);
  post(thread, call);
}

function post({ worker, calls }: NativeThread, { name, args }: CallMessage): void {
  worker.postMessage({ name, args } satisfies CallMessage);
  Atomics.add(calls, callCounts.posted, 1);
  Atomics.notify(calls, callCounts.posted);
}

/**
 * Releases a reference in an idle worker: taking a pipeline apart takes half a millisecond. `take` gives the reference
 * up; its release must not need this thread.
 * @returns a promise that resolves after the release. Undefined, without calling `take`, if no worker is idle, or in a
 * user's worker thread. Such a thread may be terminated at any time; its table has its open handles
 * (native/object/live-handles).
 */
export function letGoInWorker(take: () => Pointer): Promise<void> | undefined {
  // Of several idle threads, the one that the next call would take last.
  const [thread] = idle;
  if (thread === undefined || !isMainThread) return undefined;
  const address = take();
  return new Promise((done) => {
    thread.lettingGo.push(done);
    keepAlive(thread);
    post(thread, { name: "g_object_unref", args: [address] });
  });
}

/** Whether a thread keeps the process alive: as long as it has awaited work. */
function keepAlive(thread: NativeThread): void {
  const { worker, lettingGo } = thread;
  if (lettingGo.length > 0 || running.get(thread)?.isAwaited === true) worker.ref();
  else worker.unref();
}

/** Removes and returns the thread's call, which is over. */
function takeCall(thread: NativeThread): Call | undefined {
  const call = running.get(thread);
  if (running.delete(thread) && call?.apart !== true) counted -= 1;
  return call;
}

function startWorker(isExtra: boolean): NativeThread {
  if (!hooked) {
    hooked = true;
    process.on("exit", cancelAll);
  }
  const calls = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));
  const worker = startThread("native-worker", import.meta.url, {
    name: "sluice native",
    workerData: { origin: nativeLibrary().origin, calls } satisfies NativeWorkerData,
    // A worker makes C calls and nothing else. A small heap is enough, so several workers fit a small container.
    resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 24 },
  });
  const thread: NativeThread = { worker, isExtra, calls, lettingGo: [] };
  worker.unref();
  // A message that was posted before the worker was online has ref'd it again.
  worker.on("online", () => keepAlive(thread));
  worker.on("message", (outcome: ResultMessage) => {
    const letGo = thread.lettingGo.shift();
    if (letGo !== undefined) {
      keepAlive(thread);
      letGo();
      return;
    }
    const call = takeCall(thread);
    keepAlive(thread);
    idle.push(thread);
    call?.settle(outcome);
    startNext();
  });
  worker.on("error", (error) => {
    // References that the thread had not yet released are lost: a second release here could free one twice.
    for (const letGo of thread.lettingGo.splice(0)) letGo();
    takeCall(thread)?.fail(error);
    const position = idle.indexOf(thread);
    if (position >= 0) idle.splice(position, 1);
    startNext();
  });
  return thread;
}

/** Generous for a computation of rows that was asked to stop. */
const patienceMs = 2000;

/**
 * A process that exits waits for its threads, though their results are of no use any more. This waits for them here,
 * because they may wait for a callback that this process serves, and the serving thread is about to end.
 */
function cancelAll(): void {
  for (const call of running.values()) call.cancel?.();
  const deadline = performance.now() + patienceMs;
  for (const { calls } of running.keys()) {
    // A thread may have references to release before its call.
    const posted = Atomics.load(calls, callCounts.posted);
    for (let over = Atomics.load(calls, callCounts.over); over < posted; over = Atomics.load(calls, callCounts.over)) {
      if (Atomics.wait(calls, callCounts.over, over, Math.max(0, deadline - performance.now())) === "timed-out") break;
    }
  }
}
