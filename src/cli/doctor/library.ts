/**
 * The checks of `sluice doctor` on the native library: which one it is, its formats, other copies of
 * libvips, the allocator.
 * Not here: the machine around it (cli/doctor/machine).
 * Read next: native/library/library, cli/doctor/formats.
 */
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { memoryLimit } from "../../budget/limit/limits.ts";
import { isSluiceError } from "../../core/errors.ts";
import { nativeAllocator } from "../../native/library/allocator.ts";
import { nativeLibrary } from "../../native/library/library.ts";
import { type Check, check } from "./check.ts";
import { commonFormats, readableFormats, writableFormats } from "./formats.ts";

/** All checks of the library. Without a library only the first, since the others would repeat it. */
export async function libraryChecks(): Promise<Check[]> {
  const library = await check("libvips", describeLibrary);
  if (library.status === "fail") return [library];
  return [
    library,
    await check("reads", describeReading),
    await check("writes", describeWriting),
    await check("second libvips", describeOthers),
    await check("allocator", describeAllocator),
  ];
}

function describeLibrary(): Omit<Check, "name"> {
  const { origin, version } = nativeLibrary();
  const words = {
    bundled: "bundled with the package",
    SLUICE_LIBVIPS: "named by SLUICE_LIBVIPS",
    system: "the system's",
  };
  return { status: "ok", detail: `${version}, ${words[origin.origin]}: ${fileOf(origin.path)}` };
}

/** The path of the library's file. A name from the system's own search says little; the kernel knows the file. */
function fileOf(path: string): string {
  return path.includes("/") || path.includes("\\")
    ? path
    : (loadedLibraries().find((file) => basename(file).startsWith(path)) ?? path);
}

function describeReading(): Omit<Check, "name"> {
  const { yes, headerOnly, no } = readableFormats();
  const detail = [
    yes.join(", "),
    headerOnly.length > 0 ? `headers only: ${headerOnly.join(", ")}` : "",
    no.length > 0 ? `not ${no.join(", ")}` : "",
  ].filter((part) => part !== "");
  return { detail: detail.join("; "), ...complete(no) };
}

function describeWriting(): Omit<Check, "name"> {
  const { yes, no } = writableFormats();
  return { detail: yes.join(", ") + (no.length > 0 ? `; not ${no.join(", ")}` : ""), ...complete(no) };
}

/** Most builds lack the rarer formats, so those give no warning. */
function complete(missing: readonly string[]): Pick<Check, "status" | "cure"> {
  const common = missing.filter((name) => commonFormats.includes(name));
  if (common.length === 0) return { status: "ok" };
  return { status: "warn", cure: `Use a libvips with ${common.join(", ")}: unset SLUICE_LIBVIPS for the bundled one.` };
}

function describeOthers(): Omit<Check, "name"> {
  const folders = new Set(loadedLibraries().map((file) => dirname(file)));
  if (folders.size === 0) return { status: "ok", detail: "not looked for: this system does not list what is loaded" };
  if (folders.size === 1) return { status: "ok", detail: "none" };
  return {
    status: "warn",
    detail: `this process has libvips from ${[...folders].join(" and from ")}`,
    cure: "Let all packages use one: install the same version of sharp and Sluice's library, or set SLUICE_LIBVIPS.",
  };
}

/**
 * The files of every libvips in this process, on Linux. libvips' C++ library in the same folder does not
 * count as another one.
 */
function loadedLibraries(): string[] {
  try {
    const maps = readFileSync("/proc/self/maps", "utf8");
    const files = Array.from(maps.matchAll(/^(?:\S+ +){5}(\/.*)$/gm), ([, file]) => file as string);
    return [...new Set(files)].filter((file) => /^libvips(?:-\w+)?[.-]/.test(basename(file)));
  } catch {
    return [];
  }
}

function describeAllocator(): Omit<Check, "name"> {
  const allocator = nativeAllocator();
  try {
    allocator.tune(memoryLimit().allowed);
  } catch (error) {
    // A variable that is not a size has a line of its own.
    if (!isSluiceError(error, "usage")) throw error;
  }
  const { name, settings } = allocator;
  const shown = settings.map((setting) => `${setting.name} ${setting.value}`);
  return { status: "ok", detail: shown.length === 0 ? name : `${name}: ${shown.join(", ")}` };
}
