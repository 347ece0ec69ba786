/**
 * A disk of a few kilobytes in memory, for tests that fill it up. Only root can make one.
 * Not here: the errors of a full disk.
 * Read next: src/store/files/disk-room.ts.
 */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";

export interface SmallDisk {
  readonly disk: string;
  /**
   * Whether there is a disk. Otherwise there is only a folder, and the test has to be skipped; a line has announced it.
   */
  readonly mounted: boolean;
}

/** Mounted in a temporary folder until the file's tests are over. `size` is in the form of `mount`, such as `300k`. */
export function smallDisk(folder: string, size: string): SmallDisk {
  const disk = join(folder, "disk");
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", disk], { stdio: "ignore" });
  } catch {
    process.stderr.write("SKIPPED: a full disk; mounting a small tmpfs needs root\n");
    return { disk, mounted: false };
  }
  // A lazy unmount: a file that a failed test left open must not block it.
  afterAll(() => {
    execFileSync("umount", ["--lazy", disk]);
  });
  return { disk, mounted: true };
}
