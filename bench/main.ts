/**
 * Runs one of the benches by name: `npm run bench -- NAME ARGUMENTS`.
 * Not here: the benches; each is a file of this folder with a `summary` line and a `run` function.
 * Read next: bench/thumb.ts, bench/budget/budget.ts.
 */
interface Bench {
  readonly summary: string;
  readonly run: (args: readonly string[]) => Promise<void>;
}

const benches: Readonly<Record<string, () => Promise<Bench>>> = {
  thumb: () => import("./thumb.ts"),
  large: () => import("./large.ts"),
  blur: () => import("./blur.ts"),
  rotate: () => import("./rotate.ts"),
  progressive: () => import("./progressive.ts"),
  budget: () => import("./budget/budget.ts"),
  operations: () => import("./operations.ts"),
  strips: () => import("./kernels/strips.ts"),
  limits: () => import("./limits/limits.ts"),
  outputs: () => import("./outputs.ts"),
  allocator: () => import("./memory/allocator.ts"),
  thousand: () => import("./memory/thousand.ts"),
  zarr: () => import("./stores/zarr.ts"),
  hdf5: () => import("./stores/hdf5.ts"),
  kernels: () => import("./kernels/kernels.ts"),
  kill: () => import("./stores/kill.ts"),
};

async function main([name, ...args]: readonly string[]): Promise<void> {
  const bench = benches[name ?? ""];
  if (bench !== undefined) return await (await bench()).run(args);
  if (name !== undefined) process.exitCode = 20;
  for (const load of Object.values(benches)) process.stdout.write(`npm run bench -- ${(await load()).summary}\n`);
}

await main(process.argv.slice(2));
