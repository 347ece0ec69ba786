/**
 * 400 megapixels into Zarr and back, compared with zarr-python: time and peak memory.
 * Not here: the work (bench/stores/store-child), or the picture (bench/stores/picture).
 * Read next: bench/stores/store-child.ts, docs/explanation/stores.md.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { formatBytes, sumBytes } from "../../src/core/bytes.ts";
import type { Term } from "../../src/core/term.ts";
import { pyramidSizes } from "../../src/graph/tiles/pyramid-sizes.ts";
import { storeReadTerms } from "../../src/plan/cost/store-reading.ts";
import { zarrWriteTerms } from "../../src/plan/cost/zarr.ts";
import { cacheFolder } from "../pictures/cache-folder.ts";
import { comparisonText, machineText } from "../shown/comparison-table.ts";
import { type Contender, compare } from "../shown/rounds.ts";
import { bundled } from "./bundle.ts";
import { storesPicture } from "./picture.ts";

export const summary = "zarr [--rounds N] [--side 20000]: a picture into Zarr and out of it, beside zarr-python";

const peer = fileURLToPath(new URL("./zarr_peer.py", import.meta.url));
const works = ["write", "strips", "regions"] as const;
/** Layouts that are measured only once, and only for writing. */
const others = {
  "v2 gzip": { version: 2 },
  "v3 rle": { compression: "rle" },
  "OME pyramid": { pyramid: true },
} as const;

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
      const words = [what, join(output, `${name}.zarr`), picture, values.side, JSON.stringify(options)];
      return { name: `sluice ${what} ${name}`, command: process.execPath, args: [child, ...words] };
    };
    const theirs = (what: string): Contender => {
      const words = [peer, what, join(output, "peer.zarr"), picture, values.side];
      return { name: `zarr-python ${what}`, command: "/usr/bin/python3", args: words };
    };
    for (const what of works) {
      const contenders = [ours(what, "v3 gzip", {}), theirs(what)];
      const results = await compare(contenders, Number(values.rounds));
      const [a, b] = contenders as [Contender, Contender];
      process.stdout.write(`${comparisonText(`${side} × ${side} RGB: ${what}`, results, [[a.name, b.name]])}\n`);
    }
    const more = Object.entries(others).map(([name, options]) => ({ ...ours("write", name, options), rounds: 1 }));
    process.stdout.write(`${comparisonText("other layouts", await compare(more, 1), [])}\n`);
    process.stdout.write(`${projectedText(side)}\n${machineText()}`);
  } finally {
    rmSync(output, { recursive: true, force: true });
  }
}

/** The plan's projection for the same work, without the process itself. */
function projectedText(side: number): string {
  const chunk = { width: 256, height: 256 };
  const shape = { width: side, height: side, bands: 3, format: "uchar", chunk } as const;
  const levels = pyramidSizes(shape, chunk, true).map((size) => ({ ...shape, ...size }));
  const text = (name: string, terms: readonly Term[]): string =>
    `${name} ${formatBytes(sumBytes(terms.map((term) => term.size)))}`;
  const write = text("write", zarrWriteTerms([shape]));
  return `projected beside Node and the caller's strip: ${write}, ${text("pyramid", zarrWriteTerms(levels))}, ${text("read", storeReadTerms(shape, { codec: "zarr" }, shape))}`;
}
