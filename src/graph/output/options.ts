/**
 * The options of outputs: for each its formats, kind, range, default and one sentence. From this table come the check, the
 * types, the flags of the command, the fields of pipeline files with their JSON Schema, the documentation, and the
 * arguments of libvips' savers. To add an option: add it here, price it (plan/cost/encoder), and `npm run docs`.
 * Not here: what the kinds are (graph/output/option-kinds), or checking values (graph/output/check-options).
 * Read next: graph/output/check-options. docs/reference/output-options.md is this table as a page.
 */
import type { OutputFormat } from "./encoding.ts";
import type { OptionKind } from "./option-kinds.ts";

export interface OutputOption {
  /** One sentence: what it is, and for whom it is where only some should want it. */
  readonly text: string;
  readonly kind: OptionKind;
  readonly formats: { readonly [F in OutputFormat]?: OptionOfFormat };
  /** A value for the cure of an error. */
  readonly example?: string | number;
  /** As {@link OptionOfFormat}, of all formats that say nothing else. */
  readonly default?: OptionOfFormat["default"];
  readonly saver?: OptionOfFormat["saver"];
  readonly flag?: string;
  /** The letter of a short flag. */
  readonly letter?: string;
}

/** What one format has of its own. */
export interface OptionOfFormat {
  /** A value, which libvips' saver is given; or, in words, what happens without one. */
  readonly default?: string | number | boolean | { readonly words: string };
  /** Instead of the kind's own. */
  readonly min?: number;
  readonly max?: number;
  readonly words?: readonly string[];
  readonly also?: readonly string[];
  /** What else must be asked for. */
  readonly needs?: Need;
  /**
   * How libvips' saver is told: the name of its argument, or what makes arguments of a value; null where a value takes
   * another way (run/output/savers). Default: the option's name with underscores.
   */
  readonly saver?: string | ((value: never) => Readonly<Record<string, unknown>>) | null;
  /** The command's flag, without its dashes. Default: the option's name with dashes. */
  readonly flag?: string;
}

export interface Need {
  readonly option: string;
  readonly values: readonly (string | number | boolean)[];
  /** As the end of `levels is of …`. */
  readonly of: string;
}

const pyramids: Need = { option: "pyramid", values: [true], of: "a pyramid" };
const deflated: Need = { option: "compression", values: ["deflate"], of: "the compression deflate" };
const pictures: Need = { option: "compression", values: ["jpeg", "webp"], of: "the compressions jpeg and webp" };

