/**
 * The fields of a pipeline file, each with its kind and its description. The reader checks by them, and the schema
 * is made from them.
 * Not here: reading a file (cli/run/pipeline-file), or the schema for editors (schema/pipeline.schema.json,
 * which is generated).
 * Read next: cli/run/pipeline-file.
 */
import { metadataKinds, outputFormats } from "../../graph/output/encoding.ts";
import { chunkPattern } from "../options/parse.ts";

export type FieldKind =
  | { readonly type: "text" | "flag" }
  | { readonly type: "number"; readonly least: number; readonly most: number }
  | { readonly type: "size" | "chunk" }
  | { readonly type: "word"; readonly words: readonly string[] }
  | { readonly type: "words"; readonly words: readonly string[]; readonly alone: readonly string[] }
  | { readonly type: "colour" };

export type Field = FieldKind & { readonly says: string; readonly required?: true };

const number = (least: number, most: number, says: string): Field => ({ type: "number", least, most, says });
const flag = (says: string): Field => ({ type: "flag", says });
const text = (says: string): Field => ({ type: "text", says });

/** The fields of one output. */
export const outputFields: Readonly<Record<string, Field>> = {
  from: text("A name under steps, of what this output is made from. Left out: the input itself."),
  thumbnail: { type: "size", says: "500 or 500x400 (a box), 500x (a width), x500 (a height). Before the steps." },
  steps: text("Operations with bars between them, as in sluice apply."),
  to: { ...text("The name, with {dir} {name} {ext}, and {size} of a thumbnail."), required: true },
  format: { type: "word", words: [...outputFormats, "same"], says: "Default: by the ending of the name." },
  quality: number(1, 100, "Default 80, for avif 50."),
  effort: number(0, 10, "Time spent on compression, 0 is least."),
  lossless: flag("WebP and AVIF without loss."),
  interlace: flag("Progressive JPEG or interlaced PNG."),
  optimise: flag("JPEG some 5 % smaller, which holds the whole image."),
  tile: flag("TIFF in tiles."),
  tileSize: number(16, 8192, "Side of the tiles of TIFF (128), Deep Zoom (254) and IIIF (512)."),
  pyramid: flag("TIFF with smaller levels; Zarr as OME-Zarr."),
  levels: number(1, 64, "Sizes of a pyramid in Zarr. Default: until one fits into a chunk."),
  compression: text("Of TIFF: deflate (the default), jpeg, webp, lzw, none; of HDF5 and Zarr: deflate, rle, none."),
  level: number(0, 9, "Of deflate in HDF5 and Zarr. Default 1."),
  chunk: { type: "chunk", says: "Of HDF5 and Zarr, in pixels: 256 (the default), or 256x128." },
  dataset: text("Of HDF5, with its groups: scans/left. Default: image."),
  version: number(2, 3, "Of Zarr, and of IIIF's Image API. Default 3."),
  id: text("Of IIIF: the URL at which its folder will be found. Default: https://example.com/iiif."),
  maxBytes: text("The most that HDF5 or Zarr may take on disk, such as 2GB. Default: what the disk has."),
  keep: {
    ...{ type: "words", words: metadataKinds, alone: ["all", "none"] },
    says: "Metadata to carry over. Default: all, or none of a thumbnail's.",
  },
  background: { type: "colour", says: "Behind alpha: one value or three, 0 to 255." },
};

/** What a value has to be: the end of a sentence such as `quality must be …`. Undefined if the value is right. */
export function expectedOf(field: FieldKind, value: unknown): string | undefined {
  const isIn = (words: readonly string[], each: unknown): boolean => typeof each === "string" && words.includes(each);
  const isLevel = (each: unknown): boolean => typeof each === "number" && each >= 0 && each <= 255;
  switch (field.type) {
    case "text":
      return typeof value === "string" && value.trim() !== "" ? undefined : "a text";
    case "flag":
      return typeof value === "boolean" ? undefined : "true or false";
    case "number": {
      const { least, most } = field;
      const fits = typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
      return fits ? undefined : `a whole number from ${least} to ${most}`;
    }
    case "size": {
      const fits = typeof value === "number" ? Number.isInteger(value) && value >= 1 : isSize(value);
      return fits ? undefined : "a size: 500, 500x (a width), x500 (a height) or 500x400";
    }
    case "chunk":
      return new RegExp(chunkPattern).test(String(value)) ? undefined : "a size of chunks: 256 or 256x128";
    case "word":
      return isIn(field.words, value) ? undefined : `one of ${field.words.join(", ")}`;
    case "words": {
      const fits = Array.isArray(value) ? value.every((each) => isIn(field.words, each)) : isIn(field.alone, value);
      return fits ? undefined : `${field.alone.join(", ")} or a list of ${field.words.join(", ")}`;
    }
    case "colour": {
      const fits = Array.isArray(value) && (value.length === 1 || value.length === 3) && value.every(isLevel);
      return fits ? undefined : "a list of 1 or 3 numbers from 0 to 255";
    }
  }
}

/** The same pattern as the thumbnail's own reader (graph/recipe/thumbnail). */
export const sizePattern = "^([1-9][0-9]*x?|[1-9][0-9]*x[1-9][0-9]*|x[1-9][0-9]*)$";

function isSize(value: unknown): boolean {
  return typeof value === "string" && new RegExp(sizePattern).test(value);
}
