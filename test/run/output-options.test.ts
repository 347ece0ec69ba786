/**
 * What options of outputs make of a file, read by others: the vips command, Pillow, or markers and chunks by their bytes.
 * Not here: that a format lacks an option (test/graph/output), or what the encoders hold (test/budget-holds).
 * Read next: src/graph/output/options.ts.
 */
import { beforeAll, describe, expect, test } from "vitest";
import { type Image, open } from "../../src/index.ts";
import { photo } from "../support/picture/pictures.ts";

let picture: Image;

beforeAll(async () => {
  picture = await open(await (await photo(320, 240)).png().toBuffer());
});

/** The segments of a JPEG before its scan: the marker's second byte, and the segment's content. */
function segments(jpeg: Uint8Array): Map<number, Buffer> {
  const bytes = Buffer.from(jpeg);
  const found = new Map<number, Buffer>();
  for (let at = 2; bytes[at + 1] !== 0xda; ) {
    const size = bytes.readUInt16BE(at + 2);
    found.set(bytes[at + 1] as number, bytes.subarray(at + 4, at + 2 + size));
    at += 2 + size;
  }
  return found;
}

describe("JPEG", () => {
  test("restartInterval writes a marker after so many blocks", async () => {
    const plain = await picture.encode("jpeg", { optimise: false });
    expect(segments(plain).has(0xdd)).toBe(false);
    const marked = await picture.encode("jpeg", { restartInterval: 10, optimise: false });
    expect(segments(marked).get(0xdd)?.readUInt16BE(0)).toBe(10);
    // 320 × 240 pixels are 20 × 15 blocks of 16: 30 runs, with 29 markers between them.
    const markers = Buffer.from(marked)
      .toString("latin1")
      .match(/\xff[\xd0-\xd7]/g);
    expect(markers).toHaveLength(29);
  });
});
