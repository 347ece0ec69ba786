/**
 * One of Sluice's commands in a memory control group of exactly its budget, as a contender beside
 * peers without a limit.
 * Not here: the jobs (bench/blur, bench/rotate), or the groups themselves (test/support/machine/cgroup).
 * Read next: bench/shown/rounds.ts.
 */
import { parseArgs } from "node:util";
import { formatBytes } from "../../src/core/bytes.ts";
import { type CgroupRun, cgroupsAvailable, inMemoryCgroup } from "../../test/support/machine/cgroup.ts";
import { sizes } from "../budget/case.ts";
import { writeInput } from "../budget/inputs.ts";
import { inFolder } from "../pictures/in-folder.ts";
import { writeSection } from "../shown/results-section.ts";
import { type Contender, compare, type Result } from "../shown/rounds.ts";

/** As a command-line word, and as the group's limit. */
export interface GroupBudget {
  readonly text: string;
  readonly bytes: number;
}

/** @throws {Error} if no group can be made. */
export function groupBudget(memory: string): GroupBudget {
  const noGroups = cgroupsAvailable();
  if (noGroups !== undefined) throw new Error(`This bench needs a control group: ${noGroups}`);
  const megabytes = Number.parseInt(memory, 10);
  return { text: `${megabytes}MB`, bytes: megabytes * 1e6 };
}

export interface GroupBench {
  /** The name of its section in bench/results. */
  readonly section: string;
  /** Results go into `folder`, which is deleted afterwards. */
  contenders(input: string, folder: string, budget: GroupBudget): readonly Contender[];
  report(results: readonly Result[], folder: string, budget: GroupBudget): Promise<string>;
}

/**
 * Runs contenders over one JPEG of 268 megapixels, some of them in a group. `args` are the words
 * after the bench's name.
 */
export async function runInGroup(args: readonly string[], { section, contenders, report }: GroupBench): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "5" },
      memory: { type: "string", default: "96" },
      write: { type: "boolean", default: false },
    },
  });
  const budget = groupBudget(values.memory);
  const input = await writeInput("jpeg 4:2:0", sizes["268 MP"]);
  await inFolder(async (folder) => {
    const results = await compare(contenders(input, folder, budget), Number(values.rounds));
    const text = await report(results, folder, budget);
    process.stdout.write(text);
    if (values.write) writeSection(`${section}.md`, section, `\`\`\`\n${text.trim()}\n\`\`\``);
  });
}

/** `args`: Node's arguments, starting with the command's file. The budget is added. */
export function contenderInGroup(name: string, args: readonly string[], { text, bytes }: GroupBudget): Contender {
  const env = { SLUICE_MEMORY: undefined, SLUICE_LIBVIPS: undefined };
  const command = process.execPath;
  const within = [...args, "--memory", text];
  return { name, command, args, measure: () => inMemoryCgroup(bytes, command, within, { env }) };
}

/** How many runs of a contender in a group survived, and their highest memory. */
export function survivalText(name: string, results: readonly Result[], { text }: GroupBudget): string {
  const runs = (results.find((result) => result.name === name)?.runs ?? []) as readonly CgroupRun[];
  const survived = runs.filter(({ killed, exitCode }) => !killed && exitCode === 0).length;
  const anonymous = formatBytes(Math.max(...runs.map(({ peakAnonymous }) => peakAnonymous)));
  return `${name} (${text}): ${survived} of ${runs.length} runs survived, at most ${anonymous} anonymous.`;
}

/** The median time of one contender, relative to others. */
export function mediansText(one: string, others: readonly string[], results: readonly Result[]): string {
  const median = (wanted: string): number =>
    results.find(({ name }) => name === wanted)?.spreads.wallMs.median ?? Number.NaN;
  const words = others.map((other) => `to ${other} ${(median(one) / median(other)).toFixed(2)}`);
  return `Median time of ${one} in proportion ${words.join(", ")}.`;
}
