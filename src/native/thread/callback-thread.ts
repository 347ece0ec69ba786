/**
 * Worker threads that serve libvips' callbacks for this one: pixels are told of here, and the callback waits until they
 * are answered for.
 * Not here: the calls that lead to callbacks; those are made on threads of their own (native/thread/run-in-worker).
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
  type RowsMessage,
  turnNumbers,
} from "./messages.ts";

/** Who is told of what a callback brings. */
export interface CallbackListener {
  /** The rows stay where they are until {@link CallbackThread.answer}. */
  rows(rows: RowsMessage): void;
  /** A callback could not be served, and has failed. */
  fault(error: Error): void;
}

const idle: CallbackThread[] = [];
const inUse = new Set<CallbackThread>();
let hooked = false;

/** A thread for one work; `release` it when no callback can come any more. */
export async function takeCallbackThread(): Promise<CallbackThread> {
  if (!hooked) {
    hooked = true;
    // Before anybody waits for the calls that wait for an answer.
    process.prependListener("exit", () => {
      for (const thread of inUse) thread.stop();
    });
  }
  const thread = idle.pop() ?? (await CallbackThread.start());
  inUse.add(thread);
  return thread;
}

/** Ends idle threads, all but `most`, which let as many works begin 50 ms sooner. @returns how many stay. */
export function endIdleCallbackThreads(most: number): number {
  for (const thread of idle.splice(most)) thread.end();
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

  /** The address of a `VipsRegionWrite` that tells of its rows. */
  get write(): Pointer {
    return this.#ready.write;
  }

  /** The address of a `VipsGenerateFn` that tells which rows it wants, and where. */
  get generate(): Pointer {
    return this.#ready.generate;
  }

  /** From now on callbacks are served, and `listener` is told of them. */
  begin(listener: CallbackListener): void {
    this.#listener = listener;
    Atomics.add(this.#turns, turnNumbers.work, 1);
    Atomics.store(this.#turns, turnNumbers.stopped, 0);
  }

  /** Lets the callback that waits go on: its rows were read, or written, and are libvips' again. */
  answer(): void {
    Atomics.add(this.#turns, turnNumbers.answered, 1);
    Atomics.notify(this.#turns, turnNumbers.answered);
  }

  /** Fails the callback that waits, and all that come. */
  stop(): void {
    Atomics.store(this.#turns, turnNumbers.stopped, 1);
    this.answer();
  }

  /** Whether the process stays alive for what the thread may tell. It does not unless told so. */
  keepAlive(yes: boolean): void {
    if (yes) this.#worker.ref();
    else this.#worker.unref();
  }

  /** Gives the thread back, once the call is over that led to its callbacks. */
  release(): void {
    this.#listener = undefined;
    this.keepAlive(false);
    if (inUse.delete(this)) idle.push(this);
  }

  /** Only of a thread that is idle. */
  end(): void {
    void this.#worker.terminate();
  }

  #hear(message: CallbackMessage): void {
    if (message.kind === "ready" || message.work !== Atomics.load(this.#turns, turnNumbers.work)) return;
    if (message.kind === "rows") this.#listener?.rows(message);
    else this.#listener?.fault(new Error(message.text));
  }
}
