/**
 * Runs the built `sluice` command as a user would, and shows the command and what it says.
 * Not here: judging what came of it (demo/main).
 * Read next: demo/main.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { say } from "./say.ts";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

const command = fileURLToPath(new URL("../dist/cli.js", import.meta.url));

/** Runs it to its end; each line is shown as it comes, unless the run is `quiet`. */
export async function sluice(words: readonly string[], { quiet = false } = {}): Promise<Outcome> {
  if (!quiet) say(`  $ sluice ${words.join(" ")}`);
  const child = spawn(process.execPath, [command, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => child.on("error", reject).on("close", resolve));
  const [stdout, stderr] = await Promise.all([gather(child.stdout, quiet), gather(child.stderr, quiet)]);
  return { code: await ended, stdout, stderr };
}

async function gather(stream: Readable, quiet: boolean): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: stream })) {
    lines.push(line);
    if (!quiet) say(`  | ${line}`);
  }
  return lines;
}
