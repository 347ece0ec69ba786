/**
 * Users' kernels: a median of 268 megapixels in one thread and in two, and a formula over two bands,
 * compared with numpy.
 * Not here: the measured work (bench/kernels/kernels-child, bench/kernels/ndvi.py).
 * Read next: docs/guide/kernels.md.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Image } from "../../src/index.ts";
import { sizes } from "../budget/case.ts";
import { writeInput } from "../budget/inputs.ts";
import { cacheFolder } from "../pictures/cache-folder.ts";
import { comparisonText, machineText } from "../shown/comparison-table.ts";
import { type Contender, compare } from "../shown/rounds.ts";

export const summary =
  "kernels [--rounds N] [--only median|ndvi] [--side N]: a median in one thread and two; a formula beside numpy";

const child = fileURLToPath(new URL("kernels-child.mjs", import.meta.url));
const numpyScript = fileURLToPath(new URL("ndvi.py", import.meta.url));
const command = process.execPath;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: "string", default: "3" },
      only: { type: "string" },
      side: { type: "string", default: "10000" },
    },
  });
  const rounds = Number(values.rounds);
  if (values.only !== "ndvi") await medians(rounds);
  if (values.only !== "median") await formulas(rounds, Number(values.side));
  process.stdout.write(machineText());
}

async function medians(rounds: number): Promise<void> {
  const input = await writeInput("jpeg 4:2:0", sizes["268 MP"]);
  const contender = (workers: number): Contender => {
    const name = workers === 1 ? "1 worker" : `${workers} workers`;
    return { name, command, args: [child, "median", String(workers), input] };
  };
  const results = await compare([contender(1), contender(2)], rounds);
  process.stdout.write(`${comparisonText("3 × 3 median of 268 megapixels", results, [["1 worker", "2 workers"]])}\n`);
}

async function formulas(rounds: number, side: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-out-"));
  try {
    const bands = await Promise.all(["nir", "red"].map((name, index) => writeBand(name, side, index + 1)));
    const contender = (name: string, what: string): Contender => {
      return { name, command, args: [child, what, "2", ...bands, join(folder, "ndvi.tif")] };
    };
    const numpy: Contender = {
      name: "numpy, whole arrays",
      command: "/usr/bin/python3",
      args: [numpyScript, String(side), ...bands, join(folder, "ndvi.raw")],
    };
    const ours = [
      contender("a tile's function in 2 threads", "ndvi"),
      contender("a tile's function here", "ndvi inline"),
      contender("a pixel's function in 2 threads", "ndvi pixel"),
    ];
    const results = await compare([...ours, numpy], rounds);
    const pairs = ours.map(({ name }) => [name, numpy.name] as const);
    process.stdout.write(`${comparisonText(`NDVI of two bands of ${side} × ${side}, 16 bits`, results, pairs)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Noise around a level, so that no sum of two samples is zero. The file is kept for the next run. */
async function writeBand(name: string, side: number, level: number): Promise<string> {
  const path = join(cacheFolder("kernels"), `${name}-${side}.tif`);
  if (!existsSync(path)) {
    const noise = Image.gaussnoise(side, side, { mean: 10_000 * level, sigma: 500 });
    await noise.cast("ushort").save(path, { compression: "none" });
  }
  return path;
}
