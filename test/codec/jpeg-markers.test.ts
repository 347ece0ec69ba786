/**
 * The facts of JPEG files, judged by sharp's metadata and decoder and by libjpeg's rules written out as arithmetic.
 * Not here: files that are broken (hostile.test).
 * Read next: jpeg-bytes, for files that no encoder here writes.
 */
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { bytesReader } from "../../src/codec/byte-reader.ts";
import { coefficientBytes, type JpegFacts, readJpegMarkers } from "../../src/codec/jpeg-markers.ts";
import { frameHeader, type JpegShape, marker, progressiveJpeg, sequentialJpeg } from "./jpeg-bytes.ts";
import { noise } from "./samples.ts";

function read(data: Uint8Array, maxScans = 1000): JpegFacts | undefined {
  return readJpegMarkers(bytesReader(data), { maxScans });
}

const yuv420: JpegShape = {
  width: 37,
  height: 21,
  sampling: [
    [2, 2],
    [1, 1],
    [1, 1],
  ],
};
const yuv444: JpegShape = {
  width: 64,
  height: 64,
  sampling: [
    [1, 1],
    [1, 1],
    [1, 1],
  ],
};

describe("JPEG files written by sharp", () => {
  const one = { horizontal: 1, vertical: 1 };
  const cases = [
    {
      channels: 3,
      chromaSubsampling: "4:2:0",
      components: [{ horizontal: 2, vertical: 2 }, one, one],
      progressiveScans: 10,
    },
    { channels: 3, chromaSubsampling: "4:4:4", components: [one, one, one], progressiveScans: 10 },
    { channels: 1, chromaSubsampling: "4:4:4", components: [one], progressiveScans: 6 },
  ] as const;
  // 10 scans for YCbCr and 6 for grey are libjpeg's own script (jcparam.c, jpeg_simple_progression).
  for (const { channels, chromaSubsampling, components, progressiveScans } of cases) {
    for (const progressive of [false, true]) {
      it(`${channels} × ${chromaSubsampling}, progressive ${progressive}`, async () => {
        const pipeline = noise(203, 101, channels);
        if (channels === 1) pipeline.toColourspace("b-w");
        const data = await pipeline.jpeg({ progressive, chromaSubsampling }).toBuffer();
        const told = await sharp(data).metadata();
        expect(told).toMatchObject({ width: 203, height: 101, channels, isProgressive: progressive });
        const { progression, ...facts } = read(data) ?? {};
        expect(progression?.length).toBe(progressive ? progressiveScans : undefined);
        expect(facts).toEqual({
          width: 203,
          height: 101,
          bitsPerSample: 8,
          components: components.map((component, index) => ({ id: index + 1, ...component })),
          process: progressive ? "progressive" : "baseline",
          arithmetic: false,
          multiScan: progressive,
          scans: progressive ? progressiveScans : 1,
        });
      });
    }
  }

  it("finds the restart interval where a file has one", () => {
    const data = sequentialJpeg(yuv444, [[1, 2, 3]]);
    const withInterval = Buffer.concat([data.subarray(0, 2), marker(0xdd, [0x01, 0x02]), data.subarray(2)]);
    expect(read(data)).not.toHaveProperty("restartInterval");
    expect(read(withInterval)?.restartInterval).toBe(0x102);
  });

  it("passes over a JPEG within a JPEG", async () => {
    const thumbnail = await noise(16, 16).jpeg({ progressive: true }).toBuffer();
    const data = await noise(64, 64).jpeg().toBuffer();
    const nested = Buffer.concat([data.subarray(0, 2), marker(0xe1, [...thumbnail]), data.subarray(2)]);
    expect(read(nested)).toEqual(read(data));
  });

  it("stops at the end of the image, whatever follows", async () => {
    const data = await noise(64, 64).jpeg({ progressive: true }).toBuffer();
    expect(read(Buffer.concat([data, data]))?.scans).toBe(10);
  });

  it("tells several scans, arithmetic coding and lossless apart", () => {
    const scan = marker(0xda, [3, 1, 0, 2, 0, 3, 0, 0, 63, 0]);
    const of = (code: number): JpegFacts | undefined =>
      read(
        Buffer.concat([Buffer.from([0xff, 0xd8]), frameHeader(code, yuv444), scan, Buffer.from([1, 2, 0xff, 0xd9])]),
      );
    expect(of(0xc1)).toMatchObject({ process: "extended", arithmetic: false, scans: 1 });
    expect(of(0xc3)).toMatchObject({ process: "lossless", arithmetic: false, scans: 1 });
    expect(of(0xc5)).toMatchObject({ process: "hierarchical" });
    expect(of(0xc9)).toMatchObject({ process: "extended", arithmetic: true, multiScan: false });
    expect(of(0xca)).toMatchObject({ process: "progressive", arithmetic: true, multiScan: true });
    expect(of(0xc8)).toBeUndefined();
  });
});

