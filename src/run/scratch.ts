/**
 * Images that wait on disk: files without a name, from which libvips reads tiles in any order.
 * Not here: when an image waits there (plan/fit-plan), or what that holds in memory (plan/pipeline-cost).
 * Read next: run/run-stages.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, statfsSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bytes, bytes, formatBytes } from "../core/bytes.ts";
import { OutputError } from "../core/errors.ts";
import { sampleBytes } from "../core/pixel-format.ts";
import { sourceFromDescriptor, targetToDescriptor } from "../native/byte-source.ts";
import type { Handle } from "../native/handle.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import { headerFrom } from "../native/image-header.ts";
import { copyMetadata } from "../native/metadata.ts";
import { call, callInWorker, onlyImage } from "../native/operation.ts";
import { HandleScope } from "../native/scope.ts";
import { tileSide } from "../plan/pipeline-cost.ts";

/** File systems in memory, by the numbers of statfs(2): what is written there is not out of the budget's way. */
const inMemory = new Set([0x01021994, 0x858458f6]);

/** `SLUICE_SCRATCH`, else the folder for temporary files, unless that is in memory; then `/var/tmp`. */
export function scratchFolder(): string {
  const told = process.env["SLUICE_SCRATCH"];
  if (told !== undefined && told !== "") return told;
  const usual = tmpdir();
  return process.platform === "linux" && inMemory.has(statfsSync(usual).type) ? "/var/tmp" : usual;
}

/** Bytes that the folder has free; none where it is not there. */
export function scratchRoom(): Bytes {
  try {
    const { bavail, bsize } = statfsSync(scratchFolder());
    return bytes(bavail * bsize);
  } catch {
    return bytes(0);
  }
}

/** @throws {OutputError} when the folder does not have that many bytes free, or is not there. */
export function checkScratch(size: number): void {
  if (size === 0) return;
  const folder = scratchFolder();
  const cure = "Set SLUICE_SCRATCH to a folder on a disk with room, or allow more memory.";
  try {
    const { bavail, bsize } = statfsSync(folder);
    if (bavail * bsize >= size) return;
    throw new OutputError(`${formatBytes(size)} of scratch are needed, and ${formatBytes(bavail * bsize)} are free`, {
      path: folder,
      cure,
    });
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError("the folder for scratch files cannot be used", { path: folder, cure, cause: error });
  }
}

/**
 * Computes an image into a file and gives it back from there, to be read in any order; `owner` gets what that takes.
 * The file has lost its name before anything is written, where the system allows that, so that nothing stays behind.
 *
 * The file is a TIFF of uncompressed tiles. Raw rows, mapped, were tried first: turning 268 megapixels in a group of
 * 96 MB, every strip touched a page of every row, and it was killed or took 8 times as long (docs/memory.md).
 */
export async function intoScratch(
  image: ImageHandle,
  owner: HandleScope,
  signal: AbortSignal | undefined,
): Promise<ImageHandle> {
  const path = join(scratchFolder(), `.sluice-${randomBytes(8).toString("hex")}.tif`);
  const descriptor = openSync(path, "wx+", 0o600);
  const keepsName = process.platform === "win32";
  try {
    if (!keepsName) unlinkSync(path);
    using own = new HandleScope();
    const plain = own.keep(asPlainSamples(own, image));
    const target = own.keep(targetToDescriptor(descriptor));
    const tiles = { tile: true, tile_width: tileSide, tile_height: tileSide, compression: "none", bigtiff: true };
    const args = { in: plain, target, ...tiles, keep: "none" };
    await callInWorker("tiffsave_target", args, { signal, cancel: () => plain.kill() });
    const source = owner.keep(sourceFromDescriptor(descriptor) as Handle);
    const stored = owner.keep(onlyImage("tiffload_source", call("tiffload_source", { source })));
    return asItWas(owner, stored, image);
  } finally {
    closeSync(descriptor);
    if (keepsName) unlinkSync(path);
  }
}

/**
 * Tiles of TIFF know neither how libvips packs colours, nor pages that lie in one image, and libvips reads no samples
 * wider than 32 bits from them: those go in parts.
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
