/**
 * Runs the built `sluice` command in a process of its own, and collects its outcome.
 * Not here: building it; `npm test` does, and a build older than the source is announced.
 * Read next: src/cli/main.ts.
 */
import { type ChildProcessByStdio, spawn } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const command = join(root, "dist", "cli.js");

export interface CliOutcome {
  readonly code: number | null;
  /** Set when a signal ended the process. A process that takes too long ends with SIGKILL. */
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  /** Lines of stderr. */
  readonly lines: readonly string[];
}

export interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** User and group to run as; only root may choose. */
  readonly user?: number;
  /** Time after which it is killed. */
  readonly longestMs?: number;
}

/** Longer than any of these commands should take. */
const defaultLongestMs = 25_000;

export interface RunningCli {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly outcome: Promise<CliOutcome>;
}

/** Starts the command without a terminal. */
export function startSluice(
  words: readonly string[],
  { cwd, env = {}, user, longestMs = defaultLongestMs }: CliOptions = {},
): RunningCli {
  announceStaleBuild();
  const child = spawn(process.execPath, [command, ...words], {
    cwd,
    env: { ...process.env, SLUICE_LIBVIPS: undefined, SLUICE_MEMORY: undefined, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: longestMs,
    killSignal: "SIGKILL",
    ...(user === undefined ? {} : { uid: user, gid: user }),
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const outcome = new Promise<CliOutcome>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => {
      resolve({ code, signal, stdout, lines: stderr.split("\n").filter((line) => line !== "") });
    });
  });
  return { child, outcome };
}

/** Runs the command to its end. */
export function sluice(words: readonly string[], options: CliOptions = {}): Promise<CliOutcome> {
  return startSluice(words, options).outcome;
}

/** One line of `--json`; fields by kind. */
export interface JsonEvent {
  readonly kind: "budget" | "planned" | "done" | "skipped" | "failed" | "note" | "summary";
  readonly [field: string]: unknown;
}

/** The events of a run with `--json`. */
export function eventsOf({ stdout }: CliOutcome): JsonEvent[] {
  return stdout
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as JsonEvent);
}

let announced = false;

function announceStaleBuild(): void {
  if (announced) return;
  announced = true;
  if (!existsSync(command)) throw new Error("there is no dist/cli.js: run npm run build");
  const built = statSync(command).mtimeMs;
  const source = join(root, "src");
  const names = readdirSync(source, { recursive: true, encoding: "utf8" });
  const newer = names.filter((name) => name.endsWith(".ts") && statSync(join(source, name)).mtimeMs > built);
  if (newer.length > 0) process.stderr.write(`STALE BUILD: ${newer.join(", ")} changed; run npm run build\n`);
}
