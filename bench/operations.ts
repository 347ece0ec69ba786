/**
 * The cost of recipes besides the pixels: building one, and running a small one, compared with bare calls of the same
 * library. Also checks for leaks.
 * Not here: what the operations compute; the tests judge that.
 * Read next: bench/contenders/overhead.ts, test/operations/run-public.ts.
 */
import { parseArgs } from "node:util";
import { Image } from "../src/index.ts";
import { countsOnceFreed } from "../test/support/child/native-counts.ts";
import { overhead } from "./contenders/overhead.ts";
import { machineText } from "./shown/comparison-table.ts";

export const summary =
  "operations [--rounds N] [--repeats N]: building recipes, three operations beside bare calls, leaks";

const width = 1000;
const height = 1000;
const bands = 3;

export async function run(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: "string", default: "15" }, repeats: { type: "string", default: "1000" } },
  });
  const pixels = Uint8Array.from({ length: width * height * bands }, (_, index) => (index * 7919) % 251);
  await building(pixels);
  process.stdout.write(await overhead(Number(values.rounds)));
  if (Number(values.repeats) > 0) await leaks(Number(values.repeats));
  process.stdout.write(machineText());
}

/** Twenty operations, all different. */
function twenty(image: Image): Image {
  const coloured = image.add(1).multiply([1, 2, 3]).invert().abs().linear([2], [1]).cast("uchar");
  const shaped = coloured.flip("horizontal").embed(3, 3, 1010, 1010).crop(0, 0, 500, 500).resize(0.5).gaussblur(2);
  const edges = shaped.sharpen().sobel().more(30).and(255).median(3).extractBand(0).bandjoin([1, 2]);
  return edges.copy({ interpretation: "srgb" }).colourspace("lab");
}

async function building(pixels: Uint8Array<ArrayBuffer>): Promise<void> {
  const image = Image.fromPixels(pixels, { width, bands });
  const first = timed(() => twenty(image));
  const times = Array.from({ length: 200 }, () => timed(() => twenty(image)));
  const header = timed(() => twenty(image).width);
  const shown = `first ${first.toFixed(2)} ms, then ${median(times).toFixed(2)} ms; with its header ${header.toFixed(2)} ms`;
  process.stdout.write(`a recipe of 20 operations: ${shown}\n`);
}

async function leaks(repeats: number): Promise<void> {
  const { allCases } = await import("../test/operations/all-cases.ts");
  const { callCase, isPublic } = await import("../test/operations/run-public.ts");
  const seen = new Set<string>();
  let leaking = 0;
  for (const one of await allCases()) {
    if (seen.has(one.operation) || one.fails !== undefined || !isPublic(one)) continue;
    seen.add(one.operation);
    await callCase(one);
    const before = (await countsOnceFreed()).objects;
    for (let repeat = 0; repeat < repeats; repeat += 1) await callCase(one);
    const left = (await countsOnceFreed()).objects - before;
    if (left > 0) process.stdout.write(`${one.operation}: ${left} objects left after ${repeats} calls\n`);
    leaking += left > 0 ? 1 : 0;
  }
  process.stdout.write(`${seen.size} operations, ${repeats} calls each: ${leaking} leave objects behind\n`);
}

function timed(work: () => unknown): number {
  const started = performance.now();
  work();
  return performance.now() - started;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
