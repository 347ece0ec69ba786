/**
 * OME-Zarr: the metadata of an image at several sizes, version 0.4 on Zarr 2 and 0.5 on Zarr 3, written and read.
 * Not here: making the sizes (store/chunks/pyramid), or the arrays.
 * Read next: store/zarr/groups. The specification: https://ngff.openmicroscopy.org/0.5/.
 */
import { UsageError } from "../../../core/errors.ts";
import type { Size } from "../../../core/rect.ts";
import type { Attributes, StoredShape } from "../../chunks/store.ts";
import { brokenMetadata, type JsonField } from "./json-field.ts";

/** The specification requires channels before rows and columns. */
export const omeAxes = ["c", "y", "x"] as const;

/** Names of the arrays, the largest first. */
export function levelName(level: number): string {
  return String(level);
}

/**
 * The attributes of a group of levels, each half the size of the one before. A level's pixel is the mean of four, so
 * its centre lies half a pixel further in: hence the translation.
 */
export function omeAttributes(
  shape: StoredShape,
  levels: readonly Size[],
  version: 2 | 3,
  attributes: Attributes,
  name: string,
): Readonly<Record<string, unknown>> {
  const { unit, x, y } = pixelSize(attributes);
  const space = (axis: string) => ({ name: axis, type: "space", ...(unit === undefined ? {} : { unit }) });
  const datasets = levels.map((_, level) => {
    const factor = 2 ** level;
    const scale = [1, y * factor, x * factor];
    const translation = [0, (y * (factor - 1)) / 2, (x * (factor - 1)) / 2];
    const further = level === 0 ? [] : [{ type: "translation", translation }];
    return { path: levelName(level), coordinateTransformations: [{ type: "scale", scale }, ...further] };
  });
  const multiscale = { name, axes: [{ name: "c", type: "channel" }, space("y"), space("x")], datasets, type: "mean" };
  const omero = colours(shape);
  if (version === 3) return { ome: { version: "0.5", multiscales: [multiscale], ...omero } };
  return { multiscales: [{ version: "0.4", ...multiscale }], ...omero };
}

/** libvips' `xres` and `yres` are pixels per millimetre; 1 is its default where the resolution is unknown. */
function pixelSize({ xres, yres }: Attributes) {
  const isKnown = typeof xres === "number" && typeof yres === "number" && xres > 0 && yres > 0;
  if (!isKnown || (xres === 1 && yres === 1)) return { unit: undefined, x: 1, y: 1 };
  return { unit: "micrometer", x: 1000 / xres, y: 1000 / yres };
}

/** Tells viewers how to show red, green, blue and alpha; for other images they choose themselves. */
function colours({ bands, format }: StoredShape): object {
  const end = { uchar: 255, ushort: 65_535 }[format as "uchar" | "ushort"];
  if (end === undefined || (bands !== 3 && bands !== 4)) return {};
  const channel = (label: string, color: string) => {
    return { label, color, active: label !== "alpha", window: { min: 0, max: end, start: 0, end } };
  };
  const rgb = [channel("red", "FF0000"), channel("green", "00FF00"), channel("blue", "0000FF")];
  return { omero: { channels: bands === 3 ? rgb : [...rgb, channel("alpha", "FFFFFF")], rdefs: { model: "color" } } };
}

/** A group's metadata of its image. */
export interface Multiscale {
  /** The paths of the arrays below the group; the largest first. */
  readonly paths: readonly string[];
  /** Names of the dimensions; undefined in the first versions of OME-Zarr. */
  readonly axes: readonly string[] | undefined;
}

/** Reads the first image of a group; undefined where it has none. @throws {DecodeError} for broken metadata. */
export function readMultiscale(group: JsonField): Multiscale | undefined {
  const ome = group.get("ome");
  const all = (ome.present ? ome : group).get("multiscales");
  const first = all.present ? all.items()[0] : undefined;
  if (first === undefined) return undefined;
  const axes = first.get("axes");
  const paths = first
    .get("datasets")
    .items()
    .map((dataset) => pathBelow(dataset.get("path")));
  if (paths.length === 0) throw first.get("datasets").wrong("a list of at least one");
  return { paths, axes: axes.present ? axes.items().map(nameOf) : undefined };
}

function nameOf(axis: JsonField): string {
  if (typeof axis.value === "string") return axis.value;
  const name = axis.get("name").text();
  const type = axis.get("type");
  return type.value === "channel" ? "c" : name;
}

/** A path that stays below its group: metadata must not lead a reader to files elsewhere. */
function pathBelow(field: JsonField): string {
  const path = field.text();
  const parts = path.split("/");
  const isBelow = parts.every((part) => part !== "" && part !== "." && part !== ".." && !/[\\\0:]/.test(part));
  if (!isBelow) throw brokenMetadata(field.file, `the path ${JSON.stringify(path)} leads out of the group`);
  return path;
}

/** @throws {UsageError} when there is no such level. */
export function pathOfLevel({ paths }: Multiscale, level: number, group: string): string {
  const path = Number.isInteger(level) ? paths[level] : undefined;
  if (path !== undefined) return path;
  throw new UsageError(`there is no level ${level}: it has ${paths.length}`, {
    path: group,
    cure: `Give a level from 0, the largest, to ${paths.length - 1}.`,
  });
}
