/**
 * Other implementations that judge Sluice's pictures: Pillow, and Debian's vips command line.
 * Not here: the expectations, which the tests have. If a judge is not installed, its tests are skipped with a message.
 * Read next: test/support/judge/judge.py, test/support/judge/python-process.ts.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { test } from "vitest";
import { PythonProcess, pythonWith, works } from "./python-process.ts";

const script = fileURLToPath(new URL("./judge.py", import.meta.url));
/** With Pillow and numpy. */
export const python = pythonWith("PIL.ImageCms, numpy");
export const hasVipsCommand = works("vips", ["--version"]);

/** A test that Pillow judges. */
export const testByPillow = testIf(python !== undefined, "python3-pil and python3-numpy");
/** A test that the vips command and Pillow judge together. */
export const testByVips = testIf(hasVipsCommand && python !== undefined, "libvips-tools and python3-pil");

function testIf(present: boolean, packages: string): typeof test.skip {
  if (!present) process.stderr.write(`SKIPPED: tests that need a judge; apt-get install ${packages}\n`);
  return test.skipIf(!present);
}

/** Pillow's description of a file. */
export interface FileFacts {
  readonly format: string;
  /** Pillow's name, such as `RGB`, `RGBA`, `L`, `P`. */
  readonly mode: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly durations: readonly number[];
  readonly loop: number | null;
  /** EXIF orientation, or null if there is none. */
  readonly orientation: number | null;
  readonly artist: string | null;
  readonly profileBytes: number;
  readonly hasXmp: boolean;
}

/** In levels of 255. */
export interface Differences {
  readonly mean: number;
  readonly worst: number;
}

/** A position as fractions of width and height. */
export type Point = readonly [x: number, y: number];

const judge = new PythonProcess(python ?? "python3", script);
const ask = <T>(operation: string, request: object): Promise<T> => judge.ask<T>(operation, request);

/** Opens a file and decodes every frame. */
export const describeFile = (path: string): Promise<FileFacts> => ask("describe", { path });

/** The fields that are texts or whole numbers, by EXIF's names. `gps` is empty where no place is written. */
export const exifOf = (path: string): Promise<Readonly<Record<"image" | "camera" | "gps", Record<string, unknown>>>> =>
  ask("exif", { path });

/** Red, green, blue and alpha at points of a frame. */
export const samplesAt = (path: string, points: readonly Point[], frame = 0): Promise<number[][]> =>
  ask("samples", { path, points, frame });

/**
 * Compares a thumbnail with a full decode of its source, rotated, converted by its profile and resampled with Lanczos.
 */
export const compareThumbnail = (
  source: string,
  result: string,
  options: {
    readonly frame?: number;
    readonly background?: readonly number[];
    /** An ICC profile in base64 for a source without one. */
    readonly profile?: string;
    /** The part of the source: left, top, right, bottom. */
    readonly box?: readonly number[];
  } = {},
): Promise<Differences> => ask("compare", { source, result, ...options });

/** Whether two files have the same pixels. */
export const samePixels = (a: string, b: string): Promise<boolean> => ask("equal", { a, b });

/** Converts a file that Pillow cannot read, such as AVIF, with the vips command. */
export function convertByVips(source: string, result: string): void {
  // The bundled libvips sets VIPSHOME in the environment. Debian's libvips would search it for its modules.
  const env = { ...process.env, VIPSHOME: undefined };
  execFileSync("vips", ["copy", source, result], { stdio: ["ignore", "ignore", "pipe"], env });
}
