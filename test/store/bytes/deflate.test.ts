/**
 * Compression of chunks, judged by Python's zlib and by Node's synchronous functions.
 * Not here: chunks in files (test/store/hdf5).
 * Read next: src/store/bytes/deflate.ts, src/store/bytes/shuffle.ts.
 */
import { execFileSync } from "node:child_process";
import { deflateSync, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { checkDeflate, deflated, inflated, maxDeflated } from "../../../src/store/bytes/deflate.ts";
import { shuffled, unshuffled } from "../../../src/store/bytes/shuffle.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../plain-array.ts";

const noise = randomBytesOf(seededRandom(1), 100_003);
const runs = noise.map((byte, index) => (index % 5 === 0 ? byte : 7));

describe("deflate", () => {
  test.each([0, 1, 6, 9])("of level %i is undone by others and by us", async (level) => {
    for (const bytes of [noise, runs, new Uint8Array(0), new Uint8Array(1)]) {
      for (const strategy of ["default", "rle"] as const) {
        const packed = await deflated(bytes, { level, strategy });
        expect(packed.length).toBeLessThanOrEqual(maxDeflated(bytes.length));
        expect(Buffer.compare(inflateSync(packed), bytes)).toBe(0);
        expect(Buffer.compare(await inflated(packed, bytes.length), bytes)).toBe(0);
        const zipped = await deflated(bytes, { level, strategy, wrapping: "gzip" });
        expect(Buffer.compare(gunzipSync(zipped), bytes)).toBe(0);
        expect(Buffer.compare(await inflated(zipped, bytes.length, "gzip"), bytes)).toBe(0);
      }
    }
  });

  test("in runs is a stream that Python's zlib reads", async () => {
    const packed = await deflated(runs, { strategy: "rle" });
    const code = "import sys,zlib; sys.stdout.buffer.write(zlib.decompress(sys.stdin.buffer.read()))";
    const unpacked = execFileSync("/usr/bin/python3", ["-c", code], { input: packed });
    expect(Buffer.compare(unpacked, runs)).toBe(0);
  });

  test("of more than it should be is an error, without the memory for it", async () => {
    const bomb = deflateSync(Buffer.alloc(400_000_000));
    const before = process.memoryUsage().rss;
    await expect(inflated(bomb, 65_536)).rejects.toMatchObject({ code: "ERR_BUFFER_TOO_LARGE" });
    expect(process.memoryUsage().rss - before).toBeLessThan(50e6);
  });

  test("of less resolves to that", async () => {
    expect(await inflated(deflateSync(Buffer.alloc(10)), 65_536)).toHaveLength(10);
  });

  test("with bytes behind its end resolves to what is before", async () => {
    for (const [wrapping, packed] of [
      ["zlib", deflateSync(noise)],
      ["gzip", gzipSync(noise)],
    ] as const) {
      const longer = Buffer.concat([packed, Buffer.alloc(1000)]);
      expect(Buffer.compare(await inflated(longer, noise.length, wrapping), noise)).toBe(0);
    }
  });

  test("without its checksum, or with another, is an error although all bytes are there", async () => {
    const packed = deflateSync(noise);
    await expect(inflated(packed.subarray(0, -1), noise.length)).rejects.toThrow("unexpected end");
    packed[packed.length - 1] = (packed.at(-1) ?? 0) ^ 1;
    await expect(inflated(packed, noise.length)).rejects.toThrow("incorrect data check");
  });

  test("that was cut off or changed is an error", async () => {
    const packed = deflateSync(noise);
    await expect(inflated(packed.subarray(0, 5000), noise.length)).rejects.toThrow("unexpected end");
    packed[0] = 0;
    await expect(inflated(packed, noise.length)).rejects.toThrow("incorrect header");
  });

  test.each([-1, 10, 1.5, Number.NaN])("has no level %f", (level) => {
    expect(() => checkDeflate({ level })).toThrow("from 0 to 9");
  });
});

describe("byte shuffle", () => {
  test("puts first bytes first", () => {
    const bytes = Uint8Array.of(1, 2, 3, 11, 12, 13, 21, 22, 23, 99);
    expect(shuffled(bytes, 3)).toEqual(Uint8Array.of(1, 11, 21, 2, 12, 22, 3, 13, 23, 99));
  });

  test.each([1, 2, 4, 8, 16])("of samples of %i bytes is undone", (size) => {
    const bytes = noise.subarray(0, 1003);
    expect(unshuffled(shuffled(bytes, size), size)).toEqual(bytes);
  });
});
