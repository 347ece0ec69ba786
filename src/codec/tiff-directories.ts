/**
 * Lists the images in a TIFF file, pages and SubIFDs, with the facts that decide the cost of reading each: size,
 * tiles, compression.
 * Not here: which of them form a pyramid, or OME and Aperio descriptions. No pixel is read.
 * Read next: codec/tiff-entries.
 */
import type { ByteReader } from "./byte-reader.ts";
import { readTiffEntries, readTiffHeader, readTiffValues, type TiffEntries, type TiffLayout } from "./tiff-entries.ts";

/** One image of the file. It is either a page, or SubIFD number `subifd` of page `parent`. */
export interface TiffDirectory {
  /** libvips' `page`: the position in the main chain. */
  readonly page: number | undefined;
  /** libvips' `subifd`: the position among the SubIFDs of its parent. */
  readonly subifd: number | undefined;
  /** The page that a SubIFD belongs to. */
  readonly parent: number | undefined;
  readonly width: number;
  readonly height: number;
  readonly bitsPerSample: number;
  readonly samplesPerPixel: number;
  /** The number of the Compression tag: 1 none, 5 LZW, 7 JPEG, 8 Deflate … */
  readonly compression: number;
  /** The number of the PhotometricInterpretation tag. */
  readonly photometric: number | undefined;
  readonly planar: "contig" | "separate";
  readonly tile: { readonly width: number; readonly height: number } | undefined;
  /** Rows that are decoded together, at most the height. Undefined for a tiled image. */
  readonly rowsPerStrip: number | undefined;
  /** NewSubfileType: bit 0 a reduced image of another, bit 1 one page of many, bit 2 a mask. */
  readonly subfileType: number;
  /** The number of SubIFDs that the directory claims. */
  readonly subifds: number;
}

export interface TiffFacts {
  readonly bigTiff: boolean;
  readonly byteOrder: "little" | "big";
  /** Page 0, its SubIFDs, the other pages, their SubIFDs. */
  readonly directories: readonly TiffDirectory[];
  /** Whether the list is complete. It is not if the limit, a loop or the end of the file ended the walk. */
  readonly complete: boolean;
}

const tags = {
  subfileType: 254,
  oldSubfileType: 255,
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  planar: 284,
  tileWidth: 322,
  tileHeight: 323,
  subifds: 330,
} as const;
const wanted: ReadonlySet<number> = new Set(Object.values(tags));

/** libtiff stores the number of SubIFDs in 16 bits, and a width in 32. */
const maxSubifds = 65_535;
const maxSide = 2 ** 32 - 1;

type DirectoryPlace = Pick<TiffDirectory, "page" | "subifd" | "parent">;

/** The results of a walk so far. */
interface Walk {
  readonly reader: ByteReader;
  readonly layout: TiffLayout;
  readonly directories: TiffDirectory[];
  /** Directories that may still be read, good or bad. */
  left: number;
  complete: boolean;
}

/** The directories of a TIFF file, or undefined if it is not a TIFF. Reads at most `maxDirectories`. */
export function readTiffDirectories(
  reader: ByteReader,
  { maxDirectories = 100 }: { readonly maxDirectories?: number } = {},
): TiffFacts | undefined {
  const layout = readTiffHeader(reader);
  if (layout === undefined) return undefined;
  const walk: Walk = { reader, layout, directories: [], left: maxDirectories, complete: true };
  const seen = new Set<number>();
  const parents: { readonly page: number; readonly entries: TiffEntries }[] = [];
  let offset: number | undefined = layout.first;
  for (let page = 0; offset !== undefined && offset !== 0 && !seen.has(offset); page += 1) {
    seen.add(offset);
    const entries = readDirectory(walk, offset, { page, subifd: undefined, parent: undefined });
    if (entries === undefined) break;
    // Page 0's SubIFDs come before the other pages: a large scan has its pyramid there, and the limit
    // may cut off the rest.
    if (page === 0) readSubifds(walk, page, entries);
    else if (entries.entries.has(tags.subifds)) parents.push({ page, entries });
    offset = entries.next;
  }
  if (offset !== 0) walk.complete = false;
  for (const { page, entries } of parents) readSubifds(walk, page, entries);
  const { directories, complete } = walk;
  return { bigTiff: layout.bigTiff, byteOrder: layout.littleEndian ? "little" : "big", directories, complete };
}

/** Does not follow a SubIFD's own chain: libvips cannot reach those directories. */
function readSubifds(walk: Walk, parent: number, { entries }: TiffEntries): void {
  const entry = entries.get(tags.subifds);
  if (entry === undefined) return;
  const offsets = readTiffValues(walk.reader, walk.layout, entry, walk.left);
  if (offsets.length < entry.count) walk.complete = false;
  for (const [subifd, offset] of offsets.entries()) {
    readDirectory(walk, offset, { page: undefined, subifd, parent });
  }
}

/**
 * Reads one directory. A directory without a size is left out, but keeps its number, and the chain continues after it.
 */
function readDirectory(walk: Walk, offset: number, place: DirectoryPlace): TiffEntries | undefined {
  const found = walk.left > 0 ? readTiffEntries(walk.reader, walk.layout, offset, wanted) : undefined;
  walk.left -= 1;
  const directory = found && describe(walk, found, place);
  if (directory === undefined) walk.complete = false;
  else walk.directories.push(directory);
  return found;
}

/** The defaults are those of TIFF 6.0. */
function describe(
  { reader, layout }: Walk,
  { entries }: TiffEntries,
  place: DirectoryPlace,
): TiffDirectory | undefined {
  function number(tag: number): number | undefined {
    const entry = entries.get(tag);
    return entry && readTiffValues(reader, layout, entry, 1)[0];
  }
  const width = number(tags.width) ?? 0;
  const height = number(tags.height) ?? 0;
  if (!(width > 0 && width <= maxSide && height > 0 && height <= maxSide)) return undefined;
  const tileWidth = number(tags.tileWidth) ?? 0;
  const tileHeight = number(tags.tileHeight) ?? 0;
  const tile = tileWidth > 0 && tileHeight > 0 ? { width: tileWidth, height: tileHeight } : undefined;
  return {
    ...place,
    width,
    height,
    bitsPerSample: number(tags.bitsPerSample) ?? 1,
    samplesPerPixel: number(tags.samplesPerPixel) ?? 1,
    compression: number(tags.compression) ?? 1,
    photometric: number(tags.photometric),
    planar: number(tags.planar) === 2 ? "separate" : "contig",
    tile,
    rowsPerStrip: tile ? undefined : Math.min(number(tags.rowsPerStrip) || height, height),
    subfileType: number(tags.subfileType) ?? (number(tags.oldSubfileType) === 2 ? 1 : 0),
    subifds: Math.min(entries.get(tags.subifds)?.count ?? 0, maxSubifds),
  };
}
