/**
 * Runs a TypeScript file of the tests in a fresh Node process and returns its output, parsed as JSON.
 * Not here: any limit on that process's memory or time; vitest's own timeout ends a test that hangs.
 * Read next: budget/ledger/leak-child, budget/measure/gauge-child.
 */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export async function runChild(name: string, ...nodeOptions: string[]): Promise<unknown> {
  const file = fileURLToPath(new URL(name, import.meta.url));
  // Node resolves tsx from the working directory, which is the project's root under vitest.
  const { stdout } = await promisify(execFile)(process.execPath, [...nodeOptions, "--import", "tsx", file]);
  return JSON.parse(stdout);
}
