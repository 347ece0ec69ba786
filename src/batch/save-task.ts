/**
 * The tasks of a batch that makes one file of each input: opened, changed, and saved under the name found beforehand.
 * Not here: running them (batch/job), finding and naming the files (batch/find-inputs, batch/output-names).
 * Read next: batch/job, run/engine.
 */
import { lstat, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { EncodeOptions } from "../graph/encoding.ts";
import type { Image } from "../graph/image.ts";
import { outputFailure } from "../run/atomic-file.ts";
import type { DoneEvent, SkippedEvent } from "./events.ts";
import { InputGuard } from "./input-guard.ts";
import type { Task } from "./job.ts";
import type { OutputFile } from "./output-names.ts";

export interface SaveJob {
  readonly outputs: readonly OutputFile[];
  readonly open: (path: string) => Promise<Image>;
  /** The recipe to be saved; disposed afterwards, as the image it is given. */
  readonly make: (image: Image) => Image;
  readonly encode: EncodeOptions;
  /** Whether existing outputs are replaced instead of skipped. */
  readonly overwrite: boolean;
  /** Whether each result says what was measured beside its plan. Default false. */
  readonly measure?: boolean | undefined;
  /** Files that `make` reads beside the inputs: no output may replace them either. */
  readonly alsoRead?: readonly string[];
}

export function saveTasks(job: SaveJob): Task[] {
  const folders = new FolderMaker();
  const guard = new InputGuard([...job.outputs.map(({ input }) => input.path), ...(job.alsoRead ?? [])]);
  return job.outputs.map((output) => ({
    input: output.input.path,
    run: () => saveOne(output, job, folders, guard),
  }));
}

async function saveOne(
  { input, path, format }: OutputFile,
  { open, make, encode, overwrite, measure }: SaveJob,
  folders: FolderMaker,
  guard: InputGuard,
): Promise<DoneEvent | SkippedEvent> {
  const started = performance.now();
  if (!overwrite && (await exists(path))) return { kind: "skipped", input: input.path, reason: "exists" };
  if (overwrite) await guard.check(path);
  using image = await open(input.path);
  await folders.make(dirname(path));
  using made = make(image);
  const result = await made.save(path, { ...encode, format, overwrite, measure });
  const pixels = image.width * image.height;
  return { kind: "done", input: input.path, pixels, result, elapsedMs: performance.now() - started };
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
