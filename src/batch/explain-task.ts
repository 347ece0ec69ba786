/**
 * Explains each image of a batch instead of running it: opens it, applies the changes, and plans it
 * under its final name.
 * Not here: showing it (cli/tasks/explain-all), or running it (batch/save-task).
 * Read next: batch/save-task, graph/output/explanation.
 */
import { engineOf } from "../graph/image/image.ts";
import type { Explanation } from "../graph/output/explanation.ts";
import { byInput, type OutputsOfInput } from "./output-names.ts";
import { described, makeAll, type SaveJob } from "./save-task.ts";

/** One image to explain. */
export interface ExplainTask {
  readonly input: string;
  /** Reads the header, and no pixels. */
  explain(): Promise<Explanation>;
}

export function explainTasks(job: SaveJob): ExplainTask[] {
  return byInput(job.outputs).map((outputs) => ({
    input: outputs[0].input.path,
    explain: () => explainOne(outputs, job),
  }));
}

async function explainOne(outputs: OutputsOfInput, job: SaveJob): Promise<Explanation> {
  using image = await job.open(outputs[0].input.path);
  using made = makeAll(image, job.make);
  const [output, ...others] = outputs;
  const { path, format, variant = 0 } = output;
  if (others.length === 0) return await made.image(variant).explain({ ...job.encode(format, variant), path, format });
  return await engineOf(image).outputs.explainAll(outputs.map((each) => described(each, made, job)));
}
