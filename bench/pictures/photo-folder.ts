/**
 * Collects real photos from Debian packages into one folder, as copies.
 * Not here: installing the packages; if one is missing, the error says how.
 * Read next: bench/thumb.ts.
 */
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { open } from "../../src/compose.ts";

const packages = ["lomiri-wallpapers-16.04", "lomiri-wallpapers-20.04", "mate-backgrounds", "forensics-samples-files"];

/** Smaller pictures are icons. */
const fewestPixels = 1_000_000;

/** The paths of all photos of at least a megapixel, each file once. @throws when a package is not installed. */
export async function debianPhotos(): Promise<string[]> {
  const missing = packages.filter((name) => filesOf(name) === undefined);
  if (missing.length > 0) {
    throw new Error(`Give a folder of photos, or install Debian's: apt-get install ${missing.join(" ")}`);
  }
  const listed = packages.flatMap((name) => filesOf(name) ?? []);
  const files = listed
    .filter((path) => /\.(?:jpe?g|png)$/i.test(path) && existsSync(path))
    .map((path) => realpathSync(path));
  const photos: string[] = [];
  for (const path of new Set(files)) {
    const { width, height } = await open(path);
    if (width * height >= fewestPixels) photos.push(path);
  }
  return photos;
}

/** A new temporary folder with copies of the files, under unique names. The caller deletes it. */
export function gather(paths: readonly string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "sluice-bench-photos-"));
  for (const [index, path] of paths.entries()) {
    copyFileSync(path, join(folder, `${String(index).padStart(3, "0")}-${basename(path)}`));
  }
  return folder;
}

function filesOf(name: string): string[] | undefined {
  try {
    return execFileSync("dpkg", ["-L", name], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).split("\n");
  } catch {
    return undefined;
  }
}
