/**
 * The scans of progressive JPEGs against libjpeg's own script, and what is left when some are cut out.
 * Not here: which scans a result can do without (test/plan/load/scan-choice.unit.test).
 * Read next: src/codec/jpeg-scans.ts.
 */
import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { bytesReader } from "../../src/codec/byte-reader.ts";
import { type JpegFacts, readJpegMarkers } from "../../src/codec/jpeg-markers.ts";
import { photo } from "../support/picture/pictures.ts";

const read = (data: Uint8Array): JpegFacts | undefined => readJpegMarkers(bytesReader(data), { maxScans: 100 });

let progressive: Buffer;
beforeAll(async () => {
  progressive = await (await photo(300, 200)).jpeg({ progressive: true, quality: 90 }).toBuffer();
});

describe("the scans of a progressive JPEG", () => {
  it("are those of libjpeg's script (jcparam.c, jpeg_simple_progression), in its order", () => {
    const scans = read(progressive)?.progression ?? [];
    const shown = scans.map(({ components, spectrum, refines, missingBits }) => {
      return [components.join(), spectrum.join("-"), refines ? "refines" : "begins", missingBits].join(" ");
    });
    expect(shown).toEqual([
      "0,1,2 0-0 begins 1",
      "0 1-5 begins 2",
      "2 1-63 begins 1",
      "1 1-63 begins 1",
      "0 6-63 begins 2",
      "0 1-63 refines 1",
      "0,1,2 0-0 refines 0",
      "2 1-63 refines 0",
      "1 1-63 refines 0",
      "0 1-63 refines 0",
    ]);
  });

  it("begin with their markers, and end where the next marker begins", () => {
    const scans = read(progressive)?.progression ?? [];
    expect(scans).toHaveLength(10);
    for (const { start, end } of scans) {
      expect(progressive.readUInt16BE(start)).toBe(0xffda);
      expect([0xffc4, 0xffda, 0xffd9]).toContain(progressive.readUInt16BE(end));
    }
    expect(scans.at(-1)?.end).toBe(progressive.length - 2);
  });

  it("leave a sound file when the last is cut out", async () => {
    const { start, end } = read(progressive)?.progression?.at(-1) ?? { start: 0, end: 0 };
    const cut = Buffer.concat([progressive.subarray(0, start), progressive.subarray(end)]);
    expect(read(cut)?.progression).toHaveLength(9);
    const stats = await sharp(cut, { failOn: "warning" }).stats();
    expect(stats.channels).toHaveLength(3);
  });

  it("are not told of a file that does not come to its end, or of one that is not progressive", async () => {
    for (const length of [progressive.length - 2, progressive.length - 500, 2000]) {
      const facts = read(progressive.subarray(0, length));
      expect(facts?.multiScan, `${length} bytes`).toBe(true);
      expect(facts?.progression, `${length} bytes`).toBeUndefined();
    }
    expect(read(await (await photo(300, 200)).jpeg().toBuffer())).not.toHaveProperty("progression");
  });

  it("are not told where one names a component that the frame does not have", () => {
    const strange = Buffer.from(progressive);
    const second = read(progressive)?.progression?.[1]?.start ?? 0;
    strange[second + 5] = 77;
    expect(read(strange)?.scans).toBe(10);
    expect(read(strange)).not.toHaveProperty("progression");
  });
});
