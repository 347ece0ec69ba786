/**
 * The tasks of a batch that computes values of each input, such as an average, and writes no file.
 * Not here: running them (batch/job), or showing the values (cli/).
 * Read next: batch/job.
 */
import type { Image } from "../graph/image/image.ts";
import type { ValueEvent } from "./events.ts";
import type { Task } from "./job.ts";

export interface ValueJob {
  readonly inputs: readonly string[];
  readonly open: (path: string) => Promise<Image>;
  readonly find: (image: Image) => Promise<ValueEvent["value"]>;
}

export function valueTasks({ inputs, open, find }: ValueJob): Task[] {
  return inputs.map((input) => ({
    input,
    run: async (tell) => {
      const started = performance.now();
      using image = await open(input);
      const value = await find(image);
      const pixels = image.width * image.height;
      tell({ kind: "value", input, pixels, value, elapsedMs: performance.now() - started });
    },
  }));
}
