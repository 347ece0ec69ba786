/**
 * Starts a worker thread from a TypeScript file of the tests.
 * Not here: what the thread does.
 * Read next: test/budget/threads/ledger-thread.ts.
 */
import { Worker, type WorkerOptions } from "node:worker_threads";

/** Node before 22.18 reads TypeScript in a thread only once tsx is registered there. */
export function startTsWorker(file: URL, options: WorkerOptions = {}): Worker {
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); });`;
  return new Worker(code, { ...options, eval: true });
}
