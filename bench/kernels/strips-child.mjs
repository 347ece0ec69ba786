/**
 * One contender of the strips bench: a Gaussian blur and Sobel over a file, consumed by a loop or written to a file.
 * Not here: measuring it (bench/kernels/strips).
 * Read next: bench/kernels/strips.ts.
 */
import { setTimeout as pause } from "node:timers/promises";
import { configure, open } from "../../dist/index.js";

const [what, file, output] = process.argv.slice(2);
configure({ memory: "1GB" });
const edges = (await open(file)).gaussblur(2).sobel();
let sum = 0;

const works = {
  untouched: async () => {
    for await (const { height } of edges.strips()) sum += height;
  },
  sum: async () => {
    for await (const { data } of edges.strips()) sum += sumOf(data);
  },
  sleeping: async () => {
    for await (const { height } of edges.strips()) {
      sum += height;
      await pause(50);
    }
  },
  tiles: async () => {
    for await (const { data } of edges.tiles({ size: 512, halo: 8 })) sum += data.length;
  },
  // libvips' own sink to a file, without the temporary name and the fsync of `save`.
  file: () => edges.vipssave(output),
};

function sumOf(data) {
  let total = 0;
  for (let at = 0; at < data.length; at += 1) total += data[at];
  return total;
}

await works[what]();
process.stdout.write(`${sum}\n`);
