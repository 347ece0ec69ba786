/**
 * The memory of each decoder while it runs, from the header. Unknown codecs are an error, never 0.
 * Not here: the line cache behind it (plan/cost/pipeline).
 * Read next: plan/make-plan. docs/explanation/memory.md has the measurement that checks each entry.
 */
import { coefficientBytes } from "../../codec/jpeg-markers.ts";
import type { TiffDirectory } from "../../codec/tiff-directories.ts";
import { UnsupportedError } from "../../core/errors.ts";
import { type Term, term } from "../../core/term.ts";
import { pelBytes, type SourceHeader } from "../../graph/recipe/header.ts";
import type { LoadChoice } from "../load/load-choice.ts";
import { stripTerms } from "./pipeline.ts";
import { storeReadTerms } from "./store-reading.ts";

/** The state of every decoder for any image: tables, row pointers, compressed input. */
const fixed = 1_000_000;

/**
 * The peak memory of decoding `header` with the options of `load`. @throws {UnsupportedError} for a codec without a
 * price.
 */
export function decoderTerms(header: SourceHeader, load: LoadChoice): Term[] {
  const price = prices[header.codec];
  if (price === undefined) {
    throw new UnsupportedError(`nobody knows what a ${header.codec} decoder (${header.loader}) holds in memory`, {
      cure: "Convert the file to TIFF, PNG or JPEG first.",
    });
  }
  return [term("decoder", `${header.codec} state`, fixed), ...price(header, load)];
}

type Price = (header: SourceHeader, load: LoadChoice) => Term[];

const stored = (header: SourceHeader): number => header.width * header.height;

const prices: Readonly<Record<string, Price | undefined>> = {
  jpeg: (header, load) => {
    const jpeg = header.facts?.codec === "jpeg" ? header.facts.jpeg : undefined;
    const rows = term("decoder", "MCU rows", header.width * 3 * 16 * 2);
    // libjpeg keeps every coefficient of a file with several scans, at any scale.
    if (jpeg === undefined) return [rows, term("decoder", "coefficients, at most", stored(header) * 8)];
    if (!jpeg.multiScan) return [rows];
    const skipped = load.skip.reduce((sum, { start, end }) => sum + end - start, 0);
    return [
      rows,
      term("decoder", `coefficients of ${jpeg.scans} scans`, coefficientBytes(jpeg)),
      ...(skipped > 0 ? [term("decoder", "the scans that are needed", header.sizeBytes - skipped)] : []),
    ];
  },
  png: (header) => {
    const row = term("decoder", "rows", header.width * 8 * 4);
    if (!header.interlaced) return [row];
    return [row, term("decoder", "interlaced image", stored(header) * pelBytes(header))];
  },
  webp: (header, load) => {
    const area = load.size.width * load.size.height;
    const webp = header.facts?.codec === "webp" ? header.facts.webp : undefined;
    const canvas = term("decoder", "frame and canvas", area * 8);
    const rows = term("decoder", "rows", header.width * 64);
    const isLossy = webp?.lossless === false && header.pages === 1;
    if (isLossy && !header.hasAlpha) return [canvas, rows];
    // Alpha is decoded whole; and the lossless decoder builds the image at its full size before it scales it.
    return [canvas, rows, term("decoder", "unscaled frame", stored(header) * (isLossy ? 5 : 4))];
  },
  gif: (header) => [term("decoder", "frame and canvas", stored(header) * 4.3)],
  avif: (header) => [term("decoder", "planes, tiles and pixels", stored(header) * heifPerPixel(header))],
  heif: (header) => [term("decoder", "planes, tiles and pixels", stored(header) * heifPerPixel(header))],
  tiff: (header, load) => tiffTerms(header, load),
  svg: (_, load) => [term("decoder", "drawing", load.size.width * load.size.height * 3.4 + 8_000_000)],
  pdf: (_, load) => [term("decoder", "drawing", load.size.width * load.size.height * 8 + 32_000_000)],
  vips: () => [],
  hdf5: (header, load) => chunkTerms(header, load),
  zarr: (header, load) => chunkTerms(header, load),
};

/** Rows come through JavaScript: one row of chunks is in use while the next is read. */
function chunkTerms(
  { width, height, bands, format, pages, facts }: SourceHeader,
  { size, pages: loaded }: LoadChoice,
): Term[] {
  if (facts?.codec !== "hdf5" && facts?.codec !== "zarr") throw new Error("a store tells of its chunks");
  const chunk = { width: facts.chunkWidth, height: facts.chunkHeight };
  const shape = { width, height: height * pages, bands, format, chunk };
  return [...storeReadTerms(shape, facts, { ...size, height: size.height * loaded }), ...stripTerms()];
}

/** libvips' loader does not tell whether the chroma is subsampled: measured without subsampling. */
function heifPerPixel({ format }: SourceHeader): number {
  return format === "uchar" ? 17.6 : 22.5;
}

function tiffTerms(header: SourceHeader, load: LoadChoice): Term[] {
  const pel = pelBytes(header);
  const directory = directoryOf(header, load);
  if (directory?.tile !== undefined) {
    const { width, height } = directory.tile;
    return [term("decoder", `a tile of ${width} × ${height}`, width * height * pel * 2)];
  }
  const strip = Math.min(directory?.rowsPerStrip ?? load.size.height, load.size.height);
  const inFile = (header.sizeBytes * strip) / load.size.height;
  // Rows of uncompressed strips are read one by one where the strips are very large.
  const compressed = directory?.compression === 1 ? Math.min(inFile, 26_000_000) : inFile;
  // libvips reads single rows of strips higher than 128, where the compression allows it; JPEG does not.
  const whole = strip <= 128 ? 1 : directory?.compression === jpegCompression ? 2 : 0;
  return [
    term("decoder", `strips of ${strip} rows`, load.size.width * strip * pel * whole),
    term("decoder", "compressed strip", compressed),
  ];
}

/** TIFF's number for JPEG compression. */
const jpegCompression = 7;

/** The tile height of the loaded directory, where it is tiled. */
export function tileHeightOf(header: SourceHeader, load: LoadChoice): number | undefined {
  return directoryOf(header, load)?.tile?.height;
}

function directoryOf(header: SourceHeader, load: LoadChoice): TiffDirectory | undefined {
  const directories = header.facts?.codec === "tiff" ? header.facts.directories : [];
  const { level } = load;
  return directories.find((directory) =>
    level?.subifd === undefined
      ? directory.page === (level?.page ?? 0)
      : directory.parent === 0 && directory.subifd === level.subifd,
  );
}
