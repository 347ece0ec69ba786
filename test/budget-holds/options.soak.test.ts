/**
 * Options of outputs that change what an encoder holds: measured in a fresh process beside what the plan projects.
 * Not here: encoders with their defaults (test/budget-holds/matrix.soak.test), or what the options do to files.
 * Read next: src/plan/cost/encoder.ts.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { temporaryFolder } from "../support/machine/temporary-folder.ts";
import { writeLargePicture } from "../support/picture/large-pictures.ts";
import { measurePrice, priceNoise } from "../support/price/price.ts";

const folder = temporaryFolder();
const pictures = {
  large: { width: 3000, height: 2000 },
  small: { width: 2000, height: 1000 },
  tiny: { width: 200, height: 150 },
} as const;
const at = (picture: keyof typeof pictures): string => join(folder, `${picture}.tif`);

beforeAll(async () => {
  for (const name of ["large", "small", "tiny"] as const) await writeLargePicture(at(name), pictures[name], "tiffsave");
});

const cases: readonly (readonly [keyof typeof pictures, string, Readonly<Record<string, unknown>>])[] = [
  ["large", "jpg", { optimise: true, subsampleMode: "off" }],
  ["large", "jpg", { optimise: true, quality: 95 }],
  ["large", "jpg", { interlace: true, optimizeScans: true }],
  ["large", "jpg", { trellisQuant: true }],
  ["large", "jpg", { maxBytes: "1MB" }],
  ["large", "webp", { smartSubsample: true, effort: 1 }],
  ["small", "webp", { nearLossless: true, effort: 1 }],
  ["small", "avif", { bitdepth: 10, effort: 0 }],
  ["small", "avif", { subsampleMode: "off", effort: 0 }],
  ["small", "png", { palette: true, effort: 1 }],
];

describe.runIf(process.platform === "linux")("what is projected", () => {
  test.each(cases)(
    "is enough for %s.%s with %j, and at most half too much",
    async (picture, ending, options) => {
      const output = join(folder, `out.${ending}`);
      const task = { tiny: [at("tiny")], files: [at(picture)], recipe: "as it is", output, threads: 2, options };
      const { measured, projected } = await measurePrice(task);
      expect(measured).toBeLessThanOrEqual(projected + priceNoise);
      expect(projected).toBeLessThanOrEqual(measured * 1.5 + priceNoise);
    },
    180_000,
  );
});
