/**
 * The tasks of a batch that writes files for each input: opens it, applies the changes, and saves it
 * under its final names.
 * Not here: running them (batch/job), finding and naming the files (batch/find-inputs, batch/output-names).
 * Read next: batch/job, run/engine.
 */
import { lstat, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { SaveResult } from "../graph/image/engine.ts";
import { engineOf, type Image, recipeOf } from "../graph/image/image.ts";
import { isStoreFormat, type OutputFormat } from "../graph/output/encoding.ts";
import type { EncodeOptions } from "../graph/output/format-options.generated.ts";
import type { Output } from "../graph/output/output.ts";
import type { Progress } from "../graph/output/progress.ts";
import { outputFailure } from "../store/files/atomic-file.ts";
import type { ProgressEvent } from "./events.ts";
import { InputGuard } from "./input-guard.ts";
import type { ResultEvent, Task } from "./job.ts";
import { byInput, type NamedOutput, type OutputsOfInput } from "./output-names.ts";

export interface SaveJob {
  /** All outputs. The outputs of one input are next to each other. */
  readonly outputs: readonly NamedOutput[];
  readonly open: (path: string) => Promise<Image>;
  /**
   * Makes the recipes to save, one for each variant of output. They are disposed afterwards, like the
   * image they come from.
   */
  readonly make: (image: Image) => readonly Image[];
  /** How a variant is encoded, in the format that its file has. */
  readonly encode: (format: OutputFormat, variant: number) => EncodeOptions;
  /** Whether existing outputs are replaced instead of skipped. */
  readonly overwrite: boolean | "add";
  /** Whether to continue the partial output of an interrupted run; for HDF5 and Zarr only. Default false. */
  readonly resume?: boolean | undefined;
  /** Whether each result includes the measured memory beside its plan. Default false. */
  readonly measure?: boolean | undefined;
  /** Further files that `make` reads. No output may replace them either. */
  readonly alsoRead?: readonly string[];
}

export function saveTasks(job: SaveJob): Task[] {
  const folders = new FolderMaker();
  const guard = new InputGuard([...job.outputs.map(({ input }) => input.path), ...(job.alsoRead ?? [])]);
  return byInput(job.outputs).map((outputs) => ({
    input: outputs[0].input.path,
    outputs: outputs.length > 1 ? outputs.map(({ path }) => path) : undefined,
    run: (tell) => saveAll(outputs, { job, folders, guard, tell }),
  }));
}

interface Saving {
  readonly job: SaveJob;
  readonly folders: FolderMaker;
  readonly guard: InputGuard;
  readonly tell: (event: ResultEvent | ProgressEvent) => void;
}

/** Skips the outputs that exist already, and writes the others from one decode. */
async function saveAll(outputs: OutputsOfInput, { job, folders, guard, tell }: Saving): Promise<void> {
  const started = performance.now();
  const [{ input }] = outputs;
  const wanted: NamedOutput[] = [];
  for (const output of outputs) {
    if (job.overwrite) await guard.check(output.path);
    if (job.overwrite || !(await exists(output.path))) wanted.push(output);
    else tell({ kind: "skipped", input: input.path, ...nameIf(outputs.length > 1, output), reason: "exists" });
  }
  if (wanted.length === 0) return;
  using image = await job.open(input.path);
  for (const { path } of wanted) await folders.make(dirname(path));
  using made = makeAll(image, job.make);
  const pixels = image.width * image.height;
  const results = await save(wanted, made, job, hundredths(input.path, pixels, tell));
  const elapsedMs = performance.now() - started;
  for (const [index, { explanation, ...result }] of results.entries()) {
    if (index > 0) tell({ kind: "done", input: input.path, pixels: 0, result, elapsedMs: 0, again: true });
    else tell({ kind: "done", input: input.path, pixels, result: withPlan(result, explanation), elapsedMs });
  }
}

/** Reports each further hundredth, but not the last one: the result follows. */
function hundredths(input: string, pixels: number, tell: Saving["tell"]): (progress: Progress) => void {
  let last = 0;
  return ({ fraction }) => {
    const hundredth = Math.floor(fraction * 100);
    if (hundredth !== last && fraction < 1)
      tell({ kind: "progress", input, fraction, pixels: Math.round(pixels * fraction) });
    last = hundredth;
  };
}

function nameIf(several: boolean, { path }: NamedOutput): { readonly output?: string } {
  return several ? { output: path } : {};
}

function withPlan(result: SaveResult, explanation: SaveResult["explanation"]): SaveResult {
  return explanation === undefined ? result : { ...result, explanation };
}

async function save(
  wanted: readonly NamedOutput[],
  made: Made,
  job: SaveJob,
  onProgress: (progress: Progress) => void,
): Promise<readonly SaveResult[]> {
  const [output, ...others] = wanted;
  const { overwrite, measure, resume } = job;
  if (output === undefined) return [];
  const { path, format, variant = 0 } = output;
  const image = made.image(variant);
  const { outputs } = engineOf(image);
  if (others.length === 0) {
    // Photos are soon done, and there may be thousands.
    const listener = format === "tiff" || isStoreFormat(format) ? onProgress : undefined;
    const settings = { format, overwrite, resume, measure, onProgress: listener, progressEveryMs: 0 };
    return [await outputs.save(recipeOf(image), path, { ...job.encode(format, variant), ...settings })];
  }
  return await outputs.write(
    wanted.map((each) => described(each, made, job)),
    { measure },
  );
}

/** One of several outputs, ready to be written or explained. */
export function described(
  { path, format, variant = 0 }: NamedOutput,
  made: Made,
  { encode, overwrite }: SaveJob,
): Output {
  return made.image(variant).to(path, { ...encode(format, variant), format, overwrite });
}

/** The images of all variants. */
export interface Made extends Disposable {
  image(variant: number): Image;
}

export function makeAll(image: Image, make: SaveJob["make"]): Made {
  const images = make(image);
  return {
    image: (variant) => images[variant] as Image,
    [Symbol.dispose]: () => {
      for (const each of images) each.dispose();
    },
  };
}

async function exists(path: string): Promise<boolean> {
  return await lstat(path).then(
    () => true,
    () => false,
  );
}

/** Makes each output folder once. */
class FolderMaker {
  readonly #made = new Map<string, Promise<unknown>>();

  make(folder: string): Promise<unknown> {
    let made = this.#made.get(folder);
    if (made === undefined) {
      made = mkdir(folder, { recursive: true }).catch((error: unknown) => {
        throw outputFailure(folder, error);
      });
      this.#made.set(folder, made);
    }
    return made;
  }
}
