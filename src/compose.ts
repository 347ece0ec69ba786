/**
 * Joins the layers: one budget, one engine and one native library for the process.
 * Not here: anything that could be in a layer of its own.
 * Read next: index, run/engine.
 */
import { availableParallelism } from "node:os";
import { type ImagesInput, type ImagesOptions, openImages } from "./batch/open-images.ts";
import type { Allocator } from "./budget/guard/allocator.ts";
import { Backstop, type Overrun } from "./budget/guard/backstop.ts";
import { FreedMemory } from "./budget/guard/freed-memory.ts";
import { Ledger } from "./budget/ledger/ledger.ts";
import type { Reservation } from "./budget/ledger/reservation.ts";
import { type MemoryLimit, memoryLimit } from "./budget/limit/limits.ts";
import { processMemory, reserveProcess, reserveThread } from "./budget/limit/own-memory.ts";
import { type Share, type ShareOptions, takeShare } from "./budget/limit/share.ts";
import { type Gauge, processGauge } from "./budget/measure/gauge.ts";
import { type BudgetStatus, budgetStatus } from "./budget/measure/status.ts";
import { ProcessLedger } from "./budget/threads/process-ledger.ts";
import { type Bytes, bytes, formatBytes, toBytes } from "./core/bytes.ts";
import { UsageError } from "./core/errors.ts";
import { checkOptionNames, type OptionNames } from "./core/option-names.ts";
import type { Engine, ImageInput, OpenOptions, Operations, SaveResult, WriteOptions } from "./graph/image/engine.ts";
import { type Image, imageOf } from "./graph/image/image.ts";
import type { Explanation } from "./graph/output/explanation.ts";
import type { Output } from "./graph/output/output.ts";
import { nativeAllocator } from "./native/library/allocator.ts";
import { setTileHeight, tileHeight } from "./native/library/tile-height.ts";
import { handleTable, releaseHandles } from "./native/object/live-handles.ts";
import { endIdleCallbackThreads } from "./native/thread/callback-thread.ts";
import { endExtraWorkers, limitWorkers, warmWorkers } from "./native/thread/run-in-worker.ts";
import { threadBetween } from "./plan/cost/pipeline.ts";
import { tileHeightFor } from "./plan/cost/tile-lines.ts";
import { allFreed } from "./run/admission/pending-release.ts";
import type { Resources } from "./run/admission/resources.ts";
import { VipsEngine } from "./run/engine.ts";
import { endIdleKernelThreads } from "./run/kernel/thread.ts";
import type { Settings, Usage } from "./settings.ts";

/** A composed process: what the command line shows beside what it runs. */
export interface Composition extends Resources {
  /**
   * Images in work at once. When there are more images than threads, each has one thread, and two more images than
   * there are threads are under way, so that a file being opened or synced leaves no processor idle.
   */
  readonly imagesAtOnce: number;
  readonly limit: MemoryLimit;
  readonly allocator: Allocator;
  /** What this thread holds for good, where the rest of the process was measured without it. */
  readonly own: Reservation | undefined;
}

let settings: Settings = {};
let composition: Promise<Composition> | undefined;
let openGauge: Gauge | undefined;
let relieve = (): void => {};
/** Of instances beside the default one. */
const overrunListeners = new Set<(overrun: Overrun) => void>();
/** What this thread holds for good is part of what was measured, or reserved beside it. */
let started = false;
let isMeasured = false;

const processLedger = new ProcessLedger({
  allowed: () => limitOf(settings.memory).allowed,
  found: (ledger, known) => {
    isMeasured = started && known === undefined;
    const own = reserveProcess(ledger, known ?? processMemory(gauge().now().measured));
    const onOverrun = (overrun: Overrun): void => {
      for (const hear of [settings.onOverrun, ...overrunListeners]) hear?.(overrun);
    };
    new Backstop(ledger, gauge(), { relieve: () => relieve(), onOverrun });
    return own;
  },
  estates: {
    own: handleTable,
    clear: (left) => {
      releaseHandles(left);
      relieve();
    },
  },
});

/** The engine of an instance, which has settings of its own. */
export function makeEngine(resources: () => Promise<Resources>, own: () => Settings): Engine {
  return new VipsEngine(
    resources,
    () => ({
      untrusted: own().untrusted ?? settings.untrusted,
      // Asking for what is in the environment takes longer than all the rest of an operation's call.
      get checkViews() {
        return own().checkViews ?? settings.checkViews ?? process.env["SLUICE_CHECK_VIEWS"] === "1";
      },
    }),
    // Loaded only where somebody asks.
    async (explanation) => (await import("./report/text/readable.ts")).readable(explanation),
  );
}

/** Calls a listener of an instance as `onOverrun` of the default one is called. */
export function hearOverruns(listener: (overrun: Overrun) => void): void {
  overrunListeners.add(listener);
}

export const engine: Engine = makeEngine(
  () => compose(),
  () => settings,
);
/** What the loaded library can do. */
export const operations: Operations = engine.operations;

/**
 * Sets the budget and the threads of this process. Before the first image is run.
 * @throws {UsageError} when work has begun, or a value is out of range.
 */
export function configure(changes: Settings): void {
  if (composition !== undefined || processLedger.isOpen) {
    throw new UsageError("configure() came after the first image was run", { cure: "Call it first." });
  }
  checkSettings(changes);
  settings = { ...settings, ...changes };
}

const settingNames: OptionNames<Settings> = {
  memory: true,
  threads: true,
  forceScratch: true,
  disk: true,
  untrusted: true,
  checkViews: true,
  onOverrun: true,
};

