/**
 * Starts a worker thread from one of this package's files, from source and from a built package alike.
 * Not here: what the thread does, or when it ends.
 * Read next: native/thread/run-in-worker, store/hdf5/libhdf5/thread.
 */
import { Worker, type WorkerOptions } from "node:worker_threads";
import { debug } from "./debug.ts";

/** MiB of heap that a thread needs to load TypeScript. */
const heapOfTsx = 256;

/**
 * Starts `name`, a file in the folder of `url` (the caller's `import.meta.url`), without its ending. A built package
 * has plain JavaScript in one flat folder. A source tree has TypeScript, which Node before 22.18 reads only through the
 * development dependency tsx.
 */
export function startThread(name: string, url: string, options: WorkerOptions): Worker {
  debug(() => ({ event: "thread", name: options.name ?? name }));
  const isSource = url.endsWith(".ts");
  const file = new URL(isSource ? `./${name}.ts` : `./${name}.js`, url);
  // Flags of the parent such as --input-type are meant for its main script, and some are refused in a worker.
  if (!isSource) return new Worker(file, { ...options, execArgv: [] });
  const { resourceLimits: limits, ...others } = options;
  const heap = (limits?.maxOldGenerationSizeMb ?? 0) + heapOfTsx;
  const sourceOptions = limits === undefined ? others : { ...others, resourceLimits: { maxOldGenerationSizeMb: heap } };
  if ("typescript" in process.features && process.features.typescript) return new Worker(file, sourceOptions);
  // The thread's later imports are not TypeScript. Loading a large module through tsx would take seconds.
  const load = `const end = register(); return import(${JSON.stringify(file.href)}).finally(end);`;
  const code = `import("tsx/esm/api").then(({ register }) => { ${load} });`;
  return new Worker(code, { ...sourceOptions, eval: true });
}
