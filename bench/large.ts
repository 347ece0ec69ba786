/**
 * 500-pixel thumbnails of very large files: Sluice inside a memory control group, and its peers outside of one.
 * Not here: making the files (bench/pictures/large-files).
 * Read next: bench/pictures/large-files.ts, test/support/machine/cgroup.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatBytes } from "../src/core/bytes.ts";
import { type CgroupRun, cgroupsAvailable, inMemoryCgroup } from "../test/support/machine/cgroup.ts";
import { type LargeFile, largeFile, largeFiles } from "./pictures/large-files.ts";
import { comparisonText, machineText } from "./shown/comparison-table.ts";
import { machineFacts, vipsCommand } from "./shown/machine.ts";
import { type Contender, compare, type Result } from "./shown/rounds.ts";

export const summary =
  "large [--only TEXT] [--rounds N] [--sharp-rounds N] [--json]: 268 megapixels to 4 gigapixels, in 96 and 256 MB";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      rounds: { type: "string", default: "5" },
      "sharp-rounds": { type: "string", default: "1" },
      json: { type: "boolean", default: false },
    },
  });
  const noGroups = cgroupsAvailable();
  if (noGroups !== undefined) process.stderr.write(`Not inside a control group: ${noGroups}\n`);
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  const all: Record<string, readonly Result[]> = {};
  try {
    for (const large of largeFiles.filter(({ name }) => name.includes(values.only))) {
      const path = await largeFile(large);
      const contenders = contendersFor(large, path, output, noGroups === undefined, Number(values["sharp-rounds"]));
      const results = await compare(contenders, Number(values.rounds));
      all[large.name] = results;
      if (!values.json) process.stdout.write(`${report(large, results)}\n`);
    }
    process.stdout.write(
      values.json ? `${JSON.stringify({ machine: machineFacts(), results: all })}\n` : machineText(),
    );
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

const inGroup = "sluice in its group";

function contendersFor(
  { memory, groupBytes }: LargeFile,
  path: string,
  output: string,
  groups: boolean,
  sharpRounds: number,
): Contender[] {
  const command = process.execPath;
  const cli = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
  const script = fileURLToPath(new URL("contenders/sharp-thumb.mjs", import.meta.url));
  const args = [
    cli,
    "thumb",
    path,
    "-o",
    join(output, "sluice"),
    "--overwrite",
    "--memory",
    memory,
    "--format",
    "jpeg",
  ];
  const grouped: Contender = { name: inGroup, command, args, measure: () => inMemoryCgroup(groupBytes, command, args) };
  const peers: readonly Contender[] = [
    { name: "vips thumbnail", command: "vips", args: ["thumbnail", path, join(output, "vips.jpg"), "500"] },
    { name: "vipsthumbnail", command: "vipsthumbnail", args: [path, "--size", "500", "-o", join(output, "peer.jpg")] },
  ];
  return [
    ...(groups ? [grouped] : []),
    { name: "sluice", command, args },
    ...(vipsCommand() === undefined ? [] : peers),
    { name: "sharp", command, args: [script, dirname(path), output, basename(path)], rounds: sharpRounds },
  ];
}

function report({ name, groupBytes }: LargeFile, results: readonly Result[]): string {
  const pairs = [inGroup, "sluice"].flatMap((own) =>
    ["vips thumbnail", "vipsthumbnail", "sharp"].map((peer): [string, string] => [own, peer]),
  );
  const runs = (results.find((result) => result.name === inGroup)?.runs ?? []) as readonly CgroupRun[];
  const killed = runs.filter((run) => run.killed).length;
  const highest = Math.max(...runs.map(({ peakAnonymous }) => peakAnonymous));
  const group =
    `A group of ${formatBytes(groupBytes)}: ${runs.length - killed} of ${runs.length} runs survived, ` +
    `at most ${formatBytes(highest)} anonymous; the rest was pages of files.`;
  return `${comparisonText(`${name} to 500 pixels`, results, pairs)}\n${runs.length > 0 ? `${group}\n` : ""}`;
}
