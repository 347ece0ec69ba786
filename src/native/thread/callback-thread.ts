/**
 * Worker threads that serve libvips' callbacks. Each callback sends its rows to this thread and waits for the answer.
 * Not here: the calls that lead to callbacks; those run on threads of their own (native/thread/run-in-worker).
 * Read next: native/thread/callback-worker, native/rows/row-reader, native/rows/row-writer.
 */
import type { Worker } from "node:worker_threads";
import { startThread } from "../../core/start-thread.ts";
import type { Pointer } from "../library/declarations.ts";
import { nativeLibrary } from "../library/library.ts";
import {
  type CallbackMessage,
  type CallbackWorkerData,
  type ReadyMessage,
  type RegionMessage,
  turnNumbers,
} from "./messages.ts";

/** Receives the messages of the callbacks. */
export interface CallbackListener {
  /** Receives rows. They stay valid until {@link CallbackThread.answer}. */
  rows(rows: RegionMessage): void;
  /** A callback threw an error, and returned a failure to libvips. */
  fault(error: Error): void;
}

const idle: CallbackThread[] = [];
const inUse = new Set<CallbackThread>();
let hooked = false;

/** Takes a thread for one piece of work. Call `release` when no callback can come any more. */
export async function takeCallbackThread(): Promise<CallbackThread> {
  if (!hooked) {
    hooked = true;
    // Runs before the exit hook that waits for native calls, since those may wait for an answer.
    process.prependListener("exit", () => {
      for (const thread of inUse) thread.stop();
    });
  }
  const thread = idle.pop() ?? (await CallbackThread.start());
  inUse.add(thread);
  return thread;
}

/**
 * Ends idle threads, all but `max`. Each thread that stays lets one later piece of work start 50 ms sooner.
 * @returns how many stay.
 */
export function endIdleCallbackThreads(max: number): number {
  for (const thread of idle.splice(max)) thread.end();
  return idle.length;
}

export class CallbackThread {
  readonly #worker: Worker;
  readonly #turns: Int32Array<SharedArrayBuffer>;
  readonly #ready: ReadyMessage;
  #listener: CallbackListener | undefined;

  private constructor(worker: Worker, turns: Int32Array<SharedArrayBuffer>, ready: ReadyMessage) {
    this.#worker = worker;
    this.#turns = turns;
    this.#ready = ready;
    worker.on("message", (message: CallbackMessage) => this.#hear(message));
    worker.on("error", (error) => this.#listener?.fault(error));
    worker.unref();
  }

  static async start(): Promise<CallbackThread> {
    const turns = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
    const worker = startThread("callback-worker", import.meta.url, {
      name: "sluice callbacks",
      workerData: { origin: nativeLibrary().origin, turns } satisfies CallbackWorkerData,
      resourceLimits: { maxYoungGenerationSizeMb: 2, maxOldGenerationSizeMb: 24 },
    });
    const ready = await new Promise<ReadyMessage>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    return new CallbackThread(worker, turns, ready);
  }

  /** The address of a `VipsRegionWrite` that sends its rows to this thread. */
  get write(): Pointer {
    return this.#ready.write;
  }

  /** The address of a `VipsGenerateFn` that sends which rows it needs, and where to write them. */
  get generate(): Pointer {
    return this.#ready.generate;
  }

  /** Starts to serve callbacks and sends their messages to `listener`. */
  begin(listener: CallbackListener): void {
    this.#listener = listener;
    Atomics.add(this.#turns, turnNumbers.work, 1);
    Atomics.store(this.#turns, turnNumbers.stopped, 0);
  }

  /** Lets the waiting callback return. Its rows were read or written, and belong to libvips again. */
  answer(): void {
    Atomics.add(this.#turns, turnNumbers.answered, 1);
    Atomics.notify(this.#turns, turnNumbers.answered);
  }

  /** Fails the waiting callback and all later ones. */
  stop(): void {
    Atomics.store(this.#turns, turnNumbers.stopped, 1);
    this.answer();
  }

  /** Whether the thread keeps the process alive. Default false. */
  keepAlive(yes: boolean): void {
    if (yes) this.#worker.ref();
    else this.#worker.unref();
  }

  /** Returns the thread to the idle ones. Call it after the native call that led to the callbacks has ended. */
  release(): void {
    this.#listener = undefined;
    this.keepAlive(false);
    if (inUse.delete(this)) idle.push(this);
  }

  /** Terminates the thread. Only for an idle thread. */
  end(): void {
    void this.#worker.terminate();
  }

  #hear(message: CallbackMessage): void {
    if (message.kind === "ready" || message.work !== Atomics.load(this.#turns, turnNumbers.work)) return;
    if (message.kind === "rows") this.#listener?.rows(message);
    else this.#listener?.fault(new Error(message.text));
  }
}
