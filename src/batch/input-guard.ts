/**
 * Keeps the inputs of a batch from being overwritten by its outputs, under whatever names they are reached.
 * Not here: an image's own input, which the engine refuses to overwrite for everybody.
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

  /** @throws {OutputError} when there is a file at `output`, and it is one of the inputs. */
  async check(output: string): Promise<void> {
    const identity = await identityOf(output);
    if (identity === undefined) return;
    // Only now: most batches meet no existing file.
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

/** The file that a name leads to, through links; undefined where there is none. */
async function identityOf(path: string): Promise<string | undefined> {
  return await stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => undefined,
  );
}
