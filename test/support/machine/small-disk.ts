/**
 * A disk of a few kilobytes in memory, to be filled up; only root may make one.
 * Not here: what is told of a full disk.
 * Read next: src/store/files/disk-room.ts.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";

export interface SmallDisk {
  readonly disk: string;
  /** Otherwise there is a mere folder, and what it is for is to be skipped; a line has said so. */
  readonly mounted: boolean;
}

/** In a temporary folder, until the file's tests are over. `size`: as `mount` wants it, such as `300k`. */
export function smallDisk(folder: string, size: string): SmallDisk {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk], { stdio: "ignore" });
  } catch {
    process.stderr.write("SKIPPED: a full disk; mounting a small tmpfs needs root\n");
    return { disk, mounted: false };
  }
  // Lazily: a file that a failed test left open must not keep the folder.
  afterAll(() => {
    execFileSync("umount", ["--lazy", disk]);
  });
  return { disk, mounted: true };
}
