/**
 * Images that wait on disk: raw files without a name, which libvips maps and the kernel may drop from memory.
 * Not here: when an image waits there (plan/fit-plan).
 * Read next: run/run-stages.
 */
import { randomBytes } from "node:crypto";
import { closeSync, openSync, statfsSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatBytes } from "../core/bytes.ts";
import { OutputError } from "../core/errors.ts";
import type { ImageHandle } from "../native/image-handle.ts";
import { call, callInWorker, onlyImage } from "../native/operation.ts";

/** File systems in memory, by the numbers of statfs(2): what is written there is not out of the budget's way. */
const inMemory = new Set([0x01021994, 0x858458f6]);

/** `SLUICE_SCRATCH`, else the folder for temporary files, unless that is in memory; then `/var/tmp`. */
export function scratchFolder(): string {
  const told = process.env["SLUICE_SCRATCH"];
  if (told !== undefined && told !== "") return told;
  const usual = tmpdir();
  return process.platform === "linux" && inMemory.has(statfsSync(usual).type) ? "/var/tmp" : usual;
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
 * Computes an image into a file and gives it back from there, to be read in any order. Where the system lets a file be
 * opened by its descriptor it has lost its name before anything is written, so that nothing stays behind, whatever
 * happens; elsewhere it loses it as soon as it is open. The handle is the caller's.
 */
export async function intoScratch(image: ImageHandle, signal: AbortSignal | undefined): Promise<ImageHandle> {
  const path = join(scratchFolder(), `.sluice-${randomBytes(8).toString("hex")}.v`);
  const descriptor = openSync(path, "wx+", 0o600);
  const byDescriptor = process.platform === "linux";
  const filename = byDescriptor ? `/proc/self/fd/${descriptor}` : path;
  try {
    if (byDescriptor) unlinkSync(path);
    await callInWorker("vipssave", { in: image, filename }, { signal, cancel: () => image.kill() });
    return onlyImage("vipsload", call("vipsload", { filename }));
  } finally {
    closeSync(descriptor);
    if (!byDescriptor) unlinkSync(path);
  }
}
