/**
 * Runs a TypeScript file of test/support in a Node process of its own, and collects its outcome.
 * Not here: what the child does.
 * Read next: test/support/child/native-child.ts.
 */
import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

export interface ChildOutcome {
  readonly code: number | null;
  /** Set when the child had to be killed, or a signal ended it. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A child that takes longer is killed, and the outcome has the signal. */
const longestMs = 25_000;

/** Runs `name` with words as its arguments. A variable with the value undefined is removed from the environment. */
export function runChild(
  name: string,
  words: readonly string[],
  variables: Readonly<Record<string, string | undefined>> = {},
): Promise<ChildOutcome> {
  const file = fileURLToPath(new URL(name, import.meta.url));
  const env = { ...process.env, SLUICE_LIBVIPS: undefined, ...variables };
  const child = spawn(process.execPath, ["--import", "tsx", file, ...words], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
    timeout: longestMs,
    killSignal: "SIGKILL",
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
}
