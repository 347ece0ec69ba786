/**
 * Runs recipes for files and encoded bytes: plans them, asks the budget, decodes, encodes, and gives everything back.
 * Not here: each of these steps; this file is their order. Results that are no files are run/compute's.
 * Read next: run/admission/admission, run/lowering/stages, run/output/encode.
 */
import { extname } from "node:path";
import { isSluiceError } from "../core/errors.ts";
import type { AnyExplainOptions, AnySaveOptions, Outputs, SaveResult, WriteOptions } from "../graph/image/engine.ts";
import { refuseEncodeOptions } from "../graph/output/check-options.ts";
import { formatNamed, type OutputFormat, outputFormat, refuseFileFormat } from "../graph/output/encoding.ts";
import type { Explanation } from "../graph/output/explanation.ts";
import type { Output as DescribedOutput } from "../graph/output/output.ts";
import { headerOf, sourcesOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import type { ImageHandle } from "../native/object/image-handle.ts";
import { HandleScope } from "../native/operation/scope.ts";
import type { Output } from "../plan/request.ts";
import type { Admission, Admitted } from "./admission/admission.ts";
import { type Judged, strictFirst } from "./admission/strict-then-lenient.ts";
import { streamedOutput } from "./encoded-stream.ts";
import { decode } from "./lowering/stages.ts";
import { type Encoding, encodeToBytes } from "./output/encode.ts";
import { type FileOutput, outputFile, outputOf, outputWithPath, refuseOwnInput } from "./output/output-file.ts";
import { plannedOutputs, writeOutputs } from "./write-outputs.ts";

/** Gives an explanation a form to be shown in, such as text. */
export type Present = (explanation: Explanation) => Promise<Explanation>;

export class VipsOutputs implements Outputs {
  readonly #admission: Admission;
  readonly #present: Present;

  /** `present` makes what is told of a plan ready for users. */
  constructor(admission: Admission, present: Present) {
    this.#admission = admission;
    this.#present = present;
  }

  async save(recipe: RecipeNode, path: string, options: AnySaveOptions): Promise<SaveResult> {
    const format = options.format ?? outputFormat(extname(path));
    const overwrite = options.overwrite ?? true;
    refuseOwnInput(recipe, path, overwrite);
    const output = { ...outputOf(recipe, format, options, false), rowsInOrder: options.resume };
    try {
      await using file = await outputFile(path, output, options);
      const { plan, warnings, explain, freeing } = await this.#run(output, options, (scope, image, encoding) =>
        file.write(scope, image, encoding),
      );
      const sizeBytes = await file.finish();
      await freeing;
      const { width, height } = headerOf(output.recipe);
      const written = { path, format, width, height, sizeBytes, projected: plan.projected, warnings };
      return Object.freeze(
        explain === undefined ? written : { ...written, explanation: await this.#present(explain(path)) },
      );
    } catch (error) {
      throw isSluiceError(error, "output") && error.path === undefined ? outputWithPath(error, path) : error;
    }
  }

  async encode(recipe: RecipeNode, format: OutputFormat, options: AnySaveOptions): Promise<Uint8Array> {
    refuseFileFormat(format);
    const output = outputOf(recipe, format, options, true);
    const { result, freeing } = await this.#run(output, options, (scope, image, encoding) =>
      encodeToBytes(scope, image, { ...encoding, format }),
    );
    await freeing;
    return result;
  }

  async explain(recipe: RecipeNode, options: AnyExplainOptions): Promise<Explanation> {
    return await this.#present(await this.#admission.explain(explained(recipe, options), options.path));
  }

  async write(outputs: readonly DescribedOutput[], options: WriteOptions): Promise<readonly SaveResult[]> {
    return await writeOutputs(outputs, options, this.#admission, this.#present);
  }

  async explainAll(outputs: readonly DescribedOutput[]): Promise<Explanation> {
    return await this.#present(await this.#admission.explain(plannedOutputs(outputs), undefined));
  }

  async #run<T>(
    output: FileOutput,
    { signal, measure }: AnySaveOptions,
    finish: (scope: HandleScope, image: ImageHandle, encoding: Encoding) => Promise<T>,
  ): Promise<Finished<T>> {
    return await this.#admission.run({ output, signal, measure }, async (admitted) => {
      const { plan } = admitted;
      const { recipe, format } = output;
      const sources = sourcesOf(recipe);
      const header = headerOf(recipe);
      const judged = await strictFirst([recipe], admitted.failure, async (failOn) => {
        await using scope = new HandleScope();
        const image = await decode({ failOn, scope, recipe: plan.turned?.from ?? recipe, admitted, signal });
        const source = sources.length === 1 ? sources[0]?.source : undefined;
        const result = await finish(scope, image, { source, format, options: plan.options, header, plan, signal });
        return { result, freeing: scope.letGo() };
      });
      const { result, freeing } = judged.result;
      if (freeing !== undefined) admitted.shrinkTo(0, freeing);
      return { result, freeing, warnings: judged.warnings, plan, explain: admitted.explain };
    });
  }
}

interface Finished<T> extends Judged<T>, Pick<Admitted, "plan" | "explain"> {
  /** Of a pipeline that a worker thread still takes apart. */
  readonly freeing: Promise<void> | undefined;
}

function explained(
  recipe: RecipeNode,
  { path, format: wanted, stream = false, ...options }: AnyExplainOptions,
): Output {
  const format = wanted ?? (path === undefined ? usualFormat(recipe) : outputFormat(extname(path)));
  if (format === "pixels" || format === "strips") {
    refuseEncodeOptions(format, options);
    return { recipe, format, options: {}, toMemory: true };
  }
  return stream ? streamedOutput(recipe, format, options) : outputOf(recipe, format, options, path === undefined);
}

/** What a file is saved as when nobody says: as what it is, where that can be written. */
function usualFormat(recipe: RecipeNode): OutputFormat {
  const [source] = sourcesOf(recipe);
  return (source === undefined ? undefined : formatNamed(source.header.codec)) ?? "tiff";
}
