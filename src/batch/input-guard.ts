/**
 * Protects the inputs of a batch from being overwritten by its outputs, whatever path leads to them.
 * Not here: an image's own input; the engine itself refuses to overwrite that.
 * Read next: batch/save-task.
 */
import { stat } from "node:fs/promises";
import { OutputError } from "../core/errors.ts";

export class InputGuard {
  readonly #paths: readonly string[];
  #inputs: Promise<ReadonlyMap<string, string>> | undefined;

  constructor(paths: readonly string[]) {
    this.#paths = paths;
  }

  /** @throws {OutputError} when `output` exists and is one of the inputs. */
  async check(output: string): Promise<void> {
    const identity = await identityOf(output);
    if (identity === undefined) return;
    // On demand only: in most batches no output exists yet.
    this.#inputs ??= this.#identify();
    const input = (await this.#inputs).get(identity);
    if (input === undefined) return;
    throw new OutputError(`it is the same file as the input ${input}`, {
      path: output,
      cure: "Choose another output; the input would be lost.",
    });
  }

  async #identify(): Promise<ReadonlyMap<string, string>> {
    const identities = new Map<string, string>();
    for (const path of this.#paths) {
      const identity = await identityOf(path);
      if (identity !== undefined && !identities.has(identity)) identities.set(identity, path);
    }
    return identities;
  }
}

/** Identifies the file that a path leads to, through links; undefined if there is none. */
async function identityOf(path: string): Promise<string | undefined> {
  return await stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => undefined,
  );
}
