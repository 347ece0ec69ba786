/**
 * Makes one value of all tiles of an image: by a function here, tile after tile, or by a module's in several threads.
 * Not here: how windows are made and worked on (run/kernel/window-pump).
 * Read next: run/kernel/window-pump, run/row-stream.
 */
import { UsageError } from "../core/errors.ts";
import { whenAborted } from "../core/when-aborted.ts";
import type { Fold, RunOptions } from "../graph/image/engine.ts";
import { isModuleKernel } from "../graph/recipe/kernel.ts";
import { headerOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import { kernelWindows } from "../plan/cost/kernel.ts";
import type { Admission } from "./admission/admission.ts";
import type { KernelLayout } from "./kernel/layout.ts";
import { WindowPump } from "./kernel/window-pump.ts";
import { kernelWork } from "./kernel/work.ts";
import { RowStream } from "./row-stream.ts";

/** @throws {KernelError} when the kernel fails. @throws {UsageError} for values of threads that nobody puts together. */
export async function foldTiles(
  admission: Admission,
  recipe: RecipeNode,
  { call, init, merge }: Fold,
  { signal }: RunOptions,
): Promise<unknown> {
  const isModule = isModuleKernel(call.code);
  if (isModule && merge === undefined) {
    throw new UsageError("a fold in worker threads was given nothing to put their values together", {
      cure: "Pass combine: (value, next) => … beside step.",
    });
  }
  const header = headerOf(recipe);
  const { bands, format } = header;
  const kind = { bands, format };
  const layout: KernelLayout = { form: "fold", inputs: [kind], output: undefined, halo: call.halo };
  await using stream = await RowStream.open(admission, { recipe, assembled: 0, fold: call, signal });
  const { threads } = stream;
  const windows = kernelWindows([header], undefined, call, threads);
  const work = { call, layout, workers: windows.workers, init };
  const pump = new WindowPump({
    source: stream,
    windows,
    layout,
    kind,
    work: (memory) => kernelWork({ ...work, memory }),
  });
  let value = init();
  const unhear = whenAborted(signal, () => pump.stop());
  try {
    for (let done = await pump.next(); done !== undefined; done = await pump.next()) {
      value = isModule ? merge?.(value, done.value) : done.value;
    }
    return value;
  } finally {
    unhear();
    stream.stop();
    await pump[Symbol.asyncDispose]();
    signal?.throwIfAborted();
  }
}
