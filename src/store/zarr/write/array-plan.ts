/**
 * Plans the arrays of a new store and the JSON of their metadata. It writes nothing.
 * Not here: writing it (store/zarr/metadata/write-metadata), or the chunks (store/zarr/metadata/write-metadata).
 * Read next: store/zarr/write/create.
 */
import { join } from "node:path";
import type { Size } from "../../../core/rect.ts";
import type { ImageAxes } from "../../chunks/axes.ts";
import type { Attributes, StoredShape } from "../../chunks/store.ts";
import type { ImagePlane } from "../image-chunks.ts";
import { attributesToJson } from "../metadata/attributes.ts";
import { JsonField } from "../metadata/json-field.ts";
import { arrayV2, parseArrayV2 } from "../metadata/metadata-v2.ts";
import { arrayV3, parseArrayV3 } from "../metadata/metadata-v3.ts";
import { levelName, omeAttributes, omeAxes } from "../metadata/ome.ts";
import type { MetadataFiles } from "../metadata/write-metadata.ts";
import type { DecidedLayout } from "./create-options.ts";

/** One array: a single image, or a level of a pyramid. */
export interface ArrayPlan {
  /** The path below the store's folder; empty for the folder itself. */
  readonly name: string;
  readonly shape: StoredShape;
  readonly plane: ImagePlane;
  readonly metadata: MetadataFiles;
}

/** The arrays and metadata of a store. */
export interface StorePlan {
  readonly arrays: readonly ArrayPlan[];
  /** The metadata of the group around the arrays. */
  readonly metadata: MetadataFiles;
}

/** `name` is the image's name in its metadata. @throws {UsageError} for attributes that cannot be stored. */
export function storePlan(
  name: string,
  shape: StoredShape,
  sizes: readonly Size[],
  layout: DecidedLayout,
  attributes: Attributes,
): StorePlan {
  const own = attributesToJson(attributes);
  if (layout.pyramid === false) return { arrays: [arrayPlan("", shape, layout, ["y", "x", "c"], own)], metadata: {} };
  const ome = omeAttributes(shape, sizes, layout.version, attributes, name);
  const arrays = sizes.map((size, level) => arrayPlan(levelName(level), { ...shape, ...size }, layout, omeAxes, {}));
  return { arrays, metadata: groupMetadata(layout.version, { ...own, ...ome }) };
}

function groupMetadata(version: 2 | 3, attributes: object): MetadataFiles {
  if (version === 2) return { ".zgroup": { zarr_format: 2 }, ".zattrs": attributes };
  return { "zarr.json": { zarr_format: 3, node_type: "group", attributes } };
}

function arrayPlan(
  name: string,
  shape: StoredShape,
  { version, packer, shard }: DecidedLayout,
  names: readonly ["y", "x", "c"] | readonly ["c", "y", "x"],
  attributes: object,
): ArrayPlan {
  const along = ({ height, width }: Size): readonly number[] => {
    return names.map((axis) => (axis === "c" ? shape.bands : axis === "y" ? height : width));
  };
  const [written, file] = [
    { shape: along(shape), chunk: along(shape.chunk), format: shape.format, names, packer },
    join(name, version === 2 ? ".zarray" : "zarr.json"),
  ];
  const json =
    version === 2
      ? arrayV2(written, names[0] === "c" ? "/" : ".")
      : arrayV3(written, shard === undefined ? undefined : along(within(shard, shape)), attributes);
  const further = version === 2 ? { [join(name, ".zattrs")]: { ...attributes, _ARRAY_DIMENSIONS: names } } : {};
  // The new metadata is parsed like any other, so that writer and reader cannot differ.
  const field = new JsonField(JSON.parse(JSON.stringify(json)), file);
  const array = version === 2 ? parseArrayV2(field, attributes as Record<string, unknown>) : parseArrayV3(field);
  const axes: ImageAxes = { y: names.indexOf("y"), x: names.indexOf("x"), c: names.indexOf("c"), others: [] };
  return { name, shape, plane: { array, axes, others: [], file }, metadata: { [file]: json, ...further } };
}

/** A shard that is no larger than the image needs. */
function within(shard: Size, { width, height, chunk }: StoredShape): Size {
  const max = (side: number, size: number, step: number): number => Math.min(side, Math.ceil(size / step) * step);
  return { width: max(shard.width, width, chunk.width), height: max(shard.height, height, chunk.height) };
}
