/**
 * The large files of the bench: made once, as a stream, and kept in the cache folder.
 * Not here: the measurements (bench/large).
 * Read next: test/support/picture/large-pictures.ts.
 */
import { join } from "node:path";
import type { Arguments } from "../../src/native/operation/call.ts";
import { writeLargePicture } from "../../test/support/picture/large-pictures.ts";
import { cacheFolder } from "./cache-folder.ts";

export interface LargeFile {
  readonly name: string;
  readonly file: string;
  readonly side: number;
  readonly saver: string;
  readonly args: Arguments;
  /** Bytes of the control group for the thumbnail, and the budget as Sluice gets it. */
  readonly groupBytes: number;
  readonly memory: string;
}

const tiles = { tile: true, tile_width: 256, tile_height: 256, compression: "jpeg", Q: 80, bigtiff: true };

export const largeFiles: readonly LargeFile[] = [
  {
    name: "268-megapixel baseline JPEG",
    file: "baseline.jpg",
    side: 16_384,
    saver: "jpegsave",
    args: { Q: 80 },
    groupBytes: 96_000_000,
    memory: "96MB",
  },
  {
    name: "4-gigapixel pyramidal TIFF",
    file: "pyramid.tif",
    side: 65_536,
    saver: "tiffsave",
    args: { ...tiles, pyramid: true },
    groupBytes: 96_000_000,
    memory: "96MB",
  },
  {
    name: "1-gigapixel flat tiled TIFF",
    file: "flat.tif",
    side: 32_768,
    saver: "tiffsave",
    args: tiles,
    groupBytes: 256_000_000,
    memory: "256MB",
  },
];

/** Makes the file unless it exists, and returns its path. The largest takes a minute or two and 1 GB of disk. */
export async function largeFile({ name, file, side, saver, args }: LargeFile): Promise<string> {
  process.stderr.write(`${name}: made now unless it is there already\n`);
  return await writeLargePicture(join(cacheFolder("large"), file), { width: side, height: side }, saver, args);
}
