/**
 * The handle of the thread that reads a file with libhdf5: one request at a time, each with a timeout.
 * Not here: what is read there (store/hdf5/libhdf5/libhdf5-worker), or what it means (store/hdf5/libhdf5/store).
 * Read next: store/hdf5/libhdf5/libhdf5-worker, store/hdf5/libhdf5/messages.
 */
import type { Worker } from "node:worker_threads";
import { DecodeError, DisposedError } from "../../../core/errors.ts";
import { startThread } from "../../../core/start-thread.ts";
import { AtMost } from "../../chunks/semaphore.ts";
import type { Answer, Answers, GeneralWorkerData, Request } from "./messages.ts";

/** Room for two of the largest sensible chunks, and for libhdf5's own memory. */
const maxMemory = 256 * 2 ** 20;
/** A broken file may lead libhdf5 into an endless loop. */
const patienceMs = 60_000;

export class GeneralThread implements AsyncDisposable {
  readonly #path: string;
  readonly #worker: Worker;
  readonly #turns = new AtMost(1);
  #over: Error | undefined;

  constructor(path: string) {
    this.#path = path;
    const workerData: GeneralWorkerData = { path, maxMemory };
    // Its output is libhdf5's own errors, which Sluice reports in its own messages.
    this.#worker = startThread("libhdf5-worker", import.meta.url, { workerData, stdout: true, stderr: true });
    this.#worker.stdout.resume();
    this.#worker.stderr.resume();
    this.#worker.unref();
  }

  /** @throws {DecodeError} with libhdf5's text. @throws {DisposedError} when the thread has ended. */
  async ask<K extends Request["kind"]>(
    request: Extract<Request, { kind: K }>,
    signal?: AbortSignal,
  ): Promise<Answers[K]> {
    return await this.#turns.run(async () => {
      signal?.throwIfAborted();
      if (this.#over !== undefined) throw this.#over;
      const answer = await this.#answer(request);
      if ("failure" in answer) throw this.#broken(answer.failure);
      return answer.value as Answers[K];
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#over ??= new DisposedError("the file was closed", { path: this.#path, cure: "Open it again." });
    await this.#worker.terminate();
  }

  async #answer(request: Request): Promise<Answer> {
    const worker = this.#worker;
    worker.ref();
    try {
      return await new Promise<Answer>((resolve, reject) => {
        const timer = setTimeout(() => {
          fail(this.#broken(`libhdf5 did not come back within ${patienceMs / 1000} seconds`));
          void worker.terminate();
        }, patienceMs);
        const done = (): void => {
          clearTimeout(timer);
          worker.off("message", answered).off("error", ended).off("exit", ended);
        };
        const answered = (answer: Answer): void => {
          done();
          resolve(answer);
        };
        const fail = (error: Error): void => {
          done();
          this.#over ??= error;
          reject(this.#over);
        };
        const ended = (error: unknown): void => {
          fail(this.#broken(error instanceof Error ? error.message : "the thread that reads it ended"));
        };
        worker.on("message", answered).on("error", ended).on("exit", ended);
        worker.postMessage(request);
      });
    } finally {
      worker.unref();
    }
  }

  #broken(text: string): DecodeError {
    return new DecodeError(`the HDF5 file cannot be read: ${text}`, {
      path: this.#path,
      cure: "Get a good copy of the file, or write it again with h5repack.",
    });
  }
}
