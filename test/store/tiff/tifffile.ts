/**
 * tifffile, an implementation of TIFF without libtiff, as a judge of files; one Python process answers for a whole test
 * file.
 * Not here: its answers (test/store/tiff/tiff_judge.py).
 * Read next: test/store/tiff/tiff_judge.py, test/support/judge/python-process.ts.
 */
import { fileURLToPath } from "node:url";
import { afterAll, test } from "vitest";
import { PythonProcess, pythonWith, works } from "../../support/judge/python-process.ts";

const python = pythonWith("tifffile");
/** For LZW and others, tifffile needs a package that Debian does not have; libtiff decompresses them first. */
export const hasTiffTools = works("sh", ["-c", "command -v tiffcp"]);
const judge = new PythonProcess(python ?? "python3", fileURLToPath(new URL("./tiff_judge.py", import.meta.url)));
afterAll(() => judge.end());

if (python === undefined || !hasTiffTools) {
  process.stderr.write("SKIPPED: TIFFs of tifffile; apt-get install python3-tifffile libtiff-tools\n");
}

/** A test that tifffile judges. */
export const testByTifffile = test.skipIf(python === undefined || !hasTiffTools);

/** tifffile's facts about a file's first page. */
export interface TiffFacts {
  /** Rows, columns, bands. */
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly big: boolean;
  readonly order: "<" | ">";
  readonly compression: string;
  readonly predictor: number;
  /** Width and height; null for strips. */
  readonly tile: readonly number[] | null;
  readonly photometric: string;
}

/** The facts, and the comparison with the expected samples. */
export interface Judged extends TiffFacts {
  /** Whether all pages have the samples, by their bytes. */
  readonly equal: boolean;
  /** The rows and columns of smaller levels, and whether each is the mean of the one before. */
  readonly levels: readonly (readonly number[])[];
  readonly "levels equal": readonly boolean[];
}

/** `raw` is a file of the samples; with `unpack`, libtiff decompresses the file before tifffile reads it. */
export const judgeTiff = (path: string, raw: string, dtype: string, unpack: boolean): Promise<Judged> =>
  judge.ask("read", { path, raw, dtype, unpack });

/** The fields of the first directory, without the offsets and lengths of tiles. */
export const fieldsOf = (path: string): Promise<readonly Field[]> => judge.ask("fields", { path });
export type Field = readonly [tag: number, type: number, count: number, value: string];

/**
 * Writes random samples; the samples are also in `.bin` beside the file. `options` are those of tifffile's
 * `TiffWriter.write`.
 */
export const writeTiff = (path: string, options: TiffToWrite): Promise<TiffFacts> =>
  judge.ask("write", { path, ...options });

export interface TiffToWrite {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly pages?: number;
  readonly [option: string]: unknown;
}
