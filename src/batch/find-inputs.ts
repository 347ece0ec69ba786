/**
 * Turns the inputs of a command (files, folders, globs) into a sorted list of files. A folder contributes its image
 * files, by their endings, unless it is an image itself: a Zarr store. A file given by name is taken as it is.
 * Not here: opening the files.
 * Read next: batch/output-names.
 */
import { lstat, stat } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { UsageError } from "../core/errors.ts";
import { isStoreFolder } from "../run/source/store-folder.ts";
import { walkFolder } from "./walk-folder.ts";

/** One file to work on, or the folder of a Zarr store. */
export interface InputFile {
  readonly path: string;
  /** The file's folder, relative to the input that led to it; `.` for a file given by name. */
  readonly folder: string;
}

/** File endings that a search of a folder accepts. */
const imageEndings =
  /\.(?:jpe?g|jpe|jfif|png|webp|gif|tiff?|avif|hei[cf]|svgz?|pdf|jp2|j2k|jxl|bmp|p[pgn]m|hdr|exr|fits|v|vips|h5|hdf5)$/i;

export interface FindOptions {
  /**
   * The output folder. Folders and patterns that contain it skip the files below it, so that a second run does not take
   * the first run's results as inputs.
   */
  readonly exclude?: string | undefined;
  /** Whether subfolders are searched too. Default true. */
  readonly recursive?: boolean | undefined;
}

/**
 * Every file once, in the order of the inputs, sorted within each.
 * @throws {UsageError} when an input matches nothing.
 */
export async function findInputs(inputs: readonly string[], options: FindOptions = {}): Promise<InputFile[]> {
  const found = new Map<string, InputFile>();
  for (const input of inputs) {
    const files = await expand(input, options);
    if (files.length === 0) {
      throw new UsageError(`"${input}" matches no image file`, { cure: "Check the path, or quote the pattern." });
    }
    for (const file of files) {
      const key = resolve(file.path);
      if (!found.has(key)) found.set(key, file);
    }
  }
  return [...found.values()];
}

async function expand(input: string, options: FindOptions): Promise<InputFile[]> {
  // An existing file wins over a pattern: "a[1].jpg" is a pattern only if there is no such file.
  const status = await stat(input).catch(() => undefined);
  if (status?.isDirectory() === true && !isStoreFolder(input)) return await folderFiles(input, options);
  if (status !== undefined || (await isLink(input))) return [{ path: input, folder: "." }];
  // Loaded on demand: few runs need patterns, and the package takes 19 ms, as long as reading the headers of 25 JPEGs.
  const { glob, isDynamicPattern } = await import("tinyglobby");
  if (!isDynamicPattern(input)) return [{ path: input, folder: "." }];
  const pattern = process.platform === "win32" ? input.replaceAll("\\", "/") : input;
  const paths = await glob(pattern, { onlyFiles: false, dot: false, expandDirectories: false });
  const base = fixedPart(pattern, isDynamicPattern);
  return sorted(onlyImages(paths, base))
    .filter((path) => !isExcluded(path, options.exclude, base))
    .map((path) => ({ path, folder: dirname(relative(base, path)) }));
}

/** Keeps files and stores, and drops the files inside stores. A folder's path ends with a slash. */
function onlyImages(paths: readonly string[], base: string): string[] {
  const known = new Map<string, boolean>();
  const isStore = (folder: string): boolean => {
    const found = known.get(folder) ?? isStoreFolder(folder);
    known.set(folder, found);
    return found;
  };
  const isInStore = (path: string): boolean => {
    const folder = dirname(path);
    return isBelow(folder, base) && (isStore(folder) || isInStore(folder));
  };
  return paths
    .filter((path) => (path.endsWith("/") ? isStore(path.slice(0, -1)) : true) && !isInStore(path))
    .map((path) => path.replace(/\/$/, ""));
}

async function folderFiles(folder: string, { exclude, recursive = true }: FindOptions): Promise<InputFile[]> {
  return sorted(await walkFolder(folder, imageEndings, recursive))
    .map((path) => ({ path: join(folder, path), folder: dirname(path) }))
    .filter(({ path }) => !isExcluded(path, exclude, folder));
}

/** An output folder that is the input folder itself, or contains it, excludes nothing. */
function isExcluded(path: string, exclude: string | undefined, base: string): boolean {
  return exclude !== undefined && isBelow(exclude, base) && isBelow(path, exclude);
}

function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

async function isLink(path: string): Promise<boolean> {
  return await lstat(path).then(
    (status) => status.isSymbolicLink(),
    () => false,
  );
}

/** The folders of a pattern before its first wildcard. */
function fixedPart(pattern: string, isDynamic: (part: string) => boolean): string {
  const parts = pattern.split("/");
  const first = parts.findIndex((part) => isDynamic(part));
  return parts.slice(0, first === -1 ? -1 : first).join("/") || (pattern.startsWith("/") ? "/" : ".");
}

const byName = new Intl.Collator("en", { numeric: true });

function sorted(paths: readonly string[]): string[] {
  return [...paths].sort((a, b) => byName.compare(dirname(a), dirname(b)) || byName.compare(basename(a), basename(b)));
}
