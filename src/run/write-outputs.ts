/**
 * Writes several files together: planned as one, admitted as one, and there under their names all together or not at all.
 * Not here: their order and what they share (run/lowering/passes), or one file alone (run/outputs).
 * Read next: run/lowering/passes, run/outputs.
 */
import { resolve } from "node:path";
import { isSluiceError, UsageError } from "../core/errors.ts";
import type { SaveResult, WriteOptions } from "../graph/image/engine.ts";
import type { Explanation } from "../graph/output/explanation.ts";
import { type Output, recipeOfOutput } from "../graph/output/output.ts";
import { headerOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import type { Admission } from "./admission/admission.ts";
import { strictFirst } from "./admission/strict-then-lenient.ts";
import { type Finish, runPasses } from "./lowering/passes.ts";
import { encodingOf } from "./output/encode.ts";
import { type FileOutput, fileOutput, outputFile, outputWithPath, refuseOwnInput } from "./output/output-file.ts";
import { ProgressReport } from "./output/progress-report.ts";
import type { OutputFile } from "./output/written-file.ts";

/** What the outputs are planned as, in their order. @throws {UsageError} where there is none, or two have one name. */
export function plannedOutputs(outputs: readonly Output[]): FileOutput[] {
  if (outputs.length === 0) throw new UsageError("there is no output to write", { cure: "Give one or more." });
  const paths = new Set<string>();
  for (const { path } of outputs) {
    const key = resolve(path).normalize("NFC").toLowerCase();
    if (paths.has(key)) {
      throw new UsageError(`${path} would be written more than once`, { cure: "Give each output a name of its own." });
    }
    paths.add(key);
  }
  return outputs.map((output) => ({
    ...fileOutput(recipeOfOutput(output), output.format, output.options, false),
    name: output.path,
  }));
}

/** The results in the order of the outputs. */
export async function writeOutputs(
  outputs: readonly Output[],
  { signal, measure }: WriteOptions,
  admission: Admission,
  present: (explanation: Explanation) => Promise<Explanation>,
): Promise<readonly SaveResult[]> {
  const planned = plannedOutputs(outputs);
  const recipes = planned.map(({ recipe }) => recipe);
  for (const { path, format, options } of outputs) {
    for (const recipe of recipes) refuseOwnInput(recipe, { path, format, overwrite: options.overwrite ?? true });
  }
  await using files = new FileGroup();
  for (const [index, { path, options }] of outputs.entries()) {
    await files.add(path, planned[index] as FileOutput, options);
  }
  await using run = await admission.begin({ output: planned, signal, measure });
  const reports = outputs.map(({ options }, index) =>
    ProgressReport.for(options, headerOf(recipes[index] as RecipeNode)),
  );
  const finish: Finish = async ({ index }, image, scope, plan) => {
    const { path, file } = files.at(index);
    const encoding = encodingOf(planned[index] as FileOutput, plan, { signal, progress: reports[index] });
    await file.write(scope, image, encoding).catch((error: unknown) => {
      throw isSluiceError(error, "output") && error.path === undefined ? outputWithPath(error, path) : error;
    });
  };
  const { warnings } = await strictFirst(run, (failOn) => runPasses({ outputs: planned, run, failOn, finish }));
  const sizes = await files.finish();
  for (const report of reports) report?.end();
  const measured = run.explain();
  const explanation = measured === undefined ? undefined : await present(measured);
  return outputs.map(({ path, format }, index) => {
    const { width, height } = headerOf(recipes[index] as RecipeNode);
    const sizeBytes = sizes[index] as number;
    const written = { path, format, width, height, sizeBytes, projected: run.plan.projected, warnings };
    return Object.freeze(explanation === undefined ? written : { ...written, explanation });
  });
}

interface NamedFile {
  readonly path: string;
  readonly file: OutputFile;
}

/** Files under temporary names, which get their final ones when all are complete. */
class FileGroup implements AsyncDisposable {
  readonly #files: NamedFile[] = [];

  async add(path: string, output: FileOutput, options: Output["options"]): Promise<void> {
    this.#files.push({ path, file: await outputFile(path, output, options) });
  }

  at(index: number): NamedFile {
    return this.#files[index] as NamedFile;
  }

  /** @returns their sizes in bytes. */
  async finish(): Promise<number[]> {
    const sizes: number[] = [];
    for (const { file } of this.#files) sizes.push(await file.finish());
    return sizes;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { file } of this.#files) await file[Symbol.asyncDispose]();
  }
}
