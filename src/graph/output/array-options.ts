/**
 * The entries of the table for what is stored in parts: tiles of TIFF, Deep Zoom and IIIF, chunks of HDF5 and Zarr.
 * Not here: options that photo formats have, too (graph/output/options), or their memory (plan/cost).
 * Read next: graph/output/options.
 */
import type { Need, OutputOption } from "./output-option.ts";

const deflated: Need = { option: "compression", values: ["deflate", "zstd"], of: "the compressions deflate and zstd" };
const packed: Need = {
  option: "compression",
  values: ["deflate", "zstd", "lzw"],
  of: "the compressions deflate, zstd and lzw",
};
const fitted = { default: { words: "any" } };
const pyramids: Need = { option: "pyramid", values: [true], of: "a pyramid" };

export const arrayOptions = {
  tile: {
    text: "Tiles instead of strips.",
    kind: { type: "flag" },
    formats: { tiff: { default: { words: "from 16 MB of samples on, where deflate compresses them" } } },
  },
  tileSize: {
    text: "Side of the square tiles in pixels; of TIFF a multiple of 16.",
    kind: { type: "integer", min: 16, max: 8192 },
    formats: {
      tiff: { default: { words: "128" }, saver: (side: number) => ({ tile_width: side, tile_height: side }) },
      dz: { default: 254 },
      iiif: { default: 512 },
    },
    example: 256,
  },
  pyramid: {
    text: "Smaller levels beside the image, until one fits into a tile or chunk; of Zarr as OME-Zarr.",
    kind: { type: "flag" },
    formats: { tiff: {}, zarr: {} },
    default: false,
  },
  levels: {
    text: "How many sizes a pyramid has, the image's own included.",
    kind: { type: "integer", min: 1, max: 64 },
    formats: { zarr: { needs: pyramids } },
    default: { words: "until one fits into a chunk" },
  },
  compression: {
    text: "How samples are packed: `rle` is deflate that looks for runs of one byte only; zstd is not in the bundled libvips.",
    kind: { type: "word", words: ["deflate", "rle", "zstd", "lzw", "packbits", "jpeg", "webp", "ccittfax4", "none"] },
    formats: {
      tiff: { words: ["deflate", "zstd", "lzw", "packbits", "jpeg", "webp", "ccittfax4", "none"], also: ["jp2k"] },
      hdf5: { words: ["deflate", "rle", "none"], also: ["gzip"] },
      zarr: { words: ["deflate", "rle", "none"], also: ["gzip"] },
    },
    default: "deflate",
  },
  level: {
    text: "How hard deflate tries; of PNG in the place of effort.",
    kind: { type: "integer", min: 0, max: 9 },
    formats: {
      png: { default: { words: "6" }, saver: "compression" },
      ...{ hdf5: {}, zarr: {} },
      tiff: {
        default: { words: "from 16 MB of samples on no search in tiles, which is quickest; else 3" },
        needs: deflated,
      },
    },
    default: 1,
  },
  predictor: {
    text: "What deflate, zstd and lzw pack: samples, or their differences; `float` is for floating-point samples.",
    kind: { type: "word", words: ["none", "horizontal", "float"] },
    formats: { tiff: { needs: packed } },
    default: { words: "horizontal" },
  },
  subifd: {
    text: "Smaller levels in directories below the image's own, as OME-TIFF has them, and not as pages.",
    kind: { type: "flag" },
    formats: { tiff: { needs: pyramids } },
    default: false,
  },
  bigtiff: {
    text: "BigTIFF, which may be larger than 4 GB.",
    kind: { type: "flag" },
    formats: { tiff: {} },
    default: { words: "where it may become larger than that" },
  },
  resunit: {
    text: "The unit of the resolution that is written.",
    kind: { type: "word", words: ["cm", "inch"] },
    formats: { tiff: {} },
    default: { words: "as the input says, else cm" },
  },
  chunk: {
    text: "Side of the chunks in pixels, or width and height.",
    kind: { type: "chunk" },
    formats: { hdf5: {}, zarr: {} },
    ...{ default: 256, example: 256 },
  },
  dataset: {
    text: "Name of the dataset, with those of its groups, such as `scans/left`.",
    kind: { type: "text" },
    formats: { hdf5: {} },
    default: "image",
  },
  id: {
    text: "The URL at which the folder will be found, without the folder's own name.",
    kind: { type: "text" },
    formats: { iiif: {} },
    ...{ default: { words: "https://example.com/iiif" }, flag: "iiif-id" },
  },
  version: {
    text: "Version of Zarr (3 has shards of 2048 × 2048 pixels, 2 a file for each chunk), or of IIIF's Image API.",
    kind: { type: "integer", min: 2, max: 3 },
    formats: { zarr: { flag: "zarr-version" }, iiif: { flag: "iiif-version", saver: null } },
    default: 3,
  },
  maxBytes: {
    text: "What it may take, as bytes or as text with a unit. HDF5 and Zarr end with an error when they would take more; JPEG, WebP and AVIF get the highest quality that fits, up to the one that is given, in at most eight encodings of one decode.",
    kind: { type: "bytes" },
    formats: { jpeg: fitted, webp: fitted, avif: fitted, hdf5: {}, zarr: {} },
    ...{ default: { words: "what the disk has" }, flag: "max-size", saver: null },
  },
} as const satisfies Readonly<Record<string, OutputOption>>;