const table = {
  quality: {
    text: "How much of the picture is kept: higher is larger and better.",
    kind: { type: "integer", min: 1, max: 100 },
    formats: {
      ...{ jpeg: {}, webp: {}, avif: { default: 50 }, tiff: { needs: pictures } },
      ...{ dz: { saver: null }, iiif: { saver: null } },
    },
    ...{ default: 80, saver: "Q", letter: "q", example: 80 },
  },
  lossless: {
    text: "Every pixel is kept as it is.",
    kind: { type: "flag" },
    formats: { webp: {}, avif: {} },
    default: false,
  },
  effort: {
    text: "Time spent on compression, 0 is least.",
    kind: { type: "integer", min: 0, max: 10 },
    formats: {
      // libvips' own "effort" of PNG is about palettes only; what takes time here is the level of deflate, 1 to 9.
      png: { saver: (effort: number) => ({ compression: Math.max(1, Math.round(effort * 0.9)) }) },
      webp: { max: 6, default: 4 },
      avif: { max: 9, default: 4 },
      gif: { default: 7 },
    },
    example: 4,
  },
  interlace: {
    text: "Progressive JPEG, interlaced PNG or GIF: shown coarse first, and held whole in memory.",
    kind: { type: "flag" },
    formats: { jpeg: {}, png: {}, gif: {} },
    default: false,
  },
  optimise: {
    text: "Huffman tables of its own: some 5 % smaller, and 6 bytes of memory a pixel.",
    kind: { type: "flag" },
    formats: { jpeg: { saver: "optimize_coding" } },
    default: { words: "up to 4 megapixels, where the budget has room" },
  },
  restartInterval: {
    text: "A restart marker after every so many blocks (MCUs), from which a damaged file can be read on; 0 for none.",
    kind: { type: "integer", min: 0, max: 65_535 },
    formats: { jpeg: {} },
    default: 0,
  },
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
    text: "How samples are packed; `rle` is deflate that looks for runs of one byte only, and twice as fast.",
    kind: { type: "word", words: ["deflate", "rle", "jpeg", "webp", "lzw", "none"] },
    formats: {
      tiff: { words: ["deflate", "jpeg", "webp", "lzw", "none"], also: ["packbits", "ccittfax4", "zstd", "jp2k"] },
      hdf5: { words: ["deflate", "rle", "none"], also: ["gzip"] },
      zarr: { words: ["deflate", "rle", "none"], also: ["gzip"] },
    },
    default: "deflate",
  },
  level: {
    text: "How hard deflate tries.",
    kind: { type: "integer", min: 0, max: 9 },
    formats: {
      ...{ hdf5: {}, zarr: {} },
      tiff: {
        default: { words: "tiles without a search, which takes a tenth of the time; strips 6" },
        needs: deflated,
      },
    },
    default: 1,
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
    text: "What it may take on disk, as bytes or as text with a unit; it ends with an error when it would take more.",
    kind: { type: "bytes" },
    formats: { hdf5: {}, zarr: {} },
    ...{ default: { words: "what the disk has" }, flag: "max-size" },
  },
  background: {
    text: "What lies under alpha, which the format has none of: 1 or 3 values, 0 to 255.",
    kind: { type: "colour" },
    formats: { jpeg: {}, dz: {}, iiif: {} },
    ...{ default: { words: "white" }, saver: null },
  },
  keep: {
    text: "Metadata to carry over.",
    kind: { type: "keep" },
    formats: {
      ...{ jpeg: {}, png: {}, webp: {}, avif: {}, gif: {}, tiff: {} },
      ...{ v: {}, dz: {}, iiif: {}, hdf5: {}, zarr: {} },
    },
    ...{ default: { words: "all of it, or none where the recipe has a thumbnail" }, saver: null },
  },
} as const satisfies Readonly<Record<string, OutputOption>>;

export type OptionName = keyof typeof table;

export const outputOptions: { readonly [N in OptionName]: OutputOption } = table;
export const optionNames = Object.keys(table) as readonly OptionName[];

/** The formats that have an option. */
export function formatsWith(name: OptionName): readonly OutputFormat[] {
  return Object.keys(outputOptions[name].formats) as OutputFormat[];
}

/** What an option is in one format, with its own range and words. Undefined where the format lacks it. */
export function optionOf(
  name: OptionName,
  format: OutputFormat,
): (OptionOfFormat & { readonly kind: OptionKind }) | undefined {
  const { kind, formats, default: ofAll, saver } = outputOptions[name];
  const own = formats[format];
  if (own === undefined) return undefined;
  const { min, max, words, also, ...others } = own;
  const range = { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
  const choice = { ...(words !== undefined && { words }), ...(also !== undefined && { also }) };
  return {
    ...(ofAll !== undefined && { default: ofAll }),
    ...(saver !== undefined && { saver }),
    ...others,
    kind: { ...kind, ...range, ...choice } as OptionKind,
  };
}

/** The flags of the command that stand for an option, each with the formats that it is for; mostly one. */
export function flagsOf(name: OptionName): readonly { readonly flag: string; readonly formats: OutputFormat[] }[] {
  const flags = new Map<string, OutputFormat[]>();
  const dashed = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  for (const format of formatsWith(name)) {
    const { formats, flag: ofAll = dashed } = outputOptions[name];
    const flag = formats[format]?.flag ?? ofAll;
    flags.set(flag, [...(flags.get(flag) ?? []), format]);
  }
  return [...flags].map(([flag, formats]) => ({ flag, formats }));
}
