/**
 * Finds which dimensions of an array are rows, columns and bands, by their names. All others count pages.
 * Not here: the guess where they have no names (store/chunks/axes), the names in OME metadata (store/zarr/metadata/ome), or
 * reading the samples (store/zarr/coding/band-order).
 * Read next: store/chunks/axes, store/zarr/coding/band-order.
 */
import { UnsupportedError, UsageError } from "../../../core/errors.ts";
import { guessedAxes, type ImageAxes, pageCount, placeOfPage } from "../../chunks/axes.ts";
import type { ArrayGrid } from "./zarr-array.ts";

/**
 * Finds the dimensions by their names, or by the most likely order where they have none.
 * @param axes a letter for each dimension, such as `"yxc"` or `"tczyx"`; `y`, `x` and `c` have a meaning.
 * @throws {UsageError} when `axes` does not fit. @throws {UnsupportedError} when rows or columns cannot be found.
 */
export function imageAxes(grid: ArrayGrid, axes: string | undefined, path: string): ImageAxes {
  const { shape } = grid;
  if (axes !== undefined) return fromLetters([...axes.toLowerCase()], shape, path, true);
  const named = grid.names?.map((name) => letterOf(name ?? "")) ?? [];
  if (named.includes("y") && named.includes("x")) return fromLetters(named, shape, path, false);
  return fromLetters(guessedOrRefused(shape, path), shape, path, false);
}

const meanings: Readonly<Record<string, string>> = {
  ...{ row: "y", rows: "y", height: "y", lat: "y", latitude: "y", northing: "y" },
  ...{ column: "x", columns: "x", col: "x", width: "x", lon: "x", longitude: "x", easting: "x" },
  ...{ band: "c", bands: "c", channel: "c", channels: "c", sample: "c", samples: "c" },
};

/** Maps common names for rows, columns and bands to a letter; others stay as they are. */
function letterOf(name: string): string {
  const lower = name.toLowerCase();
  return Object.hasOwn(meanings, lower) ? (meanings[lower] as string) : lower;
}

function guessedOrRefused(shape: readonly number[], path: string): readonly string[] {
  const guessed = guessedAxes(shape);
  if (guessed !== undefined) return [...guessed];
  throw new UnsupportedError(`it is an array of ${shape.join(" × ")}, and nothing tells which dimension is what`, {
    path,
    cure: 'Name the dimensions: axes "czyx", for example.',
  });
}

function fromLetters(names: readonly string[], shape: readonly number[], path: string, told: boolean): ImageAxes {
  const wrong = (words: string): Error => {
    const details = { path, cure: `Name ${shape.length} dimensions, with y and x among them, such as "tczyx".` };
    return told ? new UsageError(words, details) : new UnsupportedError(words, details);
  };
  if (names.length !== shape.length) {
    throw wrong(`axes "${names.join("")}" names ${names.length} dimensions, and the array has ${shape.length}`);
  }
  const find = (name: string): number | undefined => {
    const index = names.indexOf(name);
    if (index !== names.lastIndexOf(name)) throw wrong(`two of its dimensions are called ${name}`);
    return index < 0 ? undefined : index;
  };
  const [y, x, c] = [find("y"), find("x"), find("c")];
  if (y === undefined || x === undefined)
    throw wrong(`axes "${names.join("")}" names no ${y === undefined ? "y" : "x"}`);
  const others = shape.map((_, index) => index).filter((index) => index !== y && index !== x && index !== c);
  return { y, x, c, others };
}

/** As {@link placeOfPage}. @throws {UsageError} when there is no such page. */
export function pagePlace(shape: readonly number[], axes: ImageAxes, page: number, path: string): readonly number[] {
  const place = placeOfPage(shape, axes, page);
  if (place !== undefined) return place;
  const pages = pageCount(shape, axes);
  throw new UsageError(`there is no page ${page}: it has ${pages}`, {
    path,
    cure: `Give a page from 0 to ${pages - 1}.`,
  });
}
