/**
 * A TIFF read by libvips, with the contract of stores, so that tests can read rectangles of it.
 * Not here: stores of Sluice's own.
 * Read next: test/store/contract.test.ts.
 */
import { readFileSync } from "node:fs";
import { bytesReader } from "../../../src/codec/byte-reader.ts";
import { readTiffDirectories } from "../../../src/codec/tiff-directories.ts";
import type { Size } from "../../../src/core/rect.ts";
import { open } from "../../../src/index.ts";
import type { PixelStore } from "../../../src/store/chunks/store.ts";

export async function readByLibvips(path: string): Promise<PixelStore> {
  const image = await open(path);
  const { width, height, bands, format } = image;
  const [directory] = readTiffDirectories(bytesReader(readFileSync(path)))?.directories ?? [];
  const chunk = directory?.tile as Size;
  return {
    shape: { width, height, bands, format, chunk },
    attributes: {},
    read: async ({ left, top, width, height }) => {
      using pixels = await image.crop(left, top, width, height).pixels();
      const { buffer, byteOffset, byteLength } = pixels.data;
      return new Uint8Array(buffer, byteOffset, byteLength).slice();
    },
    [Symbol.asyncDispose]: async () => {},
  };
}
