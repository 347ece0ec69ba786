/**
 * Threads that run kernels from modules. They start on demand, are reused, and are ended if they hang or
 * stay idle too long.
 * Not here: which window goes to which thread (run/kernel/work), or the thread's own side (run/kernel/kernel-worker).
 * Read next: run/kernel/work.
 */
import type { Worker } from "node:worker_threads";
import type { Bytes } from "../../core/bytes.ts";
import { startThread } from "../../core/start-thread.ts";
import type { BeginMessage, FromKernel, KernelWorkerData, WindowMessage } from "./messages.ts";

/** MiB of heap on top of the kernel's own: for JavaScript and small modules, and for short-lived objects. */
const ownHeap = { old: 16, young: 4 } as const;

/** The thread has ended; says why. */
export class ThreadEnded extends Error {
  /** The error that ended it: the kernel's or Node's. Undefined if it ended by itself. */
  readonly error: unknown;
  readonly exitCode: number;

  constructor(error: unknown, exitCode: number) {
    super(`the thread ended with code ${exitCode}`);
    this.error = error;
    this.exitCode = exitCode;
  }
}

/** A window took longer than its time limit. */
export class ThreadTimeout extends Error {}

interface Turn {
  settle(reply: FromKernel): void;
  fail(error: unknown): void;
}

const idle: KernelThread[] = [];

/** Takes threads whose heap has this much room for the kernel: idle ones first, then new ones. */
export function takeKernelThreads(count: number, memory: Bytes): KernelThread[] {
  return Array.from({ length: count }, () => {
    const at = idle.findLastIndex((thread) => thread.memory === memory);
    return at < 0 ? new KernelThread(memory) : (idle.splice(at, 1)[0] as KernelThread);
  });
}

/** Ends idle threads, all but `max`. @returns how many stay. */
export function endIdleKernelThreads(max: number): number {
  for (const thread of idle.splice(max)) void thread.end();
  return idle.length;
}

export class KernelThread {
  readonly memory: Bytes;
  readonly #worker: Worker;
  readonly #finished = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  #posted = 0;
  #turn: Turn | undefined;
  #error: unknown;
  #ended: ThreadEnded | undefined;

  constructor(memory: Bytes) {
    this.memory = memory;
    const heap = ownHeap.old + Math.ceil(memory / 2 ** 20);
    const options = {
      name: "sluice kernel",
      workerData: { finished: this.#finished } satisfies KernelWorkerData,
      resourceLimits: { maxYoungGenerationSizeMb: ownHeap.young, maxOldGenerationSizeMb: heap },
    };
    this.#worker = startThread("kernel-worker", import.meta.url, options);
    this.#worker.unref();
    // A message to a thread that is not online yet keeps the process alive, even after `unref`.
    this.#worker.on("online", () => this.#keepAlive());
    this.#worker.on("message", (reply: FromKernel) => this.#takeTurn()?.settle(reply));
    this.#worker.on("error", (error) => {
      this.#error = error;
    });
    this.#worker.on("exit", (exitCode) => this.#over(exitCode));
  }

  begin(message: Omit<BeginMessage, "kind">): void {
    this.#worker.postMessage({ kind: "begin", ...message } satisfies BeginMessage);
  }

  /**
   * Sends one window to the thread. One window at a time.
   * @throws {ThreadEnded} when the thread is over. @throws {ThreadTimeout} when it exceeded the time limit;
   * the thread is ended.
   */
  async work(message: Omit<WindowMessage, "kind">, timeoutMs: number | undefined): Promise<FromKernel> {
    if (this.#ended !== undefined) throw this.#ended;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<FromKernel>((settle, fail) => {
        this.#turn = { settle, fail };
        this.#posted += 1;
        this.#keepAlive();
        this.#worker.postMessage({ kind: "window", ...message } satisfies WindowMessage);
        if (timeoutMs !== undefined) timer = setTimeout(() => this.#late(), timeoutMs).unref();
      });
    } finally {
      clearTimeout(timer);
    }
  }

  get busy(): boolean {
    return this.#turn !== undefined;
  }

  /** Returns the thread to the idle ones. A busy thread is ended instead. */
  release(): void {
    if (this.#ended !== undefined) return;
    if (this.busy) {
      void this.end();
      return;
    }
    this.#worker.postMessage({ kind: "end" });
    idle.push(this);
  }

  /** Terminates the thread at once, even at work: it holds nothing but memory. */
  async end(): Promise<void> {
    await this.#worker.terminate();
  }

  /**
   * The time is up. But a window that is finished already is not late: this thread was too busy to receive the reply.
   */
  #late(): void {
    if (Atomics.load(this.#finished, 0) >= this.#posted) return;
    this.#takeTurn()?.fail(new ThreadTimeout());
    void this.end();
  }

  #takeTurn(): Turn | undefined {
    const turn = this.#turn;
    this.#turn = undefined;
    this.#keepAlive();
    return turn;
  }

  /** Keeps the process alive while the thread works on a window. */
  #keepAlive(): void {
    if (this.busy) this.#worker.ref();
    else this.#worker.unref();
  }

  #over(exitCode: number): void {
    this.#ended = new ThreadEnded(this.#error, exitCode);
    const at = idle.indexOf(this);
    if (at >= 0) idle.splice(at, 1);
    const turn = this.#takeTurn();
    if (turn !== undefined) turn.fail(this.#ended);
    else if (this.#error !== undefined) {
      process.emitWarning(`a thread for kernels ended between two runs: ${String(this.#error)}`, {
        code: "SLUICE_KERNEL",
      });
    }
  }
}
