/**
 * Explains each image of a batch instead of running it: opened, changed, and planned under the name found beforehand.
 * Not here: showing it (cli/explain), or running it (batch/save-task).
 * Read next: batch/save-task, graph/explanation.
 */
import type { Explanation } from "../graph/explanation.ts";
import type { OutputFile } from "./output-names.ts";
import type { SaveJob } from "./save-task.ts";

/** One image that could be run. */
export interface ExplainTask {
  readonly input: string;
  /** Reads the header, and no pixels. */
  explain(): Promise<Explanation>;
}

export function explainTasks(job: SaveJob): ExplainTask[] {
  return job.outputs.map((output) => ({ input: output.input.path, explain: () => explainOne(output, job) }));
}

async function explainOne({ input, path, format }: OutputFile, { open, make, encode }: SaveJob): Promise<Explanation> {
  using image = await open(input.path);
  using made = make(image);
  return await made.explain({ ...encode, path, format });
}
