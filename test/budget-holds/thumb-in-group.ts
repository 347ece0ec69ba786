/**
 * Runs the built `sluice thumb` in a memory control group of exactly the budget's size, and collects its output.
 * Not here: making the group (test/support/machine/cgroup), or the pictures (test/support/picture/large-pictures).
 * Read next: test/budget-holds/large.process.test.ts.
 */
import { fileURLToPath } from "node:url";
import type { JsonEvent } from "../support/child/cli.ts";
import { type CgroupRun, cgroupsAvailable, inMemoryCgroup } from "../support/machine/cgroup.ts";

const command = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Why these tests cannot run here; undefined where they can. */
export const noGroups = cgroupsAvailable();

/** For the name of a `describe` that is then skipped. */
export const skipped = noGroups === undefined ? "" : ` (skipped: ${noGroups})`;

export interface GroupedThumb {
  readonly run: CgroupRun;
  readonly done: readonly JsonEvent[];
  readonly failed: readonly JsonEvent[];
  /** Undefined where the command did not finish. */
  readonly summary: JsonEvent | undefined;
}

/** `megabytes` is both the group's limit and the command's `--memory`. */
export async function thumbInGroup(megabytes: number, input: string, output: string): Promise<GroupedThumb> {
  const words = ["thumb", input, "-o", output, "--format", "jpeg", "--memory", `${megabytes}MB`, "--json"];
  const run = await inMemoryCgroup(megabytes * 1_000_000, process.execPath, [command, ...words], {
    timeoutMs: 25_000,
    env: { SLUICE_LIBVIPS: undefined, SLUICE_MEMORY: undefined },
  });
  const lines = run.stdout.split("\n").filter((line) => line.endsWith("}"));
  const events = lines.map((line) => JSON.parse(line) as JsonEvent);
  return {
    run,
    done: events.filter(({ kind }) => kind === "done"),
    failed: events.filter(({ kind }) => kind === "failed"),
    summary: events.find(({ kind }) => kind === "summary"),
  };
}
