/**
 * Files made to break parsers: cut off at every byte, mutated, lying about counts, or slow to walk.
 * Not here: what the facts of good files are (the parsers' own tests).
 * Read next: seeded-random, to repeat a failure.
 */
import { describe, expect, it } from "vitest";
import { type ByteReader, bytesReader } from "../../src/codec/byte-reader.ts";
import { readCodecFacts } from "../../src/codec/codec-facts.ts";
import { readGifBlocks } from "../../src/codec/gif-blocks.ts";
import { coefficientBytes, readJpegMarkers } from "../../src/codec/jpeg-markers.ts";
import { readPngChunks } from "../../src/codec/png-chunks.ts";
import { sniffCodec } from "../../src/codec/sniff.ts";
import { readTiffDirectories } from "../../src/codec/tiff-directories.ts";
import { readWebpChunks } from "../../src/codec/webp-chunks.ts";
import { frameHeader, marker, progressiveJpeg, sequentialJpeg } from "./jpeg-bytes.ts";
import { smallFiles } from "./samples.ts";
import { seededRandom } from "./seeded-random.ts";
import { tiffBytes } from "./tiff-bytes.ts";

const limits = { maxScans: 100, maxFrames: 100 };

interface Work {
  reads: number;
  bytes: number;
}

/** A reader that counts: unlike the time, what a parser asks for is the same on a busy machine. */
function countingReader(data: Uint8Array, work: Work): ByteReader {
  const inner = bytesReader(data);
  return {
    size: inner.size,
    read(offset, length) {
      const found = inner.read(offset, length);
      work.reads += 1;
      work.bytes += found.length;
      return found;
    },
  };
}

/** All the parsers, whatever the first bytes are, with a bound on what each may ask for in a file of some kilobytes. */
function readAll(data: Uint8Array): void {
  const parsers: readonly ((reader: ByteReader) => unknown)[] = [
    (reader) => readCodecFacts(reader, limits),
    (reader) => readGifBlocks(reader, limits),
    (reader) => {
      const jpeg = readJpegMarkers(reader, limits);
      return jpeg && coefficientBytes(jpeg);
    },
    readPngChunks,
    (reader) => readTiffDirectories(reader),
    (reader) => readWebpChunks(reader, limits),
  ];
  for (const [index, parse] of parsers.entries()) {
    const work = { reads: 0, bytes: 0 };
    parse(countingReader(data, work));
    if (work.reads > 3000 || work.bytes > 2e6) throw new Error(`parser ${index}: ${JSON.stringify(work)}`);
  }
}

/** Processor time of a call, which a busy machine stretches less than the clock's. */
function cpuMs(call: () => void): number {
  const before = process.cpuUsage();
  call();
  return process.cpuUsage(before).user / 1000;
}

async function victims(): Promise<[string, Buffer][]> {
  const yuv420 = [
    [2, 2],
    [1, 1],
    [1, 1],
  ] as const;
  const shape = { width: 40, height: 30, sampling: yuv420 };
  const level = { width: 10, height: 8 };
  return Object.entries({
    ...(await smallFiles()),
    "scans.jpg": sequentialJpeg(shape, [[1], [2], [3]]),
    "many-scans.jpg": progressiveJpeg(shape, 20),
    "subifds.tif": tiffBytes([{ width: 20, height: 16, subifds: [level, level] }, level], {
      big: false,
      little: false,
    }),
    "subifds-big.tif": tiffBytes([{ width: 20, height: 16, subifds: [level, level] }, level], {
      big: true,
      little: true,
    }),
  });
}

describe("hostile files", async () => {
  const files = await victims();

  it.each(files)("%s, cut off at every byte", (_, data) => {
    for (let length = 0; length <= data.length; length += 1) {
      readAll(data.subarray(0, length));
    }
  });

  it.each(files)("%s, mutated 2,000 times", (name, data) => {
    const random = seededRandom(name.length * 7919);
    const pick = (max: number): number => Math.floor(random() * max);
    const favourites = [0, 1, 0x7f, 0x80, 0xd9, 0xda, 0xfe, 0xff];
    for (let round = 0; round < 2000; round += 1) {
      let mutant = Buffer.from(data);
      // Headers are where the structure is: half of the changes go there.
      for (let changes = 1 + pick(8); changes > 0; changes -= 1) {
        const at = pick(random() < 0.5 ? Math.min(200, mutant.length) : mutant.length);
        mutant[at] = random() < 0.5 ? (favourites[pick(8)] ?? 0) : pick(256);
      }
      const [from, to] = [pick(mutant.length), pick(mutant.length)];
      if (round % 5 === 1) mutant = Buffer.concat([mutant.subarray(0, to), mutant.subarray(from)]);
      if (round % 5 === 2) mutant = mutant.subarray(0, from);
      readAll(mutant);
    }
  });

  it("bytes without any sense, behind every mark", () => {
    const random = seededRandom(11);
    for (const [, data] of files) {
      const noise = Buffer.from(Uint8Array.from({ length: 5000 }, () => random() * 256));
      for (const kept of [2, 4, 8, 12, 16, 33]) {
        data.copy(noise, 0, 0, kept);
        readAll(noise);
      }
    }
  });
});

