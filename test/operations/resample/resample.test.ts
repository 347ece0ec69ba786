/**
 * Making pictures smaller and larger, moving their pixels, and libvips' own thumbnails, judged by sums written out.
 * Not here: the sums (resample-reference), or Sluice's thumbnails (test/thumb).
 * Read next: test/operations/resample/reduce-cases.ts, test/operations/resample/thumbnail-cases.ts.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { sourceFromBytes } from "../../../src/native/object/byte-source.ts";
import { callForImage } from "../../../src/native/operation/call.ts";
import { samplesOf } from "../../support/picture/native-images.ts";
import { testCases, testCoverage } from "../case-tests.ts";
import { pngBytes } from "../foreign/png-bytes.ts";
import { noise } from "../pictures.ts";
import { reduceCases } from "./reduce-cases.ts";
import { thumbnailCases, thumbnailFileCases } from "./thumbnail-cases.ts";
import { transformCases } from "./transform-cases.ts";

const folder = mkdtempSync(join(tmpdir(), "sluice-resample-"));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = [...reduceCases, ...transformCases, ...thumbnailCases, ...thumbnailFileCases(folder)];
const smaller = ["reduce", "reduceh", "reducev", "resize", "shrink", "shrinkh", "shrinkv"];
const moved = ["affine", "mapim", "quadratic", "rotate", "similarity"];

testCoverage(cases, [...smaller, ...moved, "thumbnail", "thumbnail_buffer", "thumbnail_image"]);
testCases(cases);

describe("thumbnail_source", () => {
  test("gives what thumbnail_buffer gives of the same bytes, which is judged above", () => {
    const buffer = pngBytes(noise(1, 23, 17, 3, "uchar"));
    for (const args of [{ width: 10 }, { width: 10, height: 10, crop: "centre" }, { width: 46 }]) {
      using source = sourceFromBytes(buffer);
      using out = callForImage("thumbnail_source", { source, ...args });
      using expected = callForImage("thumbnail_buffer", { buffer, ...args });
      expect([out.width, out.height, out.bands]).toEqual([expected.width, expected.height, 3]);
      expect(samplesOf(out)).toEqual(samplesOf(expected));
    }
  });
});
