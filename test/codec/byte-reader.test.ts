/**
 * The reader's promises: the same bytes from a file as from memory, never more than a window, and few system calls.
 * Not here: what is made of the bytes (the parsers' own tests).
 * Read next: src/codec/byte-reader.
 */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ByteCursor } from "../../src/codec/byte-cursor.ts";
import { bytesReader, fileReader, readerWindowBytes } from "../../src/codec/byte-reader.ts";
import { readCodecFacts } from "../../src/codec/codec-facts.ts";
import { progressiveJpeg } from "./jpeg-bytes.ts";
import { frames, noise, smallFiles } from "./samples.ts";
import { seededRandom } from "./seeded-random.ts";

const limits = { maxScans: 1000, maxFrames: 1000 };
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-reader-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function withFile<T>(data: Uint8Array, use: (fd: number, path: string) => T): T {
  const path = join(folder, "file");
  writeFileSync(path, data);
  const fd = openSync(path, "r");
  try {
    return use(fd, path);
  } finally {
    closeSync(fd);
  }
}

describe("a reader", () => {
  const random = seededRandom(7);
  const data = Uint8Array.from({ length: 300_000 }, () => random() * 256);

  it("gives the same bytes from a file as from memory, and as slice does", () => {
    withFile(data, (fd) => {
      const [file, memory] = [fileReader(fd, data.length), bytesReader(data)];
      for (let round = 0; round < 5000; round += 1) {
        const offset = Math.floor(random() * (data.length + 100));
        const length = Math.floor(random() ** 4 * (readerWindowBytes + 1));
        const expected = Buffer.from(data.slice(offset, offset + length));
        expect(expected.equals(memory.read(offset, length))).toBe(true);
        expect(expected.equals(file.read(offset, length))).toBe(true);
      }
    });
  });

  it("never gives more than a window, nor anything outside the file", () => {
    withFile(data, (fd) => {
      for (const reader of [fileReader(fd, data.length), bytesReader(data)]) {
        expect(Buffer.from(data.slice(10, 10 + readerWindowBytes)).equals(reader.read(10, 2 ** 40))).toBe(true);
        for (const offset of [-1, data.length, 2 ** 60, Number.NaN, Number.POSITIVE_INFINITY]) {
          expect(reader.read(offset, 10)).toHaveLength(0);
        }
        expect(reader.read(0, -5)).toHaveLength(0);
      }
    });
  });

  it("gives less where the file has become shorter", () => {
    withFile(data, (fd, path) => {
      const reader = fileReader(fd, data.length);
      truncateSync(path, 100_000);
      expect(reader.read(99_990, 50)).toEqual(data.slice(99_990, 100_000));
      expect(reader.read(200_000, 50)).toHaveLength(0);
      expect(reader.read(0, 50)).toEqual(data.slice(0, 50));
    });
  });

  it("lends its bytes until the next read", () => {
    withFile(data, (fd) => {
      const reader = fileReader(fd, data.length);
      const lent = reader.read(0, 16);
      reader.read(200_000, 16);
      expect(lent).not.toEqual(data.slice(0, 16));
    });
  });
});

describe("a cursor", () => {
  it("gives every byte in order, across windows and skips, and -1 at the end", () => {
    const data = Uint8Array.from({ length: 200_000 }, (_, index) => index % 251);
    const cursor = new ByteCursor(bytesReader(data), 5);
    const random = seededRandom(3);
    let at = 5;
    while (at < data.length) {
      expect(cursor.next()).toBe(data[at]);
      const skip = Math.floor(random() ** 8 * 70_000);
      cursor.skip(skip);
      at += 1 + skip;
    }
    expect(cursor.next()).toBe(-1);
    cursor.skip(10);
    expect(cursor.next()).toBe(-1);
  });
});

describe("facts from a file", () => {
  it("are those from memory", async () => {
    for (const [name, data] of Object.entries(await smallFiles())) {
      const fromFile = withFile(data, (fd) => readCodecFacts(fileReader(fd, data.length), limits));
      expect(fromFile, name).toEqual(readCodecFacts(bytesReader(data), limits));
    }
  });

  /** Read calls of this process so far, as the kernel counts them. */
  const readCalls = (): number => Number(/syscr: (\d+)/.exec(readFileSync("/proc/self/io", "latin1"))?.[1]);

  it.runIf(process.platform === "linux")("cost few system calls", async () => {
    const sampling = [
      [1, 1],
      [1, 1],
      [1, 1],
    ] as const;
    const manyPages = await (await frames(40, 16, 12)).tiff().toBuffer();
    const cases = [
      // Windows of 64 KiB, and one more for each scan that does not fit the rest of a window.
      { data: progressiveJpeg({ width: 64, height: 64, sampling }, 880), max: 10 },
      { data: await noise(600, 400).jpeg({ progressive: true, quality: 95 }).toBuffer(), max: 50 },
      { data: await noise(600, 400).jpeg().toBuffer(), max: 1 },
      { data: await noise(600, 400).tiff({ tile: true, pyramid: true }).toBuffer(), max: 12 },
      { data: manyPages, max: 4 },
    ];
    for (const { data, max } of cases) {
      withFile(data, (fd) => {
        const reader = fileReader(fd, data.length);
        const own = -readCalls() + readCalls();
        const before = readCalls();
        readCodecFacts(reader, limits);
        expect(readCalls() - before - own, `${data.length} bytes`).toBeLessThanOrEqual(max);
      });
    }
  });
});
