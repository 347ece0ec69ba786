/**
 * Threads that compress tiles, side by side: started for one file, and ended with it.
 * Not here: what they do (store/tiff/pack-worker), or the order of what they give back (store/tiff/packed-rows).
 * Read next: store/tiff/pack-worker.
 */
import type { Worker } from "node:worker_threads";
import { startThread } from "../../core/start-thread.ts";
import type { PackedMessage, PackMessage, PackWorkerData } from "./pack-messages.ts";

/** Pieces of work that a thread has: one that it is at, and one that waits, so that it need not. */
const maxWaiting = 2;

/** MiB of a thread's heap: it has a few small objects for each tile. */
const heap = { old: 24, young: 4 } as const;

export interface Work {
  readonly message: PackMessage;
  done(lengths: readonly number[]): void;
  fail(error: Error): void;
}

interface Thread {
  readonly worker: Worker;
  /** In the order in which they were given to it, which is that of its answers. */
  readonly works: Work[];
}

export class PackThreads implements AsyncDisposable {
  readonly #threads: readonly Thread[];
  #ended: Error | undefined;

  /** `scratches`: where the scratch memory of each thread begins. */
  constructor(data: Omit<PackWorkerData, "scratch">, scratches: readonly number[]) {
    this.#threads = scratches.map((scratch) => this.#start({ ...data, scratch }));
  }

  /** Whether a thread takes another piece of work. */
  get hasRoom(): boolean {
    return this.#threads.some(({ works }) => works.length < maxWaiting);
  }

  /** Gives it to the thread that has least. */
  pack(work: Work): void {
    if (this.#ended !== undefined) {
      work.fail(this.#ended);
      return;
    }
    const [thread] = this.#threads.toSorted((a, b) => a.works.length - b.works.length) as [Thread];
    thread.works.push(work);
    thread.worker.ref();
    thread.worker.postMessage(work.message);
  }

  /** Nothing uses the memory any more. Work that is not done fails. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended ??= new Error("the threads that compress were ended");
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #start(workerData: PackWorkerData): Thread {
    const worker = startThread("pack-worker", import.meta.url, {
      name: "sluice tiles",
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: heap.old, maxYoungGenerationSizeMb: heap.young },
    });
    const thread: Thread = { worker, works: [] };
    worker.unref();
    // What was posted to it before it was up has made it count again.
    worker.on("online", () => keepAlive(thread));
    worker.on("message", (answer: PackedMessage) => {
      const work = thread.works.shift();
      keepAlive(thread);
      if ("failure" in answer) work?.fail(new Error(answer.failure));
      else work?.done(answer.lengths);
    });
    worker.on("error", (error) => this.#over(thread, error));
    worker.on("exit", () => this.#over(thread, new Error("a thread that compresses has ended")));
    return thread;
  }

  #over({ works }: Thread, error: Error): void {
    this.#ended ??= error;
    for (const work of works.splice(0)) work.fail(this.#ended);
  }
}

/** The process stays for as long as something is compressed. */
function keepAlive({ worker, works }: Thread): void {
  if (works.length > 0) worker.ref();
  else worker.unref();
}
