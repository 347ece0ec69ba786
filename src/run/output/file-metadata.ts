/**
 * Sets the metadata that options of an output ask for, on the image that goes to libvips' saver.
 * Not here: which kinds of metadata the saver writes (run/output/savers), or the attributes of stores
 * (run/source/store-attributes).
 * Read next: run/output/encode.
 */
import { exifField, isExifNamed } from "../../graph/output/exif-fields.ts";
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { creditKinds, isCredit, type MetadataKind, metadataKinds } from "../../graph/output/option-kinds.ts";
import type { MetadataValue } from "../../graph/recipe/nodes.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { metadataOf, setMetadata } from "../../native/object/metadata.ts";

const millimetresPerInch = 25.4;

/** Pixels per millimetre, where the options say so: arguments of `copy`. */
export function resolutionOf({ density }: EncodeOptions): { readonly xres?: number; readonly yres?: number } {
  if (density === undefined) return {};
  return { xres: density / millimetresPerInch, yres: density / millimetresPerInch };
}

/** Kinds of metadata that a saver is to write. */
export function kindsKept({ keep = "all" }: EncodeOptions): readonly MetadataKind[] {
  if (keep === "all") return metadataKinds;
  if (keep === "credit") return creditKinds;
  return keep === "none" ? [] : keep;
}

/** The image has no other owner. `pages`: how many frames it has. */
export function setFileMetadata(image: ImageHandle, options: EncodeOptions, pages: number): void {
  const { loop, delay, density } = options;
  const times = typeof delay === "number" ? Array<number>(pages).fill(delay) : delay;
  const fields: Record<string, MetadataValue | undefined> = {
    ...(loop !== undefined && { loop }),
    ...(times !== undefined && { delay: times }),
    ...(density !== undefined && { "resolution-unit": "in" }),
  };
  for (const name of exifRemoved(image, options)) fields[name] = undefined;
  setMetadata(image, { ...fields, ...exifSet(options) });
}

/** Whether a saver must write an EXIF block, whatever is kept. */
export function setsExif({ exif = {} }: EncodeOptions): boolean {
  return Object.values(exif).some((text) => text !== null);
}

function exifSet({ exif = {} }: EncodeOptions): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, text] of Object.entries(exif)) {
    const field = exifField(name);
    // Savers take off what stands behind the last parenthesis: libvips' own note about the field's type.
    if (field !== undefined && text !== null) fields[field] = `${text} (, ASCII, 1 components, 1 bytes)`;
  }
  return fields;
}

/**
 * A saver takes the fields that are gone out of the EXIF block, too. Density, or fields that are set, may have kept a block
 * for themselves alone; the orientation, which is in no field of it, would come back with the latter.
 */
function exifRemoved(image: ImageHandle, options: EncodeOptions): string[] {
  const isWanted = kindsKept(options).includes("exif");
  const dropped = Object.entries(options.exif ?? {}).flatMap(([name, text]) => (text === null ? [name] : []));
  if (isWanted && options.keep !== "credit" && dropped.length === 0) return [];
  const isLeft = (name: string): boolean =>
    isWanted && (options.keep !== "credit" || isCredit(name)) && !dropped.some((each) => isExifNamed(name, each));
  const isGone = (name: string): boolean => {
    if (name === "exif-data") return !isWanted;
    // Of the whole picture, as it was when it was taken; savers put it into the block.
    if (name === "jpeg-thumbnail-data") return !isWanted || options.keep === "credit";
    if (name === "orientation") return !isWanted && setsExif(options);
    return /^exif-ifd\d-/.test(name) && !isLeft(name);
  };
  return Object.keys(metadataOf(image)).filter(isGone);
}
