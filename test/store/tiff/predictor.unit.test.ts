/**
 * Horizontal differences of samples, checked by arithmetic with integers of any size.
 * Not here: libtiff's reading of them (test/store/tiff/any-order.soak.test.ts).
 * Read next: src/store/tiff/predictor.ts.
 */
import { expect, test } from "vitest";
import { differences, sums } from "../../../src/store/tiff/predictor.ts";
import { seededRandom } from "../../codec/seeded-random.ts";
import { randomBytesOf } from "../plain-array.ts";

const cases = [1, 2, 4, 8].flatMap((size) => [1, 3, 5].map((bands) => [size, bands] as const));

test.each(cases)("samples of %i bytes in %i bands", (size, bands) => {
  const [width, rows] = [16, 3];
  const rowBytes = width * bands * size;
  const random = randomBytesOf(seededRandom(size * bands), rows * rowBytes);
  // Zeros, ones and the largest numbers: one half of a word borrows from the other.
  const extreme = Uint8Array.from(random, (byte) => (byte < 90 ? 0 : byte < 180 ? 255 : 1));
  for (const bytes of [random, extreme]) {
    const before = Uint8Array.from(bytes);
    const found = differences(bytes, { rowBytes, bands, size });
    expect(bytes).toEqual(before);
    for (let at = 0; at < bytes.length; at += size) {
      const isFirst = at % rowBytes < bands * size;
      const left = isFirst ? 0n : numberAt(bytes, at - bands * size, size);
      expect(numberAt(found, at, size)).toBe(BigInt.asUintN(8 * size, numberAt(bytes, at, size) - left));
    }
    expect(Buffer.compare(sums(found, { rowBytes, bands, size }), before)).toBe(0);
  }
});

/** In this machine's byte order. */
function numberAt(bytes: Uint8Array, at: number, size: number): bigint {
  const { buffer } = Uint8Array.from(bytes.subarray(at, at + size));
  if (size === 8) return new BigUint64Array(buffer)[0] as bigint;
  const array = size === 4 ? new Uint32Array(buffer) : size === 2 ? new Uint16Array(buffer) : new Uint8Array(buffer);
  return BigInt(array[0] as number);
}
