/**
 * Converts an image's metadata, by libvips' names, to the attributes of a store, and back.
 * Not here: how a file stores attributes (store/hdf5/structure/attribute, store/zarr/metadata/attributes).
 * Read next: run/output/store-file, run/source/store-source.
 */
import type { EncodeOptions } from "../../graph/output/format-options.generated.ts";
import { isCredit, type MetadataKind } from "../../graph/output/option-kinds.ts";
import type { ImageHeader } from "../../graph/recipe/header.ts";
import type { MetadataValue } from "../../graph/recipe/nodes.ts";
import type { Attribute, Attributes } from "../../store/chunks/store.ts";

type Metadata = Readonly<Record<string, MetadataValue>>;

/** Fields that are not stored. The array itself has them, or they only describe how the image was made. */
const notKept =
  /^(?:width|height|bands|format|coding|xoffset|yoffset|filename|vips-.*|concurrency|interlaced|palette|bits-per-sample|jpeg-.*|png-.*|heif-.*|webp-.*|tiff-.*|n-subifds|progressive|scale|offset)$/;

const kindOf: readonly (readonly [names: RegExp, kind: MetadataKind])[] = [
  [/^exif-/, "exif"],
  [/^icc-profile-data$/, "icc"],
  [/^xmp-data$/, "xmp"],
  [/^iptc-data$/, "iptc"],
];

/** Fields of the header, which are always stored. */
const ofHeader = new Set(["interpretation", "n-pages", "page-height"]);
/** Pixels a millimetre. */
const ofScale = new Set(["xres", "yres"]);

/** The attributes to store: all that describe the samples, and those of the rest that `keep` selects. */
export function storedAttributes(
  metadata: Metadata,
  { interpretation, pages, height }: ImageHeader,
  keep: NonNullable<EncodeOptions["keep"]>,
): Attributes {
  const stored: Record<string, Attribute> = { interpretation };
  if (pages > 1) Object.assign(stored, { "n-pages": pages, "page-height": height });
  for (const [name, value] of Object.entries(metadata)) {
    const isWanted = ofScale.has(name) || (!(ofHeader.has(name) || notKept.test(name)) && isKept(name, keep));
    if (isWanted && isAttribute(value)) stored[name] = value;
  }
  return stored;
}

function isKept(name: string, keep: NonNullable<EncodeOptions["keep"]>): boolean {
  if (keep === "all" || keep === "none") return keep === "all";
  // The EXIF block has all fields.
  if (keep === "credit") return name === "icc-profile-data" || isCredit(name);
  return keep.includes(kindOf.find(([names]) => names.test(name))?.[1] ?? "other");
}

function isAttribute(value: unknown): value is Attribute {
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.length > 0 && value.every(Number.isFinite);
  return typeof value === "string" || value instanceof Uint8Array;
}

/**
 * The metadata in a store's attributes, without the header's fields. libvips has no metadata for lists of fractions.
 */
export function metadataFrom(attributes: Attributes): Readonly<Record<string, MetadataValue>> {
  const told = Object.entries(attributes).filter(([name, value]) => {
    return (
      !ofHeader.has(name) &&
      !ofScale.has(name) &&
      !notKept.test(name) &&
      (!isList(value) || value.every(Number.isInteger))
    );
  });
  return Object.fromEntries(told) as Readonly<Record<string, MetadataValue>>;
}

/** Pixels a millimetre, if the attributes have them. */
export function scaleFrom({ xres, yres }: Attributes): { readonly xres?: number; readonly yres?: number } {
  return { ...(isScale(xres) && { xres }), ...(isScale(yres) && { yres }) };
}

function isScale(value: Attribute | undefined): value is number {
  return typeof value === "number" && value > 0 && value <= 1e6;
}

function isList(value: Attribute): value is readonly number[] {
  return Array.isArray(value);
}
