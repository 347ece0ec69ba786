/**
 * The skipped scans of a progressive JPEG, by the rule written out: bits that averaging makes invisible.
 * Not here: reading files (test/codec/jpeg-scans.test), or the pixels without these scans
 * (test/run/source/skipped-scans.test).
 * Read next: src/plan/load/scan-choice.ts.
 */
import { describe, expect, it } from "vitest";
import type { JpegFacts } from "../../../src/codec/jpeg-markers.ts";
import type { JpegScan } from "../../../src/codec/jpeg-scans.ts";
import { scansToSkip } from "../../../src/plan/load/scan-choice.ts";

/** libjpeg's own script for YCbCr; each scan has 100 bytes, so that `start` identifies it. */
const script: readonly (readonly [components: string, first: number, last: number, refines: boolean, bits: number])[] =
  [
    ["012", 0, 0, false, 1],
    ["0", 1, 5, false, 2],
    ["2", 1, 63, false, 1],
    ["1", 1, 63, false, 1],
    ["0", 6, 63, false, 2],
    ["0", 1, 63, true, 1],
    ["012", 0, 0, true, 0],
    ["2", 1, 63, true, 0],
    ["1", 1, 63, true, 0],
    ["0", 1, 63, true, 0],
  ];

const progression = script.map(([components, first, last, refines, missingBits], index): JpegScan => {
  const range = { start: index * 100, end: index * 100 + 100 };
  return { ...range, components: Array.from(components, Number), spectrum: [first, last], refines, missingBits };
});

function jpeg(luma: number, scans: readonly JpegScan[] | undefined = progression): JpegFacts {
  const components = [luma, 1, 1].map((factor, id) => ({ id, horizontal: factor, vertical: factor }));
  const frame = { width: 4000, height: 3000, bitsPerSample: 8, components, arithmetic: false };
  return { ...frame, process: "progressive", multiScan: true, scans: 10, ...(scans && { progression: scans }) };
}

const skipped = (luma: number, factor: number, shrink: number): number[] =>
  scansToSkip(jpeg(luma), factor, shrink).map(({ start }) => start / 100);

describe("the scans that are skipped", () => {
  it("are none at full size, or below half", () => {
    for (const factor of [0.5, 1, 1.9]) expect(skipped(1, factor, 1), String(factor)).toEqual([]);
  });

  it("are the last bit of every component at half size, where all are sampled alike", () => {
    expect(skipped(1, 2, 1)).toEqual([7, 8, 9]);
    expect(skipped(1, 3.9, 2)).toEqual([7, 8, 9]);
  });

  it("are two bits at a quarter", () => {
    expect(skipped(1, 4, 2)).toEqual([5, 7, 8, 9]);
    expect(skipped(1, 7.9, 4)).toEqual([5, 7, 8, 9]);
  });

  it("are one bit less of colours that are stored at half size", () => {
    expect(skipped(2, 2, 1)).toEqual([9]);
    expect(skipped(2, 3.9, 2)).toEqual([9]);
    expect(skipped(2, 4, 2)).toEqual([5, 7, 8, 9]);
  });

  it("are all but the means of components that are decoded to one sample a block", () => {
    expect(skipped(1, 8, 8)).toEqual([1, 2, 3, 4, 5, 7, 8, 9]);
    // Subsampled components are decoded to 2 × 2 samples a block there, and so need more than their means.
    expect(skipped(2, 8, 8)).toEqual([1, 4, 5, 7, 8, 9]);
  });

  it("are never those of the means", () => {
    for (const factor of [1, 8, 1000]) {
      for (const shrink of [1, 2, 4, 8]) {
        const indexes = skipped(1, factor, shrink);
        expect(indexes.filter((index) => script[index]?.[1] === 0)).toEqual([]);
      }
    }
  });

  it("are none of a file whose scans are not known", () => {
    const { progression: _, ...unknown } = jpeg(1);
    expect(scansToSkip(unknown, 100, 8)).toEqual([]);
  });
});
