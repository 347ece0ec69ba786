/**
 * Runs recipes for files and encoded bytes: plans them, asks the budget, decodes, encodes, and gives everything back.
 * Not here: each of these steps; this file is their order. Results that are no files are run/compute's.
 * Read next: run/admission/admission, run/lowering/stages, run/output/encode.
 */
import { isSluiceError } from "../core/errors.ts";
import type {
  AnyExplainOptions,
  AnySaveOptions,
  OfFormat,
  Outputs,
  SaveResult,
  WriteOptions,
} from "../graph/image/engine.ts";
import { refuseEncodeOptions } from "../graph/output/check-options.ts";
import { formatNamed, formatOfFile, type OutputFormat, refuseFileFormat } from "../graph/output/encoding.ts";
import type { Explanation } from "../graph/output/explanation.ts";
import type { Output as DescribedOutput } from "../graph/output/output.ts";
import { headerOf, sourcesOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import type { Output } from "../plan/request.ts";
import type { Admission } from "./admission/admission.ts";
import { strictFirst } from "./admission/strict-then-lenient.ts";
import { streamedOutput } from "./encoded-stream.ts";
import { decode } from "./lowering/stages.ts";
import { encodeToBytes, encodingOf } from "./output/encode.ts";
import { fileOutput, outputFile, outputWithPath, refuseOwnInput } from "./output/output-file.ts";
import { ProgressReport } from "./output/progress-report.ts";
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

  async save(recipe: RecipeNode, path: string, options: AnySaveOptions & OfFormat): Promise<SaveResult> {
    const { format, overwrite = true } = options;
    refuseOwnInput(recipe, { path, format, overwrite });
    const output = { ...fileOutput(recipe, format, options, false), rowsInOrder: options.resume };
    const progress = ProgressReport.for(options, headerOf(output.recipe));
    try {
      await using file = await outputFile(path, output, options);
      await using run = await this.#admission.begin({ output, ...options });
      const { warnings } = await strictFirst(run, async (failOn) => {
        const image = await decode(run, failOn);
        await file.write(run.scope, image, encodingOf(output, run.plan, { signal: run.signal, progress }));
      });
      // Finishing the file needs neither memory nor threads of the budget.
      await run.end();
      const sizeBytes = await file.finish();
      const { width, height } = headerOf(output.recipe);
      const written = { path, format, width, height, sizeBytes, projected: run.plan.projected, warnings };
      const explanation = run.explain(path);
      progress?.end();
      return Object.freeze(
        explanation === undefined ? written : { ...written, explanation: await this.#present(explanation) },
      );
    } catch (error) {
      throw isSluiceError(error, "output") && error.path === undefined ? outputWithPath(error, path) : error;
    }
  }

  async encode(recipe: RecipeNode, format: OutputFormat, options: AnySaveOptions): Promise<Uint8Array> {
    refuseFileFormat(format);
    const output = { ...fileOutput(recipe, format, options, true), format };
    const progress = ProgressReport.for(options, headerOf(output.recipe));
    await using run = await this.#admission.begin({ output, ...options });
    const { result } = await strictFirst(run, async (failOn) => {
      const image = await decode(run, failOn);
      return await encodeToBytes(run.scope, image, encodingOf(output, run.plan, { signal: run.signal, progress }));
    });
    progress?.end();
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
}

function explained(
  recipe: RecipeNode,
  { path, format: wanted, stream = false, ...options }: AnyExplainOptions,
): Output {
  const format = wanted ?? (path === undefined ? ownFormat(recipe) : formatOfFile(path, undefined));
  if (format === "pixels" || format === "strips") {
    refuseEncodeOptions(format, options);
    return { recipe, format, options: {}, toMemory: true };
  }
  return stream ? streamedOutput(recipe, format, options) : fileOutput(recipe, format, options, path === undefined);
}

/** What a file is saved as when nobody says: as what it is, where that can be written. */
function ownFormat(recipe: RecipeNode): OutputFormat {
  const [source] = sourcesOf(recipe);
  return (source === undefined ? undefined : formatNamed(source.header.codec)) ?? "tiff";
}
