/**
 * 268 megapixels within 96 MB: a Gaussian blur beside the vips command that has no limit, and a conversion to JPEG.
 * Not here: thumbnails of large files (bench/large), or how little would do (bench/limits).
 * Read next: bench/same-tiff.ts, test/support/cgroup.ts.
 */
import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatBytes } from "../src/core/bytes.ts";
import { type CgroupRun, cgroupsAvailable, inMemoryCgroup } from "../test/support/cgroup.ts";
import { sizes } from "./budget-case.ts";
import { writeInput } from "./budget-inputs.ts";
import { comparisonText, machineText } from "./comparison-table.ts";
import { writeSection } from "./docs-section.ts";
import { type Contender, compare, type Result } from "./rounds.ts";
import { codingOf, pixelDifference } from "./same-tiff.ts";

export const summary =
  "blur [--rounds N] [--memory 96MB] [--write]: a blur of 268 megapixels in a group of 96 MB, beside the vips command";

const inGroup = "sluice in its group";
const free = "sluice";
const peer = "vips gaussblur";
/** The very library that Sluice uses, without Sluice; the vips command may be older, and compress with another zlib. */
const sameLibrary = "sharp";
const convert = "jpeg to jpeg in its group";

/** As a command-line word, and as the group's limit. */
interface Budget {
  readonly text: string;
  readonly bytes: number;
}

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "5" },
      memory: { type: "string", default: "96" },
      write: { type: "boolean", default: false },
    },
  });
  const noGroups = cgroupsAvailable();
  if (noGroups !== undefined) throw new Error(`This bench needs a control group: ${noGroups}`);
  const megabytes = Number.parseInt(values.memory, 10);
  const budget = { text: `${megabytes}MB`, bytes: megabytes * 1e6 };
  const input = await writeInput("jpeg 4:2:0", sizes["268 MP"]);
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  try {
    const results = await compare(contenders(input, output, budget), Number(values.rounds));
    const text = await report(results, output, budget);
    process.stdout.write(text);
    if (values.write) writeSection("benchmarks.md", "blur", `\`\`\`\n${text.trim()}\n\`\`\``);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function contenders(input: string, output: string, budget: Budget): Contender[] {
  const command = process.execPath;
  const file = (name: string): string => join(output, name);
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const cli = path("../dist/cli.js");
  const env = { SLUICE_MEMORY: undefined, SLUICE_LIBVIPS: undefined };
  const apply = (pipeline: string, result: string, ...more: string[]): string[] => {
    return [cli, "apply", pipeline, input, "-o", file(result), "--overwrite", "--quiet", ...more];
  };
  const grouped = (name: string, args: readonly string[]): Contender => {
    const within = [...args, "--memory", budget.text];
    return { name, command, args, measure: () => inMemoryCgroup(budget.bytes, command, within, { env }) };
  };
  const coding = "[tile,compression=deflate,predictor=horizontal]";
  return [
    grouped(inGroup, apply("gaussblur 2", "group.tif", "--tile")),
    { name: peer, command: "vips", args: ["gaussblur", input, `${file("vips.tif")}${coding}`, "2"] },
    { name: sameLibrary, command, args: [path("limits/sharp-job.mjs"), "blur", input, file("sharp.tif"), "0"] },
    { name: free, command, args: apply("gaussblur 2", "free.tif", "--tile") },
    grouped(convert, apply("copy", "copy.jpg")),
  ];
}

async function report(results: readonly Result[], output: string, { text }: Budget): Promise<string> {
  const pairs = [
    [inGroup, peer],
    [inGroup, sameLibrary],
    [free, peer],
  ] as const;
  const table = comparisonText("268 megapixels, Gaussian blur of 2, to a TIFF in tiles", results, pairs);
  const groups = [inGroup, convert].map((name) => groupText(name, runsOf(results, name), text));
  return [table, ...groups, medianText(results), await samenessText(output), machineText()].join("\n");
}

function runsOf(results: readonly Result[], wanted: string): readonly CgroupRun[] {
  return (results.find(({ name }) => name === wanted)?.runs ?? []) as readonly CgroupRun[];
}

function groupText(name: string, runs: readonly CgroupRun[], limit: string): string {
  const survived = runs.filter(({ killed, exitCode }) => !killed && exitCode === 0).length;
  const anonymous = formatBytes(Math.max(...runs.map(({ peakAnonymous }) => peakAnonymous)));
  return `${name} (${limit}): ${survived} of ${runs.length} runs survived, at most ${anonymous} anonymous.`;
}

function medianText(results: readonly Result[]): string {
  const median = (wanted: string): number =>
    results.find(({ name }) => name === wanted)?.spreads.wallMs.median ?? Number.NaN;
  const words = [peer, sameLibrary].map((other) => `to ${other} ${(median(inGroup) / median(other)).toFixed(2)}`);
  return `Median time of ${inGroup} in proportion ${words.join(", ")}.`;
}

async function samenessText(output: string): Promise<string> {
  const path = (name: string): string => join(output, `${name}.tif`);
  const own = path("group");
  const lines = [`Written: ${codingOf(own)}; ${formatBytes(statSync(own).size)}.`];
  for (const name of ["vips", "sharp"]) {
    const coding = codingOf(path(name)) === codingOf(own) ? "the same coding" : codingOf(path(name));
    const { largest, mean } = await pixelDifference(own, path(name));
    const difference =
      largest === 0 ? "the same pixels" : `samples differ by ${largest} at most, ${mean.toFixed(3)} in the mean`;
    lines.push(`By ${name}: ${coding}, ${formatBytes(statSync(path(name)).size)}, ${difference}.`);
  }
  return lines.join("\n");
}
