/**
 * One contender of the kernels bench: a median over a photo, or a formula over two bands, in a process of its own.
 * Not here: measuring it (bench/kernels/kernels).
 * Read next: bench/kernels/kernels.ts.
 */
import { configure, Image, kernel, open } from "../../dist/index.js";

const [what, workers, ...files] = process.argv.slice(2);
configure({ memory: "1GB" });
const [first, second] = await Promise.all(files.slice(0, what === "median" ? 1 : 2).map((file) => open(file)));
const median = new URL("median-kernel.mjs", import.meta.url);
const ndvi = new URL("ndvi-kernel.mjs", import.meta.url);
const asked = { workers: Number(workers) };

function formula([nir, red], out) {
  const [near, visible, to] = [nir.data, red.data, out.data];
  for (let at = 0; at < to.length; at += 1) to[at] = (near[at] - visible[at]) / (near[at] + visible[at]);
}

const results = {
  median: () => first.map(kernel(median), { halo: 1, ...asked }),
  ndvi: () => Image.map([first, second], kernel(ndvi), { format: "float", ...asked }),
  "ndvi inline": () => Image.map([first, second], formula, { format: "float" }),
  "ndvi pixel": () => Image.mapPixels([first, second], kernel(ndvi, "pixel"), { format: "float", ...asked }),
};

const result = results[what]();
const output = files.at(-1);
if (what === "median") {
  let sum = 0;
  for await (const { data } of result.strips()) sum += data[0];
  process.stdout.write(`${sum}\n`);
} else {
  // The same compression as numpy's file.
  await result.save(output, { compression: "none" });
}
