/**
 * The common formats that the loaded library can read and write.
 * Not here: recognising a file (codec/sniff), or formats without a signature, such as raw and CSV.
 * Read next: cli/doctor/library, plan/cost/decoder.
 */
import { isSluiceError } from "../../core/errors.ts";
import { isStoreFormat, type OutputFormat, outputFormats } from "../../graph/output/encoding.ts";
import type { SourceHeader } from "../../graph/recipe/header.ts";
import type { StoreFormat } from "../../graph/recipe/source.ts";
import { hasOperation } from "../../native/operation/introspect.ts";
import { decoderTerms } from "../../plan/cost/decoder.ts";
import { wholeImage } from "../../plan/load/load-choice.ts";
import { saverOf } from "../../run/output/savers.ts";

interface Format {
  readonly name: string;
  /** The codec's name in headers. Also the start of its loader's name, unless that differs. */
  readonly codec: string;
  readonly loader?: string;
}

const formats: readonly Format[] = [
  { name: "JPEG", codec: "jpeg" },
  { name: "PNG", codec: "png" },
  { name: "WebP", codec: "webp" },
  { name: "AVIF", codec: "avif", loader: "heifload" },
  { name: "GIF", codec: "gif" },
  { name: "TIFF", codec: "tiff" },
  { name: "SVG", codec: "svg" },
  { name: "libvips' own", codec: "vips" },
  { name: "PDF", codec: "pdf" },
  { name: "JPEG XL", codec: "jxl" },
  { name: "JPEG 2000", codec: "jp2k" },
  { name: "OpenSlide", codec: "openslide" },
  { name: "PPM", codec: "ppm" },
  { name: "OpenEXR", codec: "exr", loader: "openexrload" },
  { name: "Radiance", codec: "rad" },
  { name: "FITS", codec: "fits" },
  { name: "NIfTI", codec: "nifti" },
  { name: "Matlab", codec: "mat" },
];

/** Names of formats, by what Sluice can do with their files. */
export interface FormatSupport {
  readonly yes: readonly string[];
  /** The library reads them, but Sluice has no price for their decoder. It therefore refuses all but `info`. */
  readonly headerOnly: readonly string[];
  readonly no: readonly string[];
}

export function readableFormats(): FormatSupport {
  const loaded = formats.filter(({ codec, loader = `${codec}load` }) => hasOperation(loader));
  return {
    yes: [...loaded.filter(({ codec }) => hasPrice(codec)).map(({ name }) => name), ...Object.values(storeNames)],
    headerOnly: loaded.filter(({ codec }) => !hasPrice(codec)).map(({ name }) => name),
    no: formats.filter((format) => !loaded.includes(format)).map(({ name }) => name),
  };
}

/** Of the formats that Sluice writes. */
export function writableFormats(): Omit<FormatSupport, "headerOnly"> {
  const saves = (format: OutputFormat): boolean => isStoreFormat(format) || hasOperation(saverOf[format]);
  return {
    yes: outputFormats.filter(saves).map(nameOf),
    no: outputFormats.filter((format) => !saves(format)).map(nameOf),
  };
}

/** The most common formats. Every build of libvips should have them. */
export const commonFormats = ["JPEG", "PNG", "WebP", "GIF", "TIFF"];

/** Stores, which Sluice reads and writes without the library. */
const storeNames: { readonly [F in StoreFormat]: string } = { hdf5: "HDF5", zarr: "Zarr" };
const ownNames: Readonly<Partial<Record<OutputFormat, string>>> = {
  ...{ v: "libvips (.v)", dz: "Deep Zoom", iiif: "IIIF" },
  ...storeNames,
};

function nameOf(format: OutputFormat): string {
  return ownNames[format] ?? formats.find(({ codec }) => codec === format)?.name ?? format;
}

/** Asks the planner, so that the answer is the same as for a file of this format. */
function hasPrice(codec: string): boolean {
  const header: SourceHeader = { ...smallest, codec };
  try {
    return decoderTerms(header, wholeImage(header)).length > 0;
  } catch (error) {
    if (isSluiceError(error, "unsupported")) return false;
    throw error;
  }
}

const smallest: Omit<SourceHeader, "codec"> = {
  ...{ width: 1, height: 1, bands: 3, format: "uchar", interpretation: "srgb", hasAlpha: false },
  ...{ pages: 1, orientation: 1, interlaced: false, profileBytes: 0, sizeBytes: 1 },
  ...{ loader: "", levels: [], facts: undefined },
};
