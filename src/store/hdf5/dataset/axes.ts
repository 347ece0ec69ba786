/**
 * Finds which dimensions of a dataset are rows, columns, bands and pages.
 * Not here: the guess where the file has no names (store/chunks/axes), or reading (store/hdf5/open-hdf5).
 * Read next: store/chunks/axes, store/hdf5/libhdf5/store.
 */
import { UnsupportedError, UsageError } from "../../../core/errors.ts";
import { guessedAxes, type ImageAxes, pageCount, placeOfPage } from "../../chunks/axes.ts";

/**
 * @throws {UsageError} when the letters do not fit the array, or there are none and they cannot be guessed.
 * @throws {UnsupportedError} for 1 or more than 5 dimensions.
 */
export function planAxes(extents: readonly number[], axes = guessedOrRefused(extents)): ImageAxes {
  const letters = [...axes.toLowerCase()];
  const fits = letters.length === extents.length && new Set(letters).size === letters.length;
  const [y, x, c] = ["y", "x", "c"].map((letter) => letters.indexOf(letter)) as [number, number, number];
  if (!fits || y < 0 || x < 0) {
    throw new UsageError(`the axes "${axes}" do not name the dimensions of an array of ${extents.join(" × ")}`, {
      cure: 'Give one letter for each dimension: y for rows, x for columns, c for bands, others for pages, as in "zyxc".',
    });
  }
  const others = letters.map((_, dimension) => dimension).filter((dimension) => ![y, x, c].includes(dimension));
  return { y, x, c: c < 0 ? undefined : c, others };
}

function guessedOrRefused(extents: readonly number[]): string {
  const guessed = guessedAxes(extents);
  if (guessed !== undefined) return guessed;
  if (extents.length < 2 || extents.length > 5) {
    throw new UnsupportedError(`an array of ${extents.length} dimensions is no image`, {
      cure: "Choose a dataset of 2 to 5 dimensions.",
    });
  }
  throw new UsageError(`an array of ${extents.join(" × ")} does not say which dimensions are rows and columns`, {
    cure: 'Say it with `axes`, such as "tzyx".',
  });
}

/** The index of a page in each dimension that counts pages. @throws {UsageError} when there is no such page. */
export function pagePlace(extents: readonly number[], axes: ImageAxes, page: number): readonly number[] {
  const place = placeOfPage(extents, axes, page);
  if (place !== undefined) return place;
  const count = pageCount(extents, axes);
  throw new UsageError(`there is no page ${page}; there are ${count}, and the first is 0`, {
    cure: "Give the number of a page that is there.",
  });
}
