/**
 * Finds which dimensions of an array are rows, columns, bands and pages.
 * Not here: reading (store/hdf5/open-hdf5).
 * Read next: store/hdf5/libhdf5/store.
 */
import { UnsupportedError, UsageError } from "../../../core/errors.ts";

/** An image within an array of 2 to 4 dimensions. */
export interface AxesPlan {
  /** The dimensions of rows, columns, and bands where there are any. */
  readonly y: number;
  readonly x: number;
  readonly c: number | undefined;
  /** All other dimensions: they count pages, the last one fastest. */
  readonly pages: readonly number[];
}

/** More bands than most images have, and fewer than their rows. */
const mostBands = 16;

/**
 * The most likely order: `yx`; `yxc` or `cyx`, where the last or the first dimension is small; else `zyx`; and with
 * four dimensions, pages of these.
 * @throws {UsageError} when it cannot be guessed.
 */
export function usualAxes(extents: readonly number[]): string {
  const small = (dimension: number): boolean => (extents[dimension] ?? 0) <= mostBands;
  if (extents.length === 2) return "yx";
  if (extents.length === 3) return small(2) ? "yxc" : small(0) ? "cyx" : "zyx";
  if (extents.length === 4 && small(3)) return "zyxc";
  if (extents.length === 4 && small(1)) return "zcyx";
  throw new UsageError(`an array of ${extents.join(" × ")} does not say which dimensions are rows and columns`, {
    cure: 'Say it with `axes`, such as "tzyx".',
  });
}

/**
 * @throws {UsageError} when the letters do not fit the array.
 * @throws {UnsupportedError} for 1 or more than 4 dimensions.
 */
export function planAxes(extents: readonly number[], axes = usualAxesOrRefuse(extents)): AxesPlan {
  const letters = [...axes.toLowerCase()];
  const fits = letters.length === extents.length && new Set(letters).size === letters.length;
  const [y, x, c] = ["y", "x", "c"].map((letter) => letters.indexOf(letter)) as [number, number, number];
  if (!fits || y < 0 || x < 0) {
    throw new UsageError(`the axes "${axes}" do not name the dimensions of an array of ${extents.join(" × ")}`, {
      cure: 'Give one letter for each dimension: y for rows, x for columns, c for bands, others for pages, as in "zyxc".',
    });
  }
  const pages = letters.map((_, dimension) => dimension).filter((dimension) => ![y, x, c].includes(dimension));
  return { y, x, c: c < 0 ? undefined : c, pages };
}

function usualAxesOrRefuse(extents: readonly number[]): string {
  if (extents.length >= 2 && extents.length <= 4) return usualAxes(extents);
  throw new UnsupportedError(`an array of ${extents.length} dimensions is no image`, {
    cure: "Choose a dataset of 2 to 4 dimensions.",
  });
}

/** The number of pages. */
export function pageCount(extents: readonly number[], { pages }: AxesPlan): number {
  return pages.reduce((product, dimension) => product * (extents[dimension] ?? 1), 1);
}

/** The index of a page in each dimension that counts pages. @throws {UsageError} when there is no such page. */
export function pagePlace(extents: readonly number[], plan: AxesPlan, page: number): readonly number[] {
  const count = pageCount(extents, plan);
  if (!Number.isInteger(page) || page < 0 || page >= count) {
    throw new UsageError(`there is no page ${page}; there are ${count}, and the first is 0`, {
      cure: "Give the number of a page that is there.",
    });
  }
  let rest = page;
  const place = [...plan.pages].reverse().map((dimension) => {
    const extent = extents[dimension] ?? 1;
    const at = rest % extent;
    rest = Math.floor(rest / extent);
    return at;
  });
  return place.reverse();
}
