/**
 * Turns Sluice's encoding options into the arguments of libvips' savers.
 * Not here: calling them (run/output/encode), or what they hold (plan/cost/encoder).
 * Read next: run/output/encode.
 */
import { UsageError } from "../../core/errors.ts";
import { type EncodeOptions, metadataKinds, type SaverFormat } from "../../graph/output/encoding.ts";
import { type ImageHeader, imageBytes } from "../../graph/recipe/header.ts";
import type { NativeValue } from "../../native/object/gvalue.ts";
import type { Arguments } from "../../native/operation/call.ts";
import { introspect } from "../../native/operation/introspect.ts";

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

const formatArguments: {
  readonly [F in SaverFormat]: (options: EncodeOptions, image: ImageHeader) => SaverArguments;
} = {
  jpeg: ({ quality = 80, interlace, optimise }) => ({ Q: quality, interlace, optimize_coding: optimise }),
  // libvips' own "effort" of PNG is about palettes only; what takes time here is the level of deflate, 1 to 9.
  png: ({ interlace, effort }) => ({
    interlace,
    compression: effort === undefined ? undefined : Math.max(1, Math.round(effort * 0.9)),
  }),
  webp: ({ quality = 80, lossless, effort }) => ({ Q: quality, lossless, effort: most(effort, 6) }),
  avif: ({ quality = 50, lossless, effort }) => ({
    Q: quality,
    lossless,
    effort: most(effort, 9),
    compression: "av1",
  }),
  gif: ({ effort, interlace }) => ({ effort, interlace }),
  tiff: ({ quality = 80, compression = "deflate", tile, tileSize, pyramid }, image) => ({
    compression,
    tile,
    pyramid,
    tile_width: tileSize,
    tile_height: tileSize,
    ...(compression === "jpeg" || compression === "webp" ? { Q: quality } : {}),
    ...(compression === "deflate" || compression === "lzw" ? { predictor: "horizontal" } : {}),
    // Classic TIFF ends at 4 GB, and compressed data may be larger than its pixels.
    bigtiff: imageBytes(image) > 3.5e9,
  }),
  v: () => ({}),
  dz: ({ quality = 80, tileSize }) => ({ suffix: `.jpg[Q=${quality}]`, tile_size: tileSize, skip_blanks: -1 }),
  iiif: ({ quality = 80, tileSize = 512, version = 3, id }) => ({
    layout: version === 2 ? "iiif" : "iiif3",
    ...{ suffix: `.jpg[Q=${quality}]`, tile_size: tileSize, skip_blanks: -1, id },
  }),
};

function most(effort: number | undefined, limit: number): number | undefined {
  if (effort === undefined || effort <= limit) return effort;
  throw new UsageError(`effort is ${effort} and this format knows 0 to ${limit}`, { cure: `Use at most ${limit}.` });
}

/** Every argument but the image and where it goes. */
export function saverArguments(
  saver: string,
  format: SaverFormat,
  image: ImageHeader,
  options: EncodeOptions,
): Arguments {
  return { ...formatArguments[format](options, image), ...keepArguments(saver, options.keep ?? "all") };
}

/** Before 8.15 metadata could only be kept or stripped as a whole. */
function keepArguments(saver: string, keep: NonNullable<EncodeOptions["keep"]>): SaverArguments {
  const kinds = keep === "all" ? metadataKinds : keep === "none" ? [] : keep;
  const hasKeep = introspect(saver).arguments.some(({ name }) => name === "keep");
  if (!hasKeep) return { strip: kinds.length === 0 };
  return { keep: keep === "all" ? "all" : kinds.length === 0 ? "none" : kinds.join(":") };
}