describe("JPEG files synthesised", () => {
  it("a baseline file of three scans is one that libjpeg holds whole", async () => {
    const data = sequentialJpeg(yuv420, [[1], [2], [3]]);
    expect((await sharp(data, { failOn: "warning" }).stats()).channels[0]).toMatchObject({ min: 128, max: 128 });
    expect(read(data)).toMatchObject({ process: "baseline", multiScan: true, scans: 3 });
    expect(read(sequentialJpeg(yuv420, [[1, 2, 3]]))).toMatchObject({ multiScan: false, scans: 1 });
  });

  it("880 scans are counted as far as they are allowed, and sharp finds them legal", async () => {
    const data = progressiveJpeg(yuv444, 880);
    expect((await sharp(data, { failOn: "warning" }).stats()).channels[0]).toMatchObject({ min: 128, max: 128 });
    expect(read(data)?.scans).toBe(880);
    expect(read(data, 880)?.scans).toBe(880);
    expect(read(data, 879)?.scans).toBe(880);
    expect(read(data, 100)?.scans).toBe(101);
    expect(read(data, 0)?.scans).toBe(1);
  });

  it("finds markers wherever they fall on the windows of the search", () => {
    const scan = marker(0xda, [1, 1, 0, 0, 0, 0]);
    const head = Buffer.concat([Buffer.from([0xff, 0xd8]), frameHeader(0xc2, { ...yuv444, sampling: [[1, 1]] }), scan]);
    for (const around of [1024, 65_536, 66_560, 131_072]) {
      for (let length = around - 24; length <= around + 4; length += 1) {
        for (const fill of [0x55, 0xff]) {
          const data = Buffer.concat([
            head,
            Buffer.alloc(length, fill),
            scan,
            Buffer.from([7, 0xff, 0, 0xff, 0xd3, 0xff, 0xd9]),
            scan,
          ]);
          expect(read(data)?.scans, `${length} bytes of ${fill}`).toBe(2);
        }
      }
    }
  });
});

describe("the coefficient store", () => {
  it("is nothing for a file of one scan", async () => {
    const facts = read(await noise(64, 64).jpeg().toBuffer());
    expect(facts && coefficientBytes(facts)).toBe(0);
  });

  it("is 128 bytes a block, in whole MCUs", () => {
    const store = (shape: JpegShape): number | undefined => {
      const facts = read(progressiveJpeg(shape, 1));
      return facts && coefficientBytes(facts);
    };
    // 37 × 21 in MCUs of 16 × 16: 3 × 2 of them, with 4 + 1 + 1 blocks in each.
    expect(store(yuv420)).toBe(3 * 2 * 6 * 128);
    // 64 × 64 in MCUs of 8 × 8: 8 × 8 of them, with 3 blocks in each.
    expect(store(yuv444)).toBe(8 * 8 * 3 * 128);
    // 4:2:2, 17 × 9 in MCUs of 16 × 8: 2 × 2 of them, with 2 + 1 + 1 blocks in each.
    const wide = [
      [2, 1],
      [1, 1],
      [1, 1],
    ] as const;
    expect(store({ width: 17, height: 9, sampling: wide })).toBe(2 * 2 * 4 * 128);
    // A photo of 12,000 × 12,000 in 4:2:0: 750 × 750 MCUs of 6 blocks, 3 bytes a pixel.
    expect(store({ width: 12_000, height: 12_000, sampling: yuv420.sampling })).toBe(3 * 12_000 * 12_000);
  });
});
