/**
 * One line per file for people: columns for the facts that every image has, and a last column for special features.
 * Not here: reading the headers, and the lines of files that failed (cli/info/info).
 * Read next: cli/show/plain-table, graph/recipe/header.
 */
import { formatBytes } from "../../core/bytes.ts";
import type { SourceHeader } from "../../graph/recipe/header.ts";
import { printable } from "../../report/text/cells.ts";
import { plainTable } from "../show/plain-table.ts";

/** The header of one file. */
export interface FileInfo {
  readonly path: string;
  readonly header: SourceHeader;
  /** The dataset's name, for an HDF5 file. */
  readonly dataset?: string | undefined;
}

const head = ["file", "codec", "width × height", "bands", "file size", "notes"];

/** The table of all files, wrapped to the terminal's width if one is given. */
export function infoTable(files: readonly FileInfo[], width: number | undefined): string {
  return plainTable(files.map(cells), { head, right: [2, 4], width });
}

function cells({ path, header, dataset }: FileInfo): string[] {
  const { codec, width, height, bands, format, interpretation, sizeBytes } = header;
  const pixels = `${bands} ${format} ${interpretation}`;
  return [
    printable(path),
    codec,
    `${width} × ${height}`,
    pixels,
    formatBytes(sizeBytes),
    [...(dataset === undefined ? [] : [printable(`dataset ${dataset}`)]), ...headerNotes(header)].join(", "),
  ];
}

/** Special features in words; a plain photo has none. */
export function headerNotes({ orientation, pages, hasAlpha, profileBytes, levels, ...header }: SourceHeader): string[] {
  return [
    pages > 1 ? `${pages} ${isAnimation(header.codec) ? "frames" : "pages"}` : "",
    orientation > 1 ? `orientation ${orientation}` : "",
    passes(header),
    chunks(header),
    hasAlpha ? "alpha" : "",
    profileBytes > 0 ? `ICC ${formatBytes(profileBytes)}` : "",
    levels.length > 0 ? `pyramid of ${levels.length} smaller ${levels.length === 1 ? "level" : "levels"}` : "",
  ].filter((note) => note !== "");
}

/** Files in several passes get a note because of their memory: the decoder holds the whole image. */
function passes({ interlaced, facts }: Pick<SourceHeader, "interlaced" | "facts">): string {
  if (facts?.codec === "jpeg") {
    const { process, multiScan, scans } = facts.jpeg;
    const name = process === "baseline" ? "" : `${process} `;
    return multiScan ? `${name}in ${scans} scans` : name.trim();
  }
  return interlaced ? "interlaced" : "";
}

/** The chunks, which decide what a region costs to read. */
function chunks({ facts }: Pick<SourceHeader, "facts">): string {
  if (facts?.codec !== "hdf5" && facts?.codec !== "zarr") return "";
  const { chunkWidth, chunkHeight, compression } = facts;
  return `chunks ${chunkWidth} × ${chunkHeight}${compression === undefined ? "" : ` ${compression}`}`;
}

function isAnimation(codec: string): boolean {
  return codec === "gif" || codec === "webp" || codec === "png";
}
