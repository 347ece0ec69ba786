/**
 * The options of outputs: for each its formats, kind, range, default and one sentence. From this table come the check, the
 * types, the flags of the command, the fields of pipeline files with their JSON Schema, the documentation, and the
 * arguments of libvips' savers. To add an option: add it here or beside, price it (plan/cost/encoder), and `npm run docs`.
 * Not here: what the kinds are (graph/output/option-kinds), or checking values (graph/output/check-options).
 * Read next: graph/output/check-options. docs/reference/output-options.md is this table as a page.
 */

import { arrayOptions } from "./array-options.ts";
import type { OutputFormat } from "./encoding.ts";
import type { OptionKind } from "./option-kinds.ts";
import type { Need, OptionOfFormat, OutputOption } from "./output-option.ts";
import { photoOptions } from "./photo-options.ts";

const pictures: Need = { option: "compression", values: ["jpeg", "webp"], of: "the compressions jpeg and webp" };

const webpInTiff: Need = { option: "compression", values: ["webp"], of: "the compression webp" };

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
    formats: { webp: {}, avif: {}, tiff: { needs: webpInTiff } },
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
  ...photoOptions,
  ...arrayOptions,
  density: {
    text: "Pixels per inch, for printing; no pixel changes.",
    kind: { type: "number", min: 1, max: 100_000 },
    formats: { jpeg: {}, png: {}, tiff: {} },
    ...{ default: { words: "as the input says" }, saver: null, example: 300 },
  },
  profile: {
    text: "The ICC profile to attach: srgb, p3, cmyk, or the path of a file. The pixels stay as they are.",
    kind: { type: "text" },
    formats: { jpeg: {}, png: {}, webp: {}, avif: {}, tiff: {} },
    default: { words: "the image's own, where it is kept" },
  },
  background: {
    text: "What lies under alpha, which the format has none of: 1 or 3 values, 0 to 255.",
    kind: { type: "colour" },
    formats: { jpeg: {}, dz: {}, iiif: {} },
    ...{ default: { words: "white" }, saver: null },
  },
  keep: {
    text: "Metadata to carry over; `credit` is author, copyright and profile, without the place and all else.",
    kind: { type: "keep" },
    formats: {
      ...{ jpeg: {}, png: {}, webp: {}, avif: {}, gif: {}, tiff: {} },
      ...{ v: {}, dz: {}, iiif: {}, hdf5: {}, zarr: {} },
    },
    ...{ default: { words: "all of it, or none where the recipe has a thumbnail" }, saver: null },
  },
  exif: {
    text: "EXIF fields to set, whatever `keep` says, or to drop with null. Only the fields XP… hold letters beyond ASCII; elsewhere ü becomes u.",
    kind: { type: "fields" },
    formats: { jpeg: {}, png: {}, webp: {}, avif: {} },
    ...{ default: { words: "as `keep` says" }, saver: null },
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
  const { min, max, only, words, also, ...others } = own;
  const range = {
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(only !== undefined && { only }),
  };
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
