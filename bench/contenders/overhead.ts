/**
 * Jobs of three operations on one megapixel, compared with bare calls of the same library in the same process.
 * Not here: building recipes, and leaks (bench/operations).
 * Read next: bench/contenders/bare-operations.ts.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as Sluice from "../../src/index.ts";
import { nativeLibrary } from "../../src/native/library/library.ts";
import { inFolder } from "../pictures/in-folder.ts";
import { type BareStep, bareOperations } from "./bare-operations.ts";

const shape = { width: 1000, height: 1000, bands: 3 };
const callsEach = 5;
/** Warms up like a long-running service: at first V8 still compiles the code. */
const warmUpMs = 3000;

// The package as users get it. Source that is translated while it loads has other stack traces, which cost time.
const built = new URL("../../dist/index.js", import.meta.url).href;
const { Image, open } = (await import(built)) as typeof Sluice;

interface Job {
  readonly name: string;
  ours(): Promise<Uint8Array>;
  bare(): Uint8Array;
}

/** Checks that both compute the same bytes. */
export async function overhead(rounds: number): Promise<string> {
  return await inFolder(async (folder) => {
    const lines: string[] = [];
    for (const job of await jobs(folder)) lines.push(await compare(job, rounds));
    return lines.join("");
  });
}

async function jobs(folder: string): Promise<readonly Job[]> {
  const bare = bareOperations(nativeLibrary().origin.path);
  const data = Uint8Array.from({ length: shape.width * shape.height * shape.bands }, (_, index) => speckled(index));
  const photo = join(folder, "in.jpg");
  await Image.fromPixels(data, shape).copy({ interpretation: "srgb" }).save(photo, { quality: 90 });
  const ofPixels = (name: string, recipe: (image: Sluice.Image) => Sluice.Image, steps: readonly BareStep[]): Job => ({
    name: `pixels: ${name}: pixels`,
    ours: async () => {
      using result = await recipe(Image.fromPixels(data, shape)).pixels();
      return result.data.slice() as Uint8Array;
    },
    bare: () => bare.pixels(data, shape, steps),
  });
  const ofFile = (name: string, recipe: (image: Sluice.Image) => Sluice.Image, steps: readonly BareStep[]): Job => {
    const [ours, theirs] = [join(folder, "ours.jpg"), join(folder, "bare.jpg")];
    return {
      name: `JPEG file: ${name}: JPEG file`,
      // libvips' own default, which the bare call uses too.
      ours: async () => {
        await recipe(await open(photo)).save(ours, { quality: 75, optimise: false });
        return readFileSync(ours);
      },
      bare: () => {
        bare.file(photo, steps, theirs);
        return readFileSync(theirs);
      },
    };
  };
  const { blur, sobel, sharpen, median, resize, bytes } = bare;
  return [
    ofPixels("gaussblur, sobel, cast", (image) => image.gaussblur(2).sobel().cast("uchar"), [blur(2), sobel, bytes]),
    ofPixels("gaussblur, sharpen, median", (image) => image.gaussblur(2).sharpen().median(3), [
      blur(2),
      sharpen,
      median,
    ]),
    ofFile("resize, sharpen, gaussblur", (image) => image.resize(0.5).sharpen().gaussblur(1), [
      resize(0.5),
      sharpen,
      blur(1),
    ]),
    ofFile("gaussblur, sharpen, median", (image) => image.gaussblur(2).sharpen().median(3), [blur(2), sharpen, median]),
  ];
}

async function compare({ name, ours, bare }: Job, rounds: number): Promise<string> {
  const same = Buffer.compare(await ours(), bare()) === 0;
  for (const warm = performance.now() + warmUpMs; performance.now() < warm; ) {
    await ours();
    bare();
  }
  const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    for (let call = 0; call < callsEach; call += 1) await ours();
    const between = performance.now();
    for (let call = 0; call < callsEach; call += 1) bare();
    times.ours.push((between - started) / callsEach);
    times.bare.push((performance.now() - between) / callsEach);
  }
  const ratios = times.ours.map((time, round) => time / (times.bare[round] ?? Number.NaN));
  const [a, b] = [median(times.ours), median(times.bare)];
  const spread = [Math.min(...ratios), median(ratios), Math.max(...ratios)]
    .map((ratio) => ratio.toFixed(2))
    .join(" / ");
  const figures = `${a.toFixed(1)} ms, bare calls ${b.toFixed(1)} ms, ratio ${spread}`;
  return `${name}: ${figures}${same ? "" : "; NOT THE SAME BYTES"}\n`;
}

/** Slopes with some noise, like a photo. */
function speckled(index: number): number {
  return Math.floor(((index / shape.bands) % shape.width) * 0.2 + ((index * 7919) % 31));
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}
