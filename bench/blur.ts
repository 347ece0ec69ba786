/**
 * 268 megapixels within 96 MB: a Gaussian blur, compared with the vips command that has no limit, and a
 * conversion to JPEG.
 * Not here: thumbnails of large files (bench/large), or the smallest possible limit (bench/limits/limits).
 * Read next: bench/contenders/same-tiff.ts, test/support/machine/cgroup.ts.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  contenderInGroup,
  type GroupBudget,
  mediansText,
  runInGroup,
  survivalText,
} from "./contenders/group-contender.ts";
import { samenessText } from "./contenders/same-tiff.ts";
import { comparisonText, machineText } from "./shown/comparison-table.ts";
import type { Contender, Result } from "./shown/rounds.ts";

export const summary =
  "blur [--rounds N] [--memory 96MB] [--write]: a blur of 268 megapixels in a group of 96 MB, beside the vips command";

const inGroup = "sluice in its group";
const free = "sluice";
const peer = "vips gaussblur";
/** The same library file that Sluice uses, without Sluice. The vips command may be older, and use another zlib. */
const sameLibrary = "sharp";
const convert = "jpeg to jpeg in its group";

export async function run(args: readonly string[]): Promise<void> {
  await runInGroup(args, { section: "blur", contenders, report });
}

function contenders(input: string, output: string, budget: GroupBudget): Contender[] {
  const command = process.execPath;
  const file = (name: string): string => join(output, name);
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const cli = path("../dist/cli.js");
  const apply = (pipeline: string, result: string, ...more: string[]): string[] => {
    return [cli, "apply", pipeline, input, "-o", file(result), "--overwrite", "--quiet", ...more];
  };
  const grouped = (name: string, args: readonly string[]): Contender => contenderInGroup(name, args, budget);
  const coding = "[tile,compression=deflate,predictor=horizontal]";
  return [
    grouped(inGroup, apply("gaussblur 2", "group.tif", "--tile")),
    { name: peer, command: "vips", args: ["gaussblur", input, `${file("vips.tif")}${coding}`, "2"] },
    { name: sameLibrary, command, args: [path("limits/sharp-job.mjs"), "blur", input, file("sharp.tif"), "0"] },
    { name: free, command, args: apply("gaussblur 2", "free.tif", "--tile") },
    grouped(convert, apply("copy", "copy.jpg")),
  ];
}

async function report(results: readonly Result[], output: string, budget: GroupBudget): Promise<string> {
  const pairs = [
    [inGroup, peer],
    [inGroup, sameLibrary],
    [free, peer],
  ] as const;
  const table = comparisonText("268 megapixels, Gaussian blur of 2, to a TIFF in tiles", results, pairs);
  const groups = [inGroup, convert].map((name) => survivalText(name, results, budget));
  const medians = mediansText(inGroup, [peer, sameLibrary], results);
  return [table, ...groups, medians, await samenessText(output, "group", ["vips", "sharp"]), machineText()].join("\n");
}
