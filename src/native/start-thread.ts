/**
 * Starts a worker thread from one of this package's files, from source and from a built package alike.
 * Not here: what the thread does, or when it ends.
 * Read next: native/run-in-worker.
 */
import { Worker, type WorkerOptions } from "node:worker_threads";

/** MiB that reading TypeScript may take. */
const heapOfTsx = 256;

/**
 * Starts `name` (a file beside this one, or the one at `beside`, without its ending). A built package has plain JavaScript in one flat folder;
 * a source tree has TypeScript, which Node before 22.18 reads only through the development dependency tsx.
 */
export function startThread(name: string, options: WorkerOptions, beside: string = import.meta.url): Worker {
  const isSource = beside.endsWith(".ts");
  const file = new URL(isSource ? `./${name}.ts` : `./${name}.js`, beside);
  // Flags of the parent such as --input-type are meant for its main script, and some are refused in a worker.
  if (!isSource) return new Worker(file, { ...options, execArgv: [] });
  const { resourceLimits: limits, ...others } = options;
  const heap = (limits?.maxOldGenerationSizeMb ?? 0) + heapOfTsx;
  const sourceOptions = { ...others, resourceLimits: { maxOldGenerationSizeMb: heap } };
  if ("typescript" in process.features && process.features.typescript) return new Worker(file, sourceOptions);
  const code = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(file.href)}); });`;
  return new Worker(code, { ...sourceOptions, eval: true });
}
