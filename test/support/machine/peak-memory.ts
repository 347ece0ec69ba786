/**
 * Runs a command and measures its whole process: wall time, processor time, peak RSS and peak unreclaimable memory.
 * Not here: a limit on that memory (test/support/machine/cgroup), or systems without /proc; there it refuses.
 * Read next: test/support/machine/process-memory.ts, bench/shown/rounds.ts.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { type MemorySample, ProcessTree } from "./process-memory.ts";

export interface RunOptions {
  readonly cwd?: string | undefined;
  /** Added to this process's environment. A variable with the value undefined is removed. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
  /** A command that takes longer is killed. Default: no limit. */
  readonly timeoutMs?: number | undefined;
  /** Time between two samples. Default 5; a sample takes some 30 µs. */
  readonly intervalMs?: number | undefined;
  /** Called with every sample, for other measurements at the same times. */
  readonly onSample?: (() => void) | undefined;
}

/** The outcome and the costs of a command. All memory is in bytes. */
export interface MeasuredRun {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly wallMs: number;
  /** User and system time of the command, and of those children that it waited for. */
  readonly cpuMs: number;
  /** The kernel's own high-water mark, at most one interval before the end; includes file pages. */
  readonly peakRss: number;
  /** Anonymous and shared memory of all its processes together, by samples: a peak between two samples is missed. */
  readonly peakUnreclaimable: number;
}

/** Runs `command` to its end. Its processor time is exact only while this process runs no other command. */
export async function measureRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<MeasuredRun> {
  if (process.platform !== "linux") throw new Error("Measuring another process needs Linux's /proc.");
  const { cwd, env = {}, timeoutMs, intervalMs = 5, onSample } = options;
  const cpuBefore = childrenCpuMs();
  const started = performance.now();
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    timeout: timeoutMs,
    killSignal: "SIGKILL",
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (text: string) => {
      texts[name] += text;
    });
  }
  const peak: { -readonly [K in keyof MemorySample]: number } = { peakRss: 0, unreclaimable: 0 };
  const tree = new ProcessTree(child.pid ?? 0);
  const timer = setInterval(() => {
    const sample = tree.sample();
    peak.peakRss = Math.max(peak.peakRss, sample.peakRss);
    peak.unreclaimable = Math.max(peak.unreclaimable, sample.unreclaimable);
    onSample?.();
  }, intervalMs);
  let wallMs = 0;
  try {
    const { code, signal } = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>(
      (resolve, reject) => {
        child.on("error", reject);
        child.on("exit", () => {
          wallMs = performance.now() - started;
          clearInterval(timer);
        });
        child.on("close", (code, signal) => resolve({ code, signal }));
      },
    );
    const cpuMs = childrenCpuMs() - cpuBefore;
    const { peakRss, unreclaimable: peakUnreclaimable } = peak;
    return { exitCode: code, signal, ...texts, wallMs, cpuMs, peakRss, peakUnreclaimable };
  } finally {
    clearInterval(timer);
  }
}

/**
 * Processor time of all children that have ended and were waited for; fields 16 and 17 of proc_pid_stat(5), in ticks.
 */
function childrenCpuMs(): number {
  const stat = readFileSync("/proc/self/stat", "latin1");
  // The name in field 2 may contain anything, including blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[13]) + Number(fields[14])) * tickMs;
}

/** USER_HZ is 100 on every architecture that Node runs on. */
const tickMs = 10;
