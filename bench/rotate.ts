/**
 * 268 megapixels rotated by 90° and flipped within 96 MB, into a TIFF in tiles, compared with the vips command and
 * sharp, which have no limit.
 * Not here: operations that stream from top to bottom (bench/blur), or the smallest possible limit
 * (bench/limits/limits).
 * Read next: bench/contenders/group-contender.ts, src/run/scratch/scratch.ts.
 */
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
  "rotate [--rounds N] [--memory 96MB] [--write]: 268 megapixels turned and flipped in a group of 96 MB, beside vips and sharp";

const inGroup = "sluice in its group";
const free = "sluice";
const peers = ["vips rot, vips flip", "sharp"] as const;

export async function run(args: readonly string[]): Promise<void> {
  await runInGroup(args, { section: "rotate", contenders, report });
}

function contenders(input: string, folder: string, budget: GroupBudget): Contender[] {
  const command = process.execPath;
  const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
  const apply = (name: string): string[] => {
    const result = ["-o", `${folder}/${name}.tif`, "--tile", "--compression", "none", "--overwrite", "--quiet"];
    return [path("../dist/cli.js"), "apply", "rot d90 | flip vertical", input, ...result];
  };
  // Two commands, since each command does one operation. The intermediate file is in libvips' own format.
  const vips =
    'vips rot "$0" "$1/turned.v" d90 && vips flip "$1/turned.v" "$1/vips.tif[tile]" vertical && rm "$1/turned.v"';
  const [commands, sharp] = peers;
  return [
    contenderInGroup(inGroup, apply("group"), budget),
    { name: commands, command: "/bin/sh", args: ["-c", vips, input, folder] },
    { name: sharp, command, args: [path("limits/sharp-job.mjs"), "turn", input, `${folder}/sharp.tif`, "0"] },
    { name: free, command, args: apply("free") },
  ];
}

async function report(results: readonly Result[], folder: string, budget: GroupBudget): Promise<string> {
  const pairs = [inGroup, free].flatMap((own) => peers.map((peer): [string, string] => [own, peer]));
  const title = "268 megapixels, turned by 90° and flipped, to a TIFF in tiles";
  return [
    comparisonText(title, results, pairs),
    survivalText(inGroup, results, budget),
    mediansText(inGroup, peers, results),
    await samenessText(folder, "group", ["vips", "sharp"]),
    machineText(),
  ].join("\n");
}
