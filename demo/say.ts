/**
 * What the demo tells while it works: steps with their time, and a dot for each second of a long one.
 * Not here: the output of the command that it shows (demo/command).
 * Read next: demo/main.
 */
import { formatBytes } from "../src/core/bytes.ts";

export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function heading(text: string): void {
  say(`\n${text}`);
}

/** Seconds since a moment, as text. */
export function secondsSince(startedMs: number): string {
  return `${((performance.now() - startedMs) / 1000).toFixed(1)} s`;
}

/** Does a step on one line: its name, dots while it lasts, its time and what came of it. */
export async function step(name: string, work: () => Promise<{ readonly sizeBytes?: number }>): Promise<void> {
  const started = performance.now();
  process.stdout.write(`  ${name} `);
  const dots = setInterval(() => process.stdout.write("."), 1000);
  try {
    const { sizeBytes } = await work();
    say(`${secondsSince(started)}${sizeBytes === undefined ? "" : `, ${formatBytes(sizeBytes)}`}`);
  } finally {
    clearInterval(dots);
  }
}
