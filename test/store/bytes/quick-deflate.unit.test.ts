/**
 * What the quick deflate makes, as zlib reads it: every kind of content, every size of samples, and how much room it takes.
 * Not here: files (test/store/tiff/packed-rows.soak.test.ts), or speed.
 * Read next: src/store/bytes/quick-deflate.ts.
 */
import { deflateSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { HuffmanCodes } from "../../../src/store/bytes/huffman.ts";
import { maxQuickDeflated, QuickDeflate, runsQuickDeflate } from "../../../src/store/bytes/quick-deflate.ts";
import { sharedMemory } from "../../../src/store/bytes/web-assembly.ts";
import { differences } from "../../../src/store/tiff/predictor.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../plain-array.ts";

const rows = 40;
const pixels = 48;
const max = rows * pixels * 32;
const scratch = 64;
const from = 64 + Math.ceil((scratch + QuickDeflate.scratchBytes(max)) / 64) * 64;
const to = from + 2 * max;
const memory = sharedMemory(to + maxQuickDeflated(max) + 64);
const bytes = new Uint8Array(memory.buffer);
const quick = new QuickDeflate(memory, scratch);
const random = seededRandom(3);
const noise = randomBytesOf(random, max);

interface Layout {
  readonly bands: number;
  readonly size: number;
  /** Bytes between rows that are not the tile's. */
  readonly gap?: number;
}

/** Compresses samples, in rows with gaps between them, and inflates them again. */
function throughZlib(samples: Uint8Array, { bands, size, gap = 0 }: Layout, height = rows) {
  const rowBytes = samples.length / height;
  for (let row = 0; row < height; row += 1) {
    bytes.set(samples.subarray(row * rowBytes, (row + 1) * rowBytes), from + row * (rowBytes + gap));
  }
  const layout = { from, stride: rowBytes + gap, rowBytes, rows: height, pel: bands * size, size };
  const taken = Uint8Array.from(quick.take(layout));
  const { packedBytes, repeats } = quick.measure(samples.length);
  const length = quick.write(samples.length, to);
  expect(length).toBeLessThanOrEqual(packedBytes);
  expect(length).toBeLessThanOrEqual(maxQuickDeflated(samples.length));
  const packed = Buffer.from(bytes.slice(to, to + length));
  return {
    taken,
    repeats,
    length,
    inflated: inflateSync(packed),
    zlib: (level: number) => deflateSync(taken, { level }).length,
  };
}

const contents: Readonly<Record<string, (at: number) => number>> = {
  zeros: () => 0,
  "one value": () => 77,
  noise: (at) => noise[at] as number,
  "noise of few values": (at) => (noise[at] as number) & 3,
  "one sample in zeros": (at) => (at === 1234 ? 1 : 0),
  "a sample now and then": (at) => ((noise[at >> 6] as number) > 250 && at % 64 === 0 ? 200 : 0),
  "a slope": (at) => Math.floor(at / 7) & 255,
  "one frequent value": (at) => ((noise[at] as number) > 3 ? 9 : (noise[at] as number)),
  "rare values, each half as frequent": (at) => Math.clz32(((noise[at] as number) << 8) | (noise[at + 1] ?? 1)),
};

describe("zlib reads", () => {
  const layouts = [1, 2, 4, 8].flatMap((size) =>
    [1, 2, 3, 4].map((bands): Layout => ({ size, bands, gap: 16 * bands })),
  );

  test.each(Object.keys(contents))("%s, of all samples and bands", (name) => {
    for (const layout of layouts) {
      const { bands, size } = layout;
      const samples = Uint8Array.from(
        { length: rows * pixels * bands * size },
        (_, at) => contents[name]?.(at) as number,
      );
      const { inflated, taken } = throughZlib(samples, layout);
      const expected = differences(samples, { rowBytes: pixels * bands * size, bands, size });
      expect(Buffer.compare(taken, expected)).toBe(0);
      expect(Buffer.compare(inflated, expected)).toBe(0);
    }
  });

  test("runs of every length, and what is between them", () => {
    for (let run = 8; run < 1600; run += run < 600 ? 8 : 72) {
      const samples = new Uint8Array(max / 2);
      for (let at = 0; at < samples.length; at += run + 8) samples.set(noise.subarray(at, at + 8), at);
      // Without a pixel on the left: the samples themselves.
      const { inflated } = throughZlib(samples, { bands: samples.length / rows, size: 1 });
      expect(Buffer.compare(inflated, samples)).toBe(0);
    }
  });
});

describe("the room it takes", () => {
  test("is a little more than noise, and next to none for zeros", () => {
    const whole = { bands: max / rows, size: 1 };
    const stored = throughZlib(noise, whole);
    expect(stored.length).toBeGreaterThan(max);
    expect(throughZlib(new Uint8Array(max), whole).length).toBeLessThan(max / 100);
    expect(stored.repeats).toBe(false);
  });

  test("is no more than zlib's best for neighbours that differ by little, and twice come alike by chance only", () => {
    let value = 128;
    const samples = Uint8Array.from(noise, () => {
      value += Math.round((random() + random() + random() - 1.5) * 6);
      return value;
    });
    const { length, zlib, repeats } = throughZlib(samples, { bands: 1, size: 1 });
    expect(length).toBeLessThan(zlib(1));
    expect(length).toBeLessThan(1.02 * zlib(9));
    expect(repeats).toBe(false);
  });

  test("is told to be more than a search would need where the same comes again and again", () => {
    const samples = Uint8Array.from(noise, (_, at) => noise[at % 480] as number);
    expect(throughZlib(samples, { bands: 1, size: 1 }).repeats).toBe(true);
  });
});

describe("codes", () => {
  test("fill the tree, are no longer than they may be, and are longer for rarer symbols", () => {
    for (let turn = 0; turn < 200; turn += 1) {
      const codes = new HuffmanCodes(286, 14);
      const count = 2 + Math.floor(random() * 285);
      // From all alike to each twice as rare as the one before.
      const steepness = random();
      codes.counts.forEach((_, symbol) => {
        codes.counts[symbol] = symbol < count ? Math.ceil(2 ** (30 * steepness * random() ** 3)) : 0;
      });
      codes.make();
      const used = [...codes.lengths].filter((bits) => bits > 0);
      expect(used).toHaveLength(count);
      expect(Math.max(...used)).toBeLessThanOrEqual(14);
      expect(used.reduce((sum, bits) => sum + 2 ** -bits, 0)).toBe(1);
      for (const [symbol, bits] of codes.lengths.entries()) {
        for (const [other, otherBits] of codes.lengths.entries()) {
          if ((codes.counts[symbol] as number) > (codes.counts[other] as number) && otherBits > 0) {
            if (bits > otherBits) throw new Error(`symbol ${symbol} has more bits than the rarer ${other}`);
          }
        }
      }
    }
  });

  test("take as few bits as can be where none is too long", () => {
    // Weights of a known best code: 5, 9, 12, 13, 16 and 45 take 224 bits.
    const codes = new HuffmanCodes(6, 14);
    codes.counts.set([5, 9, 12, 13, 16, 45]);
    codes.make();
    expect(codes.counts.reduce((sum, count, symbol) => sum + count * (codes.lengths[symbol] as number), 0)).toBe(224);
  });
});

test("this machine runs it", () => {
  expect(runsQuickDeflate).toBe(true);
});
