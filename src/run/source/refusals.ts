/**
 * Refuses inputs before they are decoded: claims beyond the limits, loaders that libvips marks as untrusted, and TIFFs
 * that libvips misreads.
 * Not here: memory, which the budget checks with the plan's numbers; or broken files, which libvips finds itself.
 * Read next: graph/recipe/limits, codec/tiff-directories.
 */
import type { CodecFacts } from "../../codec/codec-facts.ts";
import type { TiffDirectory } from "../../codec/tiff-directories.ts";
import { formatBytes } from "../../core/bytes.ts";
import { LimitError, UnsupportedError } from "../../core/errors.ts";
import type { SourceHeader } from "../../graph/recipe/header.ts";
import type { InputLimits } from "../../graph/recipe/limits.ts";
import { introspect } from "../../native/operation/introspect.ts";

/** @throws {LimitError} naming the claim, the limit and the option that raises it. */
export function checkLimits(header: SourceHeader, limits: InputLimits, path: string | undefined): void {
  const claims = [
    { name: "pixels", found: header.width * header.height, allowed: limits.maxPixels },
    { name: "frames", found: header.pages, allowed: limits.maxFrames },
    { name: "frames", found: counted(header.facts).frames, allowed: limits.maxFrames, counted: true },
    { name: "scans", found: counted(header.facts).scans, allowed: limits.maxScans, counted: true },
  ];
  for (const { name, found, allowed, counted } of claims) {
    if (found <= allowed) continue;
    throw new LimitError(`it has ${claimed(name, found, allowed, counted)}`, {
      path,
      found,
      allowed,
      cure: `Raise limits.max${capital(name)} (--max-${name}) if you trust the file.`,
    });
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The numbers that Sluice counted in the file itself. For a very long animation, libvips reports 1. */
function counted(facts: CodecFacts | undefined): { readonly frames: number; readonly scans: number } {
  const frames = facts?.codec === "gif" ? facts.gif.frames : facts?.codec === "webp" ? facts.webp.frames : 1;
  return { frames, scans: facts?.codec === "jpeg" ? facts.jpeg.scans : 1 };
}

/** A count ends at the limit, so the message says "more than". */
function claimed(name: string, found: number, allowed: number, counted = false): string {
  const limit = allowed.toLocaleString("en");
  return counted
    ? `more than ${limit} ${name}, the limit`
    : `${found.toLocaleString("en")} ${name}, and the limit is ${limit}`;
}

/** Checks a drawing before it is opened at all, because its parser builds the whole of it. @throws {LimitError} */
export function checkDrawing(loader: string, sizeBytes: number, limits: InputLimits, path: string | undefined): void {
  if (!loader.startsWith("svg") || sizeBytes <= limits.maxDrawingBytes) return;
  const [found, allowed] = [sizeBytes, limits.maxDrawingBytes];
  throw new LimitError(`it is a drawing of ${formatBytes(found)}, and the limit is ${formatBytes(allowed)}`, {
    path,
    found,
    allowed,
    cure: "Raise limits.maxDrawingBytes (--max-drawing) if you trust the file.",
  });
}

/**
 * Refuses untrusted loaders one by one. libvips' global switch would also refuse loaders that Sluice itself needs. SVG
 * is allowed: it is drawn from memory, within limits, and cannot reach other files. Opened by a file's name, it could.
 * @throws {UnsupportedError} naming the loader.
 */
export function refuseUntrusted(loader: string, path: string | undefined): void {
  if (loader === "svgload_source" || loader === "svgload_buffer" || !introspect(loader).untrusted) return;
  throw new UnsupportedError(`libvips calls its loader ${loader} untrusted, and those are blocked`, {
    path,
    cure: "Convert the file first, or allow untrusted loaders (--untrusted, configure({ untrusted: true })).",
  });
}

/** Values of PhotometricInterpretation: white is 0, black is 0, palette, CIELAB. */
const notCopied: ReadonlySet<number | undefined> = new Set([0, 1, 3, 8]);

/**
 * Refuses TIFFs with separate bands (planar) that libvips would read wrongly, or fail on later. For these kinds of
 * samples, libvips (8.14 to 8.18 at least) steps through rows of all bands by the length of a row of one band. All rows
 * of a strip but its first then come out wrong, without an error. It reads red, green and blue right. For tiles of
 * single bands it fails only when pixels are needed.
 * `facts` may be of a file of any format. @throws {UnsupportedError}
 */
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

/** Whether samples exceed 32 bits. libvips' TIFF reader has no 64-bit samples and reports them as out of range. */
export function isTooDeep(facts: CodecFacts | undefined): boolean {
  return facts?.codec === "tiff" && facts.directories.some(({ bitsPerSample }) => bitsPerSample > 32);
}
