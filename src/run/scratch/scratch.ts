/**
 * Images that wait on disk: files without a name, from which libvips reads tiles in any order.
 * Not here: when an image waits on disk (plan/fit-plan), or its memory meanwhile (plan/cost/pipeline).
 * Read next: run/scratch/scratch-file, run/lowering/stages.
 */
import { sampleBytes } from "../../core/pixel-format.ts";
import { tileHeight } from "../../native/library/tile-height.ts";
import { sourceFromDescriptor, targetToDescriptor } from "../../native/object/byte-source.ts";
import type { Handle } from "../../native/object/handle.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { copyMetadata } from "../../native/object/metadata.ts";
import { call, callInWorker, onlyImage } from "../../native/operation/call.ts";
import { headerFrom } from "../../native/operation/image-header.ts";
import { HandleScope } from "../../native/operation/scope.ts";
import { scratchTile } from "../../plan/cost/scratch-tile.ts";
import { ScratchFile } from "./scratch-file.ts";
import { ScratchWatch } from "./scratch-watch.ts";

export interface Into {
  readonly signal?: AbortSignal | undefined;
  /** The maximum bytes on disk, compressed. Default: uncompressed, without a limit. */
  readonly max?: number | undefined;
}

const raw = { compression: "none" } as const;
/**
 * Of libtiff's lossless compressions, this one compresses photos best for its time: a megapixel of RGB takes 50 ms, to
 * 58 %.
 */
const packed = { compression: "lzw", predictor: "horizontal" } as const;

/**
 * Computes an image into a file and returns it from there, to be read in any order; `owner` keeps the objects for that.
 * The file loses its name before anything is written, where the system allows it, so that nothing stays behind.
 *
 * The file is a tiled TIFF, uncompressed unless disk is limited. Raw, memory-mapped rows were tried first: rotating 268
 * megapixels in a group of 96 MB, every strip touched a page of every row, and the process was killed or took 8 times
 * as long (docs/explanation/memory.md).
 *
 * @throws {OutputError} when it exceeds its maximum on disk.
 */
export async function intoScratch(image: ImageHandle, owner: HandleScope, into: Into = {}): Promise<ImageHandle> {
  const { signal, max } = into;
  using file = new ScratchFile();
  using own = new HandleScope();
  const plain = own.keep(asPlainSamples(own, image));
  const target = own.keep(targetToDescriptor(file.descriptor));
  const { width, height } = scratchTile(plain, tileHeight());
  const tiles = { tile: true, tile_width: width, tile_height: height, bigtiff: true };
  const args = { in: plain, target, ...tiles, ...(max === undefined ? raw : packed), keep: "none" };
  using watch = max === undefined ? undefined : new ScratchWatch(file, max, () => plain.kill());
  try {
    await callInWorker("tiffsave_target", args, { signal, cancel: () => plain.kill() });
  } catch (error) {
    throw watch?.failure ?? error;
  }
  const source = owner.keep(sourceFromDescriptor(file.descriptor) as Handle);
  const stored = owner.keep(onlyImage("tiffload_source", call("tiffload_source", { source })));
  return asItWas(owner, stored, image);
}

/**
 * Tiles of a TIFF can hold neither libvips' coded colours nor pages in one image, and libvips cannot read tiles with
 * samples wider than 32 bits: such samples are split.
 */
function asPlainSamples(scope: HandleScope, image: ImageHandle): ImageHandle {
  const parts = sampleBytes(image.format) / 4;
  const samples = parts > 1 ? { format: "uint", bands: image.bands * parts } : {};
  const plain = scope.image("copy", { in: image, coding: "none", interpretation: "multiband", ...samples });
  for (const field of ["page-height", "n-pages", "orientation"]) plain.remove(field);
  return plain;
}

function asItWas(scope: HandleScope, stored: ImageHandle, image: ImageHandle): ImageHandle {
  const { bands, format, interpretation } = image;
  const { coding = "none" } = headerFrom(image);
  return copyMetadata(image, scope.image("copy", { in: stored, bands, format, coding, interpretation }));
}
