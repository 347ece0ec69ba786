/**
 * Guesses which dimension of an array is which, where they have no names: one rule, so that an array means the same in
 * HDF5 and Zarr.
 * Not here: names in files, and the `axes` option (store/hdf5/dataset/axes, store/zarr/metadata/axes).
 * Read next: store/zarr/metadata/axes.
 */

/** The dimensions of an image within an array, by their numbers. */
export interface ImageAxes {
  readonly y: number;
  readonly x: number;
  /** Undefined where there is one band, without a dimension. */
  readonly c: number | undefined;
  /** All other dimensions, slowest first: a page is one position along them. */
  readonly others: readonly number[];
}

/** More bands than most images have, and fewer than their rows. */
const maxBands = 16;

/**
 * The most likely order, a letter for each dimension: `yx`; `yxc` or `cyx`, where the last or the first has no more
 * than 16, else `zyx`; pages of `yxc` or `cyx` for four, `tczyx` for five. Undefined where it cannot be guessed.
 */
export function guessedAxes(extents: readonly number[]): string | undefined {
  const small = (dimension: number): boolean => (extents[dimension] ?? 0) <= maxBands;
  switch (extents.length) {
    case 2:
      return "yx";
    case 3:
      return small(2) ? "yxc" : small(0) ? "cyx" : "zyx";
    case 4:
      return small(3) ? "zyxc" : small(1) ? "zcyx" : undefined;
    case 5:
      return "tczyx";
    default:
      return undefined;
  }
}

/** The number of pages along the other dimensions. */
export function pageCount(extents: readonly number[], { others }: ImageAxes): number {
  return others.reduce((count, dimension) => count * (extents[dimension] ?? 1), 1);
}

/**
 * The position of a page along the other dimensions: the last of them changes fastest. Undefined where there is no such
 * page.
 */
export function placeOfPage(extents: readonly number[], axes: ImageAxes, page: number): readonly number[] | undefined {
  if (!Number.isInteger(page) || page < 0 || page >= pageCount(extents, axes)) return undefined;
  const place: number[] = [];
  let rest = page;
  for (const dimension of axes.others.toReversed()) {
    const extent = extents[dimension] ?? 1;
    place.unshift(rest % extent);
    rest = Math.floor(rest / extent);
  }
  return place;
}
