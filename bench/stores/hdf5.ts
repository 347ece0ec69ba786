/**
 * 400 megapixels into HDF5 and back, compared with h5py: time and peak memory.
 * Not here: the work (bench/stores/store-child), or the picture (bench/stores/picture).
 * Read next: bench/stores/store-child.ts, docs/explanation/stores.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatBytes, sumBytes } from "../../src/core/bytes.ts";
import { hdf5WriteTerms } from "../../src/plan/cost/store-writing.ts";
import { cacheFolder } from "../pictures/cache-folder.ts";
import { comparisonText, machineText } from "../shown/comparison-table.ts";
import { type Contender, compare } from "../shown/rounds.ts";
import { bundled } from "./bundle.ts";
import { storesPicture } from "./picture.ts";

export const summary = "hdf5 [--rounds N] [--side 20000]: a picture into HDF5 and out of it, beside h5py";

const peer = fileURLToPath(new URL("./hdf5_peer.py", import.meta.url));
const works = ["write", "strips", "regions"] as const;
/** Compressions that are measured only once, and only for writing. */
const others = { rle: { compression: "rle" }, none: { compression: "none" }, "level 6": { level: 6 } } as const;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: "string", default: "3" }, side: { type: "string", default: "20000" } },
  });
  const side = Number(values.side);
  const picture = storesPicture({ width: side, height: side });
  const child = await bundled(fileURLToPath(new URL("./store-child.ts", import.meta.url)));
  const output = mkdtempSync(join(cacheFolder("stores"), "out-"));
  try {
    const ours = (what: string, name: string, options: object): Contender => {
      const words = [what, join(output, `${name}.h5`), picture, values.side, JSON.stringify(options)];
      return { name: `sluice ${what} ${name}`, command: process.execPath, args: [child, ...words] };
    };
    const theirs = (what: string): Contender => {
      const words = [peer, what, join(output, "peer.h5"), picture, values.side];
      return { name: `h5py ${what}`, command: "/usr/bin/python3", args: words };
    };
    for (const what of works) {
      const contenders = [ours(what, "gzip 1", {}), theirs(what)];
      const results = await compare(contenders, Number(values.rounds));
      const [a, b] = contenders as [Contender, Contender];
      process.stdout.write(`${comparisonText(`${side} × ${side} RGB: ${what}`, results, [[a.name, b.name]])}\n`);
    }
    const more = Object.entries(others).map(([name, options]) => ({ ...ours("write", name, options), rounds: 1 }));
    process.stdout.write(`${comparisonText("other ways to pack", await compare(more, 1), [])}\n`);
    process.stdout.write(`${projectedText(side)}\n${machineText()}`);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The plan's price for the store, without the process itself and the caller's strip. */
function projectedText(side: number): string {
  const chunk = { width: 256, height: 256 };
  const shape = { width: side, height: side, bands: 3, format: "uchar", chunk } as const;
  const terms = hdf5WriteTerms(shape);
  return `projected beside Node and the caller's strip: ${formatBytes(sumBytes(terms.map(({ size }) => size)))}`;
}
