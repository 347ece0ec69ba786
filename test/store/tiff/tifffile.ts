/**
 * tifffile, an implementation of TIFF without libtiff, as a judge of files; one Python answers for all of a test file.
 * Not here: what it answers with (test/store/tiff/tiff_judge.py).
 * Read next: test/store/tiff/tiff_judge.py, test/support/judge/python-process.ts.
 */
import { fileURLToPath } from "node:url";
import { afterAll, test } from "vitest";
import { PythonProcess, pythonWith, works } from "../../support/judge/python-process.ts";

const python = pythonWith("tifffile");
/** LZW and others tifffile leaves to a package that Debian does not have; libtiff unpacks them for it. */
export const hasTiffTools = works("sh", ["-c", "command -v tiffcp"]);
const judge = new PythonProcess(python ?? "python3", fileURLToPath(new URL("./tiff_judge.py", import.meta.url)));
afterAll(() => judge.end());

if (python === undefined || !hasTiffTools) {
  process.stderr.write("SKIPPED: TIFFs of tifffile; apt-get install python3-tifffile libtiff-tools\n");
}

/** A test that tifffile judges. */
export const testByTifffile = test.skipIf(python === undefined || !hasTiffTools);

/** What tifffile sees of a file's first page. */
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

/** What it sees beside what was meant. */
export interface Judged extends TiffFacts {
  /** Whether all pages have the samples, by their bytes. */
  readonly equal: boolean;
  /** Rows and columns of smaller sizes, and whether each is the means of the one before. */
  readonly levels: readonly (readonly number[])[];
  readonly "levels equal": readonly boolean[];
}

/** `raw`: a file of the samples; `unpack`: by libtiff, before tifffile reads it. */
export const judgeTiff = (path: string, raw: string, dtype: string, unpack: boolean): Promise<Judged> =>
  judge.ask("read", { path, raw, dtype, unpack });

/** The fields of the first directory, without those that tell where tiles lie. */
export const fieldsOf = (path: string): Promise<readonly Field[]> => judge.ask("fields", { path });
export type Field = readonly [tag: number, type: number, count: number, value: string];

/** Writes random samples; beside the file they are in `.bin`. `options` as tifffile's `TiffWriter.write` has them. */
export const writeTiff = (path: string, options: TiffToWrite): Promise<TiffFacts> =>
  judge.ask("write", { path, ...options });

export interface TiffToWrite {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly pages?: number;
  readonly [option: string]: unknown;
}