describe("hostile JPEG files", () => {
  const start = Buffer.from([0xff, 0xd8]);
  const grey = { width: 64, height: 64, sampling: [[1, 1]] } as const;
  const scan = marker(0xda, [1, 1, 0, 0, 0, 0]);

  it("segments of no length are empty, as for libjpeg", () => {
    const empty = Buffer.from([0xff, 0xe1, 0, 0, 0xff, 0xfe, 0, 1]);
    const data = Buffer.concat([start, empty, frameHeader(0xc0, grey), empty, scan]);
    expect(readJpegMarkers(bytesReader(data), limits)).toMatchObject({ width: 64, scans: 1 });
  });

  it("a hundred thousand empty segments are not understood", () => {
    const many = Buffer.alloc(400_000, Buffer.from([0xff, 0xe1, 0, 2]));
    const data = Buffer.concat([start, frameHeader(0xc2, grey), scan, many, scan]);
    expect(readJpegMarkers(bytesReader(data), limits)).toBeUndefined();
  });

  it("a frame that libjpeg would refuse has no facts", () => {
    const refused = [
      { ...grey, width: 0 },
      { ...grey, height: 0 },
      { ...grey, sampling: [] },
      { ...grey, sampling: [[0, 1]] },
      { ...grey, sampling: [[1, 5]] },
      { ...grey, sampling: new Array<readonly [number, number]>(11).fill([1, 1]) },
    ] as const;
    for (const shape of refused) {
      const data = Buffer.concat([start, frameHeader(0xc0, shape), scan]);
      expect(readJpegMarkers(bytesReader(data), limits)).toBeUndefined();
    }
  });

  it("what is slow to search is searched in time", () => {
    const patterns = [[0xff], [0xff, 0], [0xff, 0, 1], [0xff, 0xd0], [0xff, 0xff, 0, 9]];
    for (const pattern of patterns) {
      const data = Buffer.concat([start, frameHeader(0xc2, grey), scan, Buffer.alloc(8e6, Buffer.from(pattern))]);
      const ms = cpuMs(() => expect(readJpegMarkers(bytesReader(data), limits)?.scans).toBe(1));
      // 8 MB at 10 MB/s: the slowest of them runs at some 100.
      expect(ms, `pattern ${pattern}`).toBeLessThan(800);
    }
  });
});

describe("hostile GIF, PNG and text", () => {
  it("blocks and chunks as small as they can be", () => {
    const gif = Buffer.concat([
      Buffer.from("GIF89a\x01\0\x01\0\0\0\0", "latin1"),
      Buffer.alloc(9e6, Buffer.from("!\0\0")),
    ]);
    const small = Buffer.concat([gif.subarray(0, 13), Buffer.from("!\0"), Buffer.alloc(9e6, 1)]);
    for (const data of [gif, small]) {
      const ms = cpuMs(() => {
        expect(readGifBlocks(bytesReader(data), limits)).toEqual({ width: 1, height: 1, frames: 0 });
      });
      expect(ms).toBeLessThan(1000);
    }
    const png = Buffer.concat([
      Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0\0\0\0\0", "latin1"),
      Buffer.alloc(12e6),
    ]);
    expect(readPngChunks(bytesReader(png))).toMatchObject({ width: 1, height: 1, frames: 1 });
  });

  it("a directory of 65,535 entries, a hundred times", () => {
    const entries = Buffer.alloc(65_535 * 12, Buffer.from("\x00\x01\x04\0\x01\0\0\0\x01\0\0\0", "latin1"));
    const pages: Buffer[] = [];
    for (let page = 1; page <= 100; page += 1) {
      const end = Buffer.alloc(4);
      end.writeUInt32LE(8 + page * (entries.length + 6));
      pages.push(Buffer.concat([Buffer.from([0xff, 0xff]), entries, end]));
    }
    const data = Buffer.concat([Buffer.from("II*\0\x08\0\0\0", "latin1"), ...pages]);
    const ms = cpuMs(() => {
      expect(readTiffDirectories(bytesReader(data))).toMatchObject({ directories: [], complete: false });
    });
    expect(ms).toBeLessThan(2000);
  });

  it("nothing at all", () => {
    expect(sniffCodec(bytesReader(new Uint8Array(0)))).toBeUndefined();
    readAll(new Uint8Array(0));
  });
});
