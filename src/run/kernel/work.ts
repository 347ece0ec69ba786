/**
 * Processes windows: by a function on this thread, one after the other, or by a module's function in several threads.
 * Not here: the contents of the windows (run/kernel/window-pump), or how a kernel is called (run/kernel/call).
 * Read next: run/kernel/thread.
 */
import { formatBytes } from "../../core/bytes.ts";
import { type ErrorDetails, KernelError } from "../../core/errors.ts";
import type { Rect } from "../../core/rect.ts";
import { isModuleKernel, type ModuleKernel } from "../../graph/recipe/kernel.ts";
import { kernelName } from "../../graph/recipe/kernel-node.ts";
import type { KernelCall, KernelFunction } from "../../graph/recipe/nodes.ts";
import { ResultFault, type WindowCall, windowCall } from "./call.ts";
import type { KernelLayout } from "./layout.ts";
import type { FailedMessage, MemoryLayout } from "./messages.ts";
import { type KernelThread, ThreadEnded, ThreadTimeout, takeKernelThreads } from "./thread.ts";
import { windowAt } from "./window-memory.ts";

/** Processes windows. With one at a time, it keeps their order. */
export interface KernelWork {
  /** @returns the value of a fold. @throws {KernelError} */
  run(slot: number, rect: Rect): Promise<unknown>;
  /** Waits a short time for work in progress. Call it after the last window. */
  close(): Promise<void>;
}

export interface WorkJob {
  readonly call: KernelCall;
  readonly layout: KernelLayout;
  readonly memory: MemoryLayout;
  /** Number of threads. */
  readonly workers: number;
  /** Makes the value that each window of a fold starts with. */
  readonly init?: (() => unknown) | undefined;
}

export function kernelWork(job: WorkJob): KernelWork {
  const { code } = job.call;
  return isModuleKernel(code) ? new ThreadsWork(job, code) : new InlineWork(job, code);
}

class InlineWork implements KernelWork {
  readonly #job: WorkJob;
  readonly #call: WindowCall;
  #value: unknown;
  #last: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(job: WorkJob, code: KernelFunction) {
    this.#job = job;
    this.#call = windowCall(code, job.layout);
    this.#value = job.init?.();
  }

  run(slot: number, rect: Rect): Promise<unknown> {
    const { memory, layout } = this.#job;
    const turn = this.#last.then(async () => {
      if (this.#closed) return undefined;
      try {
        this.#value = await this.#call(windowAt(memory, slot, rect, layout), this.#value);
        return this.#value;
      } catch (error) {
        throw failure(this.#job.call, error instanceof ResultFault ? "result" : "threw", error, rect);
      }
    });
    this.#last = turn;
    return turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

/** Long enough for most windows, and short for a user who waits. */
const patienceMs = 250;

class ThreadsWork implements KernelWork {
  readonly #job: WorkJob;
  readonly #threads: readonly KernelThread[];
  readonly #free: KernelThread[];
  readonly #waiting: ((thread: KernelThread) => void)[] = [];
  readonly #running = new Set<Promise<unknown>>();

  constructor(job: WorkJob, { url, name }: ModuleKernel) {
    const { call, layout, memory, workers } = job;
    this.#job = job;
    this.#threads = takeKernelThreads(workers, call.workers.memory);
    for (const thread of this.#threads) thread.begin({ url, name, layout, memory });
    this.#free = [...this.#threads];
  }

  async run(slot: number, rect: Rect): Promise<unknown> {
    const thread = this.#free.pop() ?? (await new Promise<KernelThread>((resolve) => this.#waiting.push(resolve)));
    const { call, init } = this.#job;
    const turn = thread.work({ slot, rect, value: init?.() }, call.workers.timeoutMs);
    this.#running.add(turn);
    try {
      const reply = await turn;
      if (reply.kind === "failed") throw failure(call, reply.what, reply.error, rect);
      return reply.value;
    } catch (error) {
      throw error instanceof KernelError ? error : endOfThread(call, error, rect);
    } finally {
      this.#running.delete(turn);
      const next = this.#waiting.shift();
      if (next === undefined) this.#free.push(thread);
      else next(thread);
    }
  }

  async close(): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise((resolve) => {
      timer = setTimeout(resolve, patienceMs);
    });
    await Promise.race([Promise.allSettled(this.#running), patience]);
    clearTimeout(timer);
    const late = this.#threads.filter(({ busy }) => busy);
    for (const thread of this.#threads) thread.release();
    await Promise.all(late.map((thread) => thread.end()));
  }
}

const words = {
  import: "its module could not be imported",
  threw: "it threw",
  result: "its result is none",
} as const;

const cures = {
  import: "Correct the URL, the export's name, or the module.",
  threw: "Correct the kernel; the cause is its own error, with its stack.",
  result: "Fill out.data and return nothing, or return a typed array of all of the tile's samples.",
} as const;

function failure(call: KernelCall, what: FailedMessage["what"], error: unknown, rect: Rect): KernelError {
  const text = error instanceof Error ? error.message : String(error);
  const details: ErrorDetails = { cure: cures[what], cause: isOurs(error) ? undefined : error };
  const at = what === "import" ? undefined : rect;
  return new KernelError(`${words[what]}: ${text}`, { ...details, kernel: kernelName(call), rect: at });
}

/**
 * The message already has the text of Sluice's own errors. An error from another thread loses its class, so
 * the stack decides.
 */
function isOurs(error: unknown): boolean {
  return error instanceof Error && error.stack?.startsWith("ResultFault") === true;
}

/** The error for a thread that ended or was ended during a window. */
function endOfThread(call: KernelCall, error: unknown, rect: Rect): unknown {
  const kernel = kernelName(call);
  const { timeoutMs, memory } = call.workers;
  if (error instanceof ThreadTimeout) {
    const cure = "Give it longer (timeoutMs), or find out what it waits for.";
    return new KernelError(`it took longer than ${timeoutMs} ms, and its thread was ended`, { cure, kernel, rect });
  }
  if (!(error instanceof ThreadEnded)) return error;
  const { error: cause, exitCode } = error;
  if ((cause as NodeJS.ErrnoException | undefined)?.code === "ERR_WORKER_OUT_OF_MEMORY") {
    const cure = `Allow it more, such as memory: "${formatBytes(memory * 4)}", or let it keep less.`;
    return new KernelError(`it used up the ${formatBytes(memory)} that it may keep`, { cure, kernel, rect, cause });
  }
  const reason =
    cause === undefined
      ? `it ended its thread with exit code ${exitCode}`
      : `an error that it did not catch ended its thread: ${cause instanceof Error ? cause.message : String(cause)}`;
  const cure = "Let the kernel return or throw; process.exit() ends the thread in the middle of its work.";
  return new KernelError(reason, { cure, kernel, rect, cause });
}
