/**
 * Sets the metadata that options of an output ask for, on the image that goes to libvips' saver.
 * Not here: which kinds of metadata the saver writes (run/output/savers), or the attributes of stores
 * (run/source/store-attributes).
 * Read next: run/output/encode.
 */
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
  setMetadata(image, fields);
}

/** A saver takes the fields that are gone out of the EXIF block, too. Density may have kept a block for itself alone. */
function exifRemoved(image: ImageHandle, options: EncodeOptions): string[] {
  const isWanted = kindsKept(options).includes("exif");
  if (isWanted && options.keep !== "credit") return [];
  const isGone = (name: string): boolean =>
    name === "exif-data" ? !isWanted : /^exif-ifd\d-/.test(name) && !(isWanted && isCredit(name));
  return Object.keys(metadataOf(image)).filter(isGone);
}
