/**
 * Turns Sluice's encoding options into the arguments of libvips' savers.
 * Not here: calling them (run/output/encode), or what they hold (plan/cost/encoder).
 * Read next: run/output/encode.
 */
import type { SaverFormat } from "../../graph/output/encoding.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { metadataKinds } from "../../graph/output/option-kinds.ts";
import { optionNames, optionOf } from "../../graph/output/options.ts";
import { type ImageHeader, imageBytes } from "../../graph/recipe/header.ts";
import type { NativeValue } from "../../native/object/gvalue.ts";
import type { Arguments } from "../../native/operation/call.ts";
import { introspect } from "../../native/operation/introspect.ts";
import { kindsKept, setsExif } from "./file-metadata.ts";

type SaverArguments = Record<string, NativeValue | undefined>;

/** libvips' name of a saver, without its `_target` or `_buffer`. */
export const saverOf: { readonly [F in SaverFormat]: string } = {
  jpeg: "jpegsave",
  png: "pngsave",
  webp: "webpsave",
  avif: "heifsave",
  gif: "gifsave",
  tiff: "tiffsave",
  v: "vipssave",
  dz: "dzsave",
  iiif: "dzsave",
};

/** Of the deflate of libvips' TIFFs, where nobody says. */
const quickLevel = 3;

/** What a saver is always told, and what follows from several options or from the image. */
const ofFormat: { readonly [F in SaverFormat]?: (options: EncodeOptions, image: ImageHeader) => SaverArguments } = {
  avif: () => ({ compression: "av1" }),
  tiff: ({ compression = "deflate", bitdepth = 8 }, image) => ({
    ...(compression === "ccittfax4" ? { bitdepth: 1 } : {}),
    // There are no differences of parts of a byte.
    ...(/^(?:deflate|lzw|zstd)$/.test(compression) ? { predictor: bitdepth < 8 ? "none" : "horizontal" } : {}),
    // Of a blurred photo libtiff's own 6 takes two and a half times as long, and 4 % less room.
    ...(compression === "deflate" ? { level: quickLevel } : {}),
    // Classic TIFF ends at 4 GB, and compressed data may be larger than its pixels.
    bigtiff: imageBytes(image) > 3.5e9,
  }),
  dz: ({ quality = 80 }) => ({ suffix: `.jpg[Q=${quality}]`, skip_blanks: -1 }),
  iiif: ({ quality = 80, version = 3 }) => ({
    layout: version === 2 ? "iiif" : "iiif3",
    ...{ suffix: `.jpg[Q=${quality}]`, skip_blanks: -1 },
  }),
};

/** Every argument but the image and where it goes. */
export function saverArguments(
  saver: string,
  format: SaverFormat,
  image: ImageHeader,
  options: EncodeOptions,
): Arguments {
  const own = ofFormat[format]?.(options, image) ?? {};
  return { ...own, ...tableArguments(format, options), ...keepArguments(saver, format, options) };
}

/** As the table of options maps them, with the defaults that are values. */
function tableArguments(format: SaverFormat, options: EncodeOptions): SaverArguments {
  const args: SaverArguments = {};
  for (const name of optionNames) {
    const option = optionOf(name, format);
    const { default: byDefault, saver = withUnderscores(name) } = option ?? { saver: null };
    const value = options[name] ?? (typeof byDefault === "object" ? undefined : byDefault);
    if (saver === null || value === undefined) continue;
    if (typeof saver === "string") args[saver] = value as NativeValue;
    else Object.assign(args, saver(value as never));
  }
  return args;
}

function withUnderscores(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Before 8.15 metadata could only be kept or stripped as a whole. */
function keepArguments(saver: string, format: SaverFormat, options: EncodeOptions): SaverArguments {
  // libvips writes the density of JPEG into EXIF only.
  const needsExif = (format === "jpeg" && options.density !== undefined) || setsExif(options);
  const kinds = new Set([...kindsKept(options), ...(needsExif ? ["exif"] : [])]);
  const hasKeep = introspect(saver).arguments.some(({ name }) => name === "keep");
  if (!hasKeep) return { strip: kinds.size === 0 };
  return { keep: kinds.size === metadataKinds.length ? "all" : [...kinds].join(":") || "none" };
}
