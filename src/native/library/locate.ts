/**
 * Lists the files that may be a libvips, best first.
 * Not here: loading one (native/library/library). Nothing is opened or run in this file.
 * Read next: native/library/library.
 */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** One place to try. */
export interface LibraryCandidate {
  /** Where it comes from, as `doctor` shows it. */
  readonly origin: "SLUICE_LIBVIPS" | "bundled" | "system";
  /** A file, or a name for the system's own library search. */
  readonly path: string;
}

const systemNames: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ["libvips.so.42"],
  darwin: ["libvips.42.dylib", "/opt/homebrew/lib/libvips.42.dylib", "/usr/local/lib/libvips.42.dylib"],
  win32: ["libvips-42.dll"],
};

/**
 * Every library to try, in order. If `SLUICE_LIBVIPS` is set, only that one (`system` means the system's library).
 * Otherwise the bundled package for this platform, then the system's library.
 */
export function libraryCandidates(environment: NodeJS.ProcessEnv = process.env): LibraryCandidate[] {
  const wanted = environment["SLUICE_LIBVIPS"];
  if (wanted !== undefined && wanted !== "" && wanted !== "system") return [{ origin: "SLUICE_LIBVIPS", path: wanted }];
  const system = (systemNames[process.platform] ?? []).map((path) => ({ origin: "system", path }) as const);
  return wanted === "system" ? system : [...bundled(), ...system];
}

/** The npm packages that carry a libvips for this platform; npm installs the one whose C library matches. */
export function bundledPackages(): string[] {
  if (process.platform === "win32") return [`@img/sharp-win32-${process.arch}`];
  const systems = process.platform === "linux" ? ["linux", "linuxmusl"] : [process.platform];
  return systems.map((system) => `@img/sharp-libvips-${system}-${process.arch}`);
}

function bundled(): LibraryCandidate[] {
  const { resolve } = createRequire(import.meta.url);
  return bundledPackages().flatMap((name) => {
    try {
      const path =
        process.platform === "win32"
          ? join(dirname(resolve(`${name}/package`)), "lib", "libvips-42.dll")
          : resolve(`${name}/binary`);
      return [{ origin: "bundled", path } as const];
    } catch {
      return [];
    }
  });
}
