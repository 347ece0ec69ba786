/**
 * Loads libvips once per thread and binds the declaration table to it.
 * Not here: what the functions mean; the wrappers in native/ do that, and nothing else uses the table.
 * Read next: native/library/declarations, native/operation/call.
 */
import { existsSync } from "node:fs";
import { isAbsolute } from "node:path";
import koffi from "koffi";
import { debug } from "../../core/debug.ts";
import { LibraryError } from "../../core/errors.ts";
import { type CType, declarations, type NativeFunctions, optionalDeclarations, type Pointer } from "./declarations.ts";
import { bundledPackages, type LibraryCandidate, libraryCandidates } from "./locate.ts";

/** The oldest libvips that has every function of the table. */
const oldest = [8, 14] as const;

const koffiTypes: Readonly<Record<CType, string>> = {
  void: "void",
  int: "int",
  uint: "unsigned int",
  double: "double",
  int64: "int64_t",
  uint64: "uint64_t",
  size: "size_t",
  gtype: "size_t",
  text: "str",
  pointer: "void *",
};

/** The loaded library: its functions, and where it came from. */
export interface NativeLibrary {
  readonly functions: NativeFunctions;
  /** The address of g_free, for C to call. */
  readonly freeFunction: Pointer;
  readonly origin: LibraryCandidate;
  /** Such as `8.18.7`. */
  readonly version: string;
}

let loaded: NativeLibrary | undefined;

/**
 * The library of this thread, loaded and initialised on first use.
 * @throws {LibraryError} when none of the candidates can be loaded, naming each that was tried.
 */
export function nativeLibrary(): NativeLibrary {
  loaded ??= load(libraryCandidates());
  return loaded;
}

/** The bound C functions of this thread. */
export function native(): NativeFunctions {
  return nativeLibrary().functions;
}

/** Binds exactly this file in this thread. A worker gets the path of the library that its parent chose. */
export function useLibrary(origin: LibraryCandidate): NativeLibrary {
  loaded ??= load([origin]);
  return loaded;
}

function load(candidates: readonly LibraryCandidate[]): NativeLibrary {
  const tried: string[] = [];
  for (const origin of candidates) {
    if (isAbsolute(origin.path) && !existsSync(origin.path)) {
      tried.push(`${origin.path} (${origin.origin}): no such file`);
      continue;
    }
    try {
      return initialise(origin, bindTable(origin.path));
    } catch (error) {
      if (error instanceof LibraryError) throw error;
      tried.push(`${origin.path} (${origin.origin}): ${(error as Error).message}`);
    }
  }
  const packages = bundledPackages().join(" or ");
  throw new LibraryError(`libvips was not found; tried: ${tried.join("; ") || `the package ${packages}`}`, {
    cure: `Run "npm install --include=optional" so that ${packages} is there, or set SLUICE_LIBVIPS to the path of a libvips.so.42.`,
  });
}

type Bound = Pick<NativeLibrary, "functions" | "freeFunction">;

function bindTable(path: string): Bound {
  const library = koffi.load(path);
  const bind = (name: string, [result, ...parameters]: readonly [CType, ...CType[]]): unknown =>
    library.func(
      name,
      koffiTypes[result],
      parameters.map((type) => koffiTypes[type]),
    );
  const bound: Record<string, unknown> = {};
  for (const [name, declaration] of Object.entries(declarations)) bound[name] = bind(name, declaration);
  for (const [name, declaration] of Object.entries(optionalDeclarations)) {
    try {
      bound[name] = bind(name, declaration);
    } catch {
      bound[name] = undefined;
    }
  }
  return { functions: bound as NativeFunctions, freeFunction: koffi.address(library.symbol("g_free")) };
}

function initialise(origin: LibraryCandidate, bound: Bound): NativeLibrary {
  const { functions } = bound;
  startVips(functions, origin);
  const [major, minor, patch] = [0, 1, 2].map((part) => functions.vips_version(part)) as [number, number, number];
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    throw new LibraryError(`${origin.path} is libvips ${major}.${minor}.${patch}, older than ${oldest.join(".")}`, {
      cure: "Unset SLUICE_LIBVIPS to use the bundled library, or install a newer libvips.",
    });
  }
  const version = `${major}.${minor}.${patch}`;
  debug(() => ({ event: "library", ...origin, version }));
  return { ...bound, origin, version };
}

/**
 * A second start in the same process does nothing. libvips prints its warnings to stderr unless this variable is
 * set during the start.
 */
function startVips(functions: NativeFunctions, origin: LibraryCandidate): void {
  const before = process.env["VIPS_WARNING"];
  process.env["VIPS_WARNING"] ??= "1";
  const failed = functions.vips_init("sluice") !== 0;
  if (before === undefined) delete process.env["VIPS_WARNING"];
  if (failed) {
    throw new LibraryError(`libvips at ${origin.path} could not start`, {
      cure: "Run `sluice doctor` to see which library was found.",
    });
  }
  // libvips' operation cache would hold pixels outside the budget.
  functions.vips_cache_set_max(0);
}