/** @throws {UsageError} when a value is out of range, or a name unknown. */
export function checkSettings(changes: Settings): void {
  checkOptionNames("configure", changes, settingNames);
  const { memory, disk, threads } = changes;
  if (memory !== undefined) toBytes(memory);
  if (disk !== undefined) toBytes(disk);
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1 && threads <= 1024)) {
    throw new UsageError(`threads is ${threads} and must be a whole number from 1 to 1024`, { cure: "Leave it out." });
  }
}

/**
 * Takes a part of the budget for a child process, so that both together stay inside it: start the child with the share's
 * `env`, and dispose of the share when the child has ended. A child without one takes the whole budget for itself.
 *
 * @example
 * const part = await share("256MB");
 * const child = fork("worker.js", { env: { ...process.env, ...part.env } });
 * child.once("exit", () => part.dispose());
 */
export async function share(size: number | string, options: ShareOptions = {}): Promise<Share> {
  const wanted = toBytes(size);
  await processLedger.open();
  return await takeShare(processLedger.budget, wanted, options);
}

/**
 * How much of the budget is taken just now: for a service's metrics, or to see that a job has given everything back.
 *
 * @example
 * const { allowed, process, reserved, measured } = await budget();
 */
export async function budget(): Promise<BudgetStatus> {
  const { ledger } = await compose();
  await allFreed();
  return budgetStatus(ledger, gauge());
}

/** Opens an image: reads its header, and nothing more. */
export async function open(input: ImageInput, options: OpenOptions = {}): Promise<Image> {
  return imageOf(engine, await engine.open(input, options));
}

/**
 * Opens many images, one after the other as they are asked for: their headers, and nothing more. Files of folders and
 * patterns come sorted by folder and name, each once.
 *
 * @example
 * for await (const image of images("photos/")) await image.thumbnail(500).save(`thumbs/${basename(image.path)}`);
 *
 * @throws {UsageError} when an input matches nothing, and whatever `open` throws, unless `onError` says otherwise.
 */
export function images(inputs: ImagesInput, options: ImagesOptions = {}): AsyncGenerator<Image, void, undefined> {
  return openImages(inputs, options, open);
}

/**
 * Writes several files together: what they have in common (a decode, an operation) is computed once, inside the budget.
 * All of them appear, or none. Results in the order of the outputs.
 *
 * @example
 * await write([photo.thumbnail(320).to("s.webp"), photo.thumbnail(1280).to("l.webp"), photo.to("copy.tif")]);
 *
 * @throws {BudgetError} when one of them can never fit. @throws {DecodeError} when an input is broken.
 * @throws {OutputError} when a file cannot be written. @throws {UsageError} when two outputs have one name.
 */
export async function write(outputs: readonly Output[], options: WriteOptions = {}): Promise<readonly SaveResult[]> {
  return await engine.outputs.write(outputs, options);
}

/** What {@link write} would do and hold, stage by stage, without running it. */
export async function explain(outputs: readonly Output[]): Promise<Explanation> {
  return await engine.outputs.explainAll(outputs);
}

/** Begins to load libvips and to start worker threads, while the caller still finds out what there is to do. */
export function prepare({ imagesAtOnce = 1 }: Usage = {}): void {
  const { threads = availableParallelism() } = settings;
  // What goes wrong here goes wrong again in compose(), where it is reported.
  warmWorkers(Math.min(threads, imagesAtOnce)).catch(() => {});
}

/** The budget of the process and the resources of this thread, made on first use. */
export function compose(usage: Usage = {}): Promise<Composition> {
  composition ??= start(settings, usage);
  return composition;
}

async function start(
  { memory, threads = availableParallelism(), forceScratch = false, disk = process.env["SLUICE_DISK"] }: Settings,
  { imagesAtOnce: max = 1, allocator = nativeAllocator() }: Usage,
): Promise<Composition> {
  const computing = Math.max(1, Math.min(threads, max));
  const limit = limitOf(memory);
  allocator.tune(limit.allowed);
  if (max > 1) limitWorkers(computing);
  await warmWorkers(computing);
  started = true;
  const { budget: ledger } = processLedger;
  const endThreads = (max: number): Bytes =>
    bytes((endIdleCallbackThreads(max) + endExtraWorkers(max) + endIdleKernelThreads(max)) * threadBetween);
  const freedMemory = new FreedMemory(ledger, { gauge: gauge(), allocator, endThreads });
  relieve = () => freedMemory.giveBack();
  await processLedger.open();
  const rows = tileHeightFor(ledger.allowed);
  if (rows !== undefined) setTileHeight(rows);
  if (memory !== undefined && ledger.allowed !== limit.allowed) warnOfOtherBudget(limit.allowed, ledger.allowed);
  const own = isMeasured ? undefined : await reserveThread(ledger, computing);
  return {
    ledger,
    threads: computing > 1 ? 1 : threads,
    tileHeight: tileHeight(),
    scratch: { forced: forceScratch, disk: disk === undefined || disk === "" ? undefined : new Ledger(toBytes(disk)) },
    imagesAtOnce: Math.min(max, computing + 2),
    freedMemory,
    allocator,
    limit: { ...limit, allowed: ledger.allowed },
    gauge: gauge(),
    own,
  };
}

function gauge(): Gauge {
  openGauge ??= processGauge();
  return openGauge;
}

function limitOf(memory: Settings["memory"]): MemoryLimit {
  return memoryLimit(memory === undefined ? {} : { asked: toBytes(memory) });
}

/** The main thread's word counts, or that of the first thread where the main thread does not use Sluice. */
function warnOfOtherBudget(asked: Bytes, allowed: Bytes): void {
  process.emitWarning(
    `this thread asked for a budget of ${formatBytes(asked)}, and that of the process is ${formatBytes(allowed)}: ` +
      "it is set once for all threads",
    { code: "SLUICE_BUDGET" },
  );
}
