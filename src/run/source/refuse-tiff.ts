/**
 * Refuses the TIFFs of which libvips would make wrong pixels, or none after all: bands that lie apart.
 * Not here: broken files, which libvips finds itself, or those that claim too much (run/source/refusals).
 * Read next: codec/tiff-directories, run/source/read-header.
 *
 * Where samples are not merely copied, libvips (8.14 to 8.18 at least) goes through rows of all bands by the length of a row
 * of one: all rows of a strip but its first are wrong, and nothing is said. Of red, green and blue it reads them right, and
 * of tiles of single bands it says that it does not, only when pixels are wanted.
 */
import type { CodecFacts } from "../../codec/codec-facts.ts";
import type { TiffDirectory } from "../../codec/tiff-directories.ts";
import { UnsupportedError } from "../../core/errors.ts";

/** The numbers of PhotometricInterpretation: white is 0, black is 0, palette, CIELAB. */
const notCopied: ReadonlySet<number | undefined> = new Set([0, 1, 3, 8]);

/** `facts` of a file of any format. @throws {UnsupportedError} */
export function refuseTiff(facts: CodecFacts | undefined, path: string | undefined): void {
  if (facts?.codec !== "tiff") return;
  const found = facts.directories.find(isMisread);
  if (found === undefined) return;
  const where = found.tile === undefined ? "in strips of several rows" : "in tiles";
  throw new UnsupportedError(
    `its ${found.samplesPerPixel} bands lie one after the other, ${where}, which libvips misreads`,
    {
      path,
      cure: "Write it with its bands side by side: gdal_translate -co INTERLEAVE=PIXEL IN.tif OUT.tif, for one.",
    },
  );
}

function isMisread({ planar, samplesPerPixel, photometric, tile, rowsPerStrip = 1 }: TiffDirectory): boolean {
  if (planar === "contig" || samplesPerPixel === 1) return false;
  return tile !== undefined || (rowsPerStrip > 1 && notCopied.has(photometric));
}

/** What libvips calls samples out of range: its reader of TIFF has none of 64 bits. */
export function isTooDeep(facts: CodecFacts | undefined): boolean {
  return facts?.codec === "tiff" && facts.directories.some(({ bitsPerSample }) => bitsPerSample > 32);
}
