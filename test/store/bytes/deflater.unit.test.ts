/**
 * Reused deflate streams: their output is what zlib makes of each piece alone.
 * Not here: streams for one piece each (test/store/bytes/deflate.test.ts).
 * Read next: src/store/bytes/deflater.ts.
 */
import { deflateSync, inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { Deflater } from "../../../src/store/bytes/deflater.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../plain-array.ts";

const random = seededRandom(1);

/** Noise, runs, and both; shorter and longer than the default length. */
const pieces = Array.from({ length: 60 }, (_, index) => {
  const length = [1, 100, 20_000, 49_152, 200_000][index % 5] as number;
  const noise = randomBytesOf(random, length);
  if (index % 3 === 0) return noise;
  return index % 3 === 1 ? new Uint8Array(length).fill(index) : noise.fill(0, length >> 1);
});

test.each([0, 1, 6, 9])("at level %i, several at once and one after the other", async (level) => {
  using deflater = new Deflater(level, 49_152);
  for (let at = 0; at < pieces.length; at += 6) {
    const few = pieces.slice(at, at + 6);
    const packed = await Promise.all(few.map((piece) => deflater.deflated(piece)));
    for (const [index, bytes] of packed.entries()) {
      const piece = few[index] as Uint8Array;
      expect(Buffer.compare(inflateSync(bytes), piece)).toBe(0);
      if (level > 0) expect(bytes.length).toBe(deflateSync(piece, { level }).length);
    }
  }
});

test("what was made stays as it is when the stream goes on, or is closed meanwhile", async () => {
  const deflater = new Deflater(1, 1000);
  const [one, other] = [new Uint8Array(1000).fill(1), new Uint8Array(1000).fill(2)];
  const first = await deflater.deflated(one);
  const before = Buffer.from(first);
  await deflater.deflated(other);
  expect(first.equals(before)).toBe(true);
  const last = deflater.deflated(other);
  deflater[Symbol.dispose]();
  expect(Buffer.compare(inflateSync(await last), other)).toBe(0);
});
