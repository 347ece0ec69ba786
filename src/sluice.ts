/**
 * Independent instances of Sluice in one process, each with settings and a budget of its own within the process's.
 * Not here: the default instance, which the functions of the package are (compose).
 * Read next: compose, budget/ledger/sub-budget.
 */
import { type ImagesInput, type ImagesOptions, openImages } from "./batch/open-images.ts";
import { Ledger } from "./budget/ledger/ledger.ts";
import { SubBudget } from "./budget/ledger/sub-budget.ts";
import { type Share, type ShareOptions, takeShare } from "./budget/limit/share.ts";
import { type BudgetStatus, budgetStatus } from "./budget/measure/status.ts";
import { checkSettings, compose, hearOverruns, makeEngine } from "./compose.ts";
import { toBytes } from "./core/bytes.ts";
import type { ImageInput, OpenOptions, SaveResult, WriteOptions } from "./graph/image/engine.ts";
import { imageOf } from "./graph/image/image.ts";
import { type ImageStatics, imageStatics } from "./graph/image/image-statics.ts";
import type { Explanation } from "./graph/output/explanation.ts";
import type { Output } from "./graph/output/output.ts";
import type { Image } from "./operations.ts";
import { allFreed } from "./run/admission/pending-release.ts";
import type { Resources } from "./run/admission/resources.ts";
import type { Settings } from "./settings.ts";

/** Sluice with settings of its own. Each method does what the function of that name does. */
export interface Sluice {
  /** What there is without an image: creators, pixels from arrays, recipes from JSON. */
  readonly Image: ImageStatics;
  open(input: ImageInput, options?: OpenOptions): Promise<Image>;
  images(inputs: ImagesInput, options?: ImagesOptions): AsyncGenerator<Image, void, undefined>;
  write(outputs: readonly Output[], options?: WriteOptions): Promise<readonly SaveResult[]>;
  explain(outputs: readonly Output[]): Promise<Explanation>;
  /** Of this instance: what it may take, and what of that is taken. `measured` is of the whole process. */
  budget(): Promise<BudgetStatus>;
  share(size: number | string, options?: ShareOptions): Promise<Share>;
}

/**
 * An instance of Sluice with its own settings, so that two packages in one process, or two tests, need not agree on
 * {@link configure}. Images belong to the instance that opened or made them; what is made of them does, too.
 *
 * `memory` is what the images of this instance may take together. It comes out of the budget of the process, which
 * `configure` sets: all instances together never take more than that. Without it, the instance has as much as the process.
 * The threads that compute, the allocator and the height of libvips' tiles are the process's and follow its budget.
 *
 * @example
 * const thumbnails = createSluice({ memory: "64MB", threads: 1 });
 * const photo = await thumbnails.open("photo.jpg");
 * await photo.thumbnail(500).save("thumb.webp");
 *
 * @throws {UsageError} when a value is out of range.
 */
export function createSluice(settings: Settings = {}): Sluice {
  checkSettings(settings);
  const own: Settings = Object.freeze({ ...settings });
  if (own.onOverrun !== undefined) hearOverruns(own.onOverrun);
  let resources: Promise<Resources> | undefined;
  const having = (): Promise<Resources> => {
    resources ??= resourcesOf(own);
    return resources;
  };
  const engine = makeEngine(having, () => own);
  const open = async (input: ImageInput, options: OpenOptions = {}): Promise<Image> =>
    imageOf(engine, await engine.open(input, options));
  return Object.freeze({
    Image: imageStatics(engine),
    open,
    images: (inputs: ImagesInput, options: ImagesOptions = {}) => openImages(inputs, options, open),
    write: (outputs: readonly Output[], options: WriteOptions = {}) => engine.outputs.write(outputs, options),
    explain: (outputs: readonly Output[]) => engine.outputs.explainAll(outputs),
    budget: async () => {
      const { ledger, gauge } = await having();
      await allFreed();
      return budgetStatus(ledger, gauge);
    },
    share: async (size: number | string, options: ShareOptions = {}) => {
      const wanted = toBytes(size);
      return await takeShare((await having()).ledger, wanted, options);
    },
  });
}

/** What is not set is as the process has it. */
async function resourcesOf({ memory, threads, forceScratch, disk }: Settings): Promise<Resources> {
  const whole = await compose();
  return {
    ...whole,
    ledger: memory === undefined ? whole.ledger : new SubBudget(whole.ledger, toBytes(memory)),
    threads: threads ?? whole.threads,
    scratch: {
      forced: forceScratch ?? whole.scratch.forced,
      disk: disk === undefined ? whole.scratch.disk : new Ledger(toBytes(disk)),
    },
  };
}
