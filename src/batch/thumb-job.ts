/**
 * Makes the thumbnails of a list of files, side by side as far as the budget allows, one failure never stopping others.
 * Not here: finding and naming the files (batch/find-inputs, batch/output-names), or showing progress.
 * Read next: batch/events, run/engine.
 */
import { lstat, mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { Ledger } from "../budget/ledger.ts";
import type { PeakMeter } from "../budget/peak-meter.ts";
import type { EncodeOptions } from "../graph/encoding.ts";
import type { Engine, OpenOptions } from "../graph/engine.ts";
import { Image } from "../graph/image.ts";
import type { Box, ThumbnailOptions } from "../graph/thumbnail.ts";
import { outputFailure } from "../run/atomic-file.ts";
import type { BatchEvent, BatchSummary } from "./events.ts";
import { InputGuard } from "./input-guard.ts";
import type { OutputFile } from "./output-names.ts";
import { runSideBySide } from "./side-by-side.ts";

export interface ThumbJob {
  readonly outputs: readonly OutputFile[];
  readonly box: Box;
  readonly thumbnail: ThumbnailOptions;
  readonly encode: EncodeOptions;
  readonly open: Pick<OpenOptions, "failOn" | "limits">;
  /** Whether existing outputs are replaced instead of skipped. */
  readonly overwrite: boolean;
  /** Images in work at once at most; the budget may allow fewer. */
  readonly sideBySide: number;
}

export interface JobContext {
  readonly engine: Engine;
  readonly ledger: Ledger;
  readonly meter: PeakMeter;
  readonly onEvent: (event: BatchEvent) => void;
  /** Aborted: no further image is started, what runs is finished. */
  readonly stop: AbortSignal;
}

/** Runs the job to its end. Failures are events and counted; only a bug throws. */
export async function runThumbJob(job: ThumbJob, context: JobContext): Promise<BatchSummary> {
  const { meter, ledger, stop } = context;
  const started = performance.now();
  const counts = { done: 0, degraded: 0, skipped: 0, failed: 0, pixels: 0 };
  const tell = (event: BatchEvent): void => {
    count(counts, event);
    context.onEvent(Object.freeze(event));
  };
  const folders = new FolderMaker();
  const guard = new InputGuard(job.outputs.map(({ input }) => input.path));
  tell({ kind: "planned", total: job.outputs.length });
  meter.start();
  await runSideBySide(job.outputs, job.sideBySide, async (output) => {
    const input = output.input.path;
    if (stop.aborted) return tell({ kind: "skipped", input, reason: "stopped" });
    try {
      tell(await makeOne(output, job, { engine: context.engine, folders, guard }));
    } catch (error) {
      tell({ kind: "failed", input, error });
    }
  });
  meter.stop();
  const elapsedMs = performance.now() - started;
  return Object.freeze({ ...counts, elapsedMs, measured: meter.peak, allowed: ledger.allowed });
}

interface Helpers {
  readonly engine: Engine;
  readonly folders: FolderMaker;
  readonly guard: InputGuard;
}

async function makeOne(output: OutputFile, job: ThumbJob, { engine, folders, guard }: Helpers): Promise<BatchEvent> {
  const { input, path, format } = output;
  const started = performance.now();
  if (!job.overwrite && (await exists(path))) return { kind: "skipped", input: input.path, reason: "exists" };
  if (job.overwrite) await guard.check(path);
  using image = new Image(engine, await engine.open(input.path, job.open));
  await folders.make(dirname(path));
  using thumbnail = image.thumbnail(job.box, job.thumbnail);
  const result = await thumbnail.save(path, { ...job.encode, format, overwrite: job.overwrite });
  const pixels = image.width * image.height;
  return { kind: "done", input: input.path, pixels, result, elapsedMs: performance.now() - started };
}

function count(counts: Record<"done" | "degraded" | "skipped" | "failed" | "pixels", number>, event: BatchEvent): void {
  if (event.kind === "planned") return;
  counts[event.kind] += 1;
  if (event.kind !== "done") return;
  counts.pixels += event.pixels;
  if (event.result.warnings.length > 0) counts.degraded += 1;
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
