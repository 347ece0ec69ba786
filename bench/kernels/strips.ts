/**
 * 268 megapixels with a Gaussian blur and Sobel in a JavaScript loop, compared with libvips' own sink to a file:
 * time and peak memory.
 * Not here: the loops (bench/kernels/strips-child), or many loops left in random ways (`--leave`;
 * test/stream/leave.soak.test has 40).
 * Read next: bench/kernels/strips-child.mjs, docs/guide/streams.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { measureRun } from "../../test/support/machine/peak-memory.ts";
import { sizes } from "../budget/case.ts";
import { writeInput } from "../budget/inputs.ts";
import { comparisonText, machineText } from "../shown/comparison-table.ts";
import { type Contender, compare } from "../shown/rounds.ts";

export const summary =
  "strips [--rounds N] [--tall] [--leave N]: a blur and edges of 268 megapixels in a loop, beside libvips' sink to a file";

const child = fileURLToPath(new URL("strips-child.mjs", import.meta.url));
const leaveChild = fileURLToPath(new URL("../../test/support/child/leave-loops.mjs", import.meta.url));
const command = process.execPath;
const peer = "libvips to a file";

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "5" },
      tall: { type: "boolean", default: false },
      leave: { type: "string" },
    },
  });
  if (values.leave !== undefined) return await leaveLoops(values.leave);
  const output = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  try {
    const input = await writeInput("jpeg 4:2:0", sizes["268 MP"]);
    const loops: Contender[] = [contender("a loop", "untouched", input), contender("a loop with a sum", "sum", input)];
    const file: Contender = { name: peer, command, args: [child, "file", input, join(output, "edges.v")] };
    const others = [contender("a loop that sleeps", "sleeping", input), contender("tiles of 512", "tiles", input)];
    if (values.tall) {
      const tall = await writeInput("jpeg 4:2:0", { width: 16_384, height: 65_000 });
      others.push(contender("a loop over 16384 × 65000", "untouched", tall));
    }
    const all = [...loops, file, ...others.map((each) => ({ ...each, rounds: 1 }))];
    const results = await compare(all, Number(values.rounds));
    const pairs = loops.map(({ name }) => [name, peer] as const);
    process.stdout.write(`${comparisonText("Gaussian blur of 2 and Sobel", results, pairs)}\n${machineText()}`);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

function contender(name: string, what: string, input: string): Contender {
  return { name, command, args: [child, what, input] };
}

async function leaveLoops(count: string): Promise<void> {
  const { exitCode, stdout, stderr, wallMs } = await measureRun(command, [leaveChild, count]);
  process.stdout.write(`${stdout}${stderr}exit code ${exitCode} after ${(wallMs / 1000).toFixed(1)} s\n`);
}
