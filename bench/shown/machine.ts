/**
 * Facts about the machine and the programs. A figure is worth nothing without them.
 * Not here: whether the machine is otherwise idle; no program can tell.
 * Read next: bench/shown/comparison-table.ts.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { availableParallelism, cpus, release, totalmem } from "node:os";
import { nativeLibrary } from "../../src/native/library/library.ts";

export function machineFacts(): Record<string, string> {
  return {
    cores: String(availableParallelism()),
    processor: cpus()[0]?.model ?? "unknown",
    RAM: `${(totalmem() / 1e9).toFixed(1)} GB`,
    system: `${process.platform} ${release()} ${process.arch}`,
    Node: process.version,
    sluice: versionIn("../../package.json"),
    libvips: nativeLibrary().version,
    sharp: versionIn("../node_modules/sharp/package.json"),
    "vips command": vipsCommand() ?? "none",
  };
}

function versionIn(path: string): string {
  const { version } = JSON.parse(readFileSync(new URL(path, import.meta.url), "utf8")) as { readonly version: string };
  return version;
}

/** The version of the system's own vips commands, or undefined if there are none. */
export function vipsCommand(): string | undefined {
  try {
    return execFileSync("vips", ["--version"], { encoding: "utf8" })
      .trim()
      .replace(/^vips-/, "");
  } catch {
    return undefined;
  }
}
