/**
 * Methods of Image that read better than the operations behind them: crop by slices, bands by number, any operation by
 * name.
 * Not here: the generated methods (graph/image/operations.generated).
 * Read next: graph/image/operation-methods.
 */
import { UsageError } from "../../core/errors.ts";
import type { Image } from "./image.ts";
import type { OperationInput } from "./operand.ts";

/**
 * From the first position to before the second. Negative positions count from the end; a missing one is the end itself.
 */
export type Slice = readonly [from?: number | undefined, to?: number | undefined];

/** A position and the value there. */
export interface Extremum {
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

export interface ImageSugar {
  /**
   * Calls any operation of the loaded library by its name, including those without a method here.
   * @param args by libvips' names or in camelCase, without this image.
   * @returns an Image, or a promise of a result that is not an image; several results are an object. With `allOutputs:
   * true` also the results that libvips calls optional.
   * @throws {UnsupportedError} when the loaded library has no such operation.
   */
  call(
    name: string,
    args?: Readonly<Record<string, OperationInput | undefined>> & { readonly allOutputs?: boolean },
  ): unknown;
  /**
   * A rectangle: `crop(left, top, width, height)` in pixels, or two slices, `crop([10, -10], [0, 100])`, columns first.
   */
  crop(left: number, top: number, width: number, height: number): Image;
  crop(columns: Slice, rows?: Slice): Image;
  /** One band, or `count` bands from it on. Negative numbers count from the last. */
  band(index: number, count?: number): Image;
  /** Every band as an image of its own. */
  bandsplit(): Image[];
  /** The largest value and its position. */
  maxPos(): Promise<Extremum>;
  /** The smallest value and its position. */
  minPos(): Promise<Extremum>;
  /** The median of a square of `size` pixels around each pixel. */
  median(size?: number): Image;
}

/** The implementation of each method. */
export const sugar: {
  readonly [Name in Exclude<keyof ImageSugar, "call">]: (image: Image, ...given: never[]) => unknown;
} = {
  crop: (image, first: number | Slice, second: number | Slice = [], width: number, height: number) => {
    if (typeof first === "number") {
      return image.extractArea(first, second as number, width, height);
    }
    const [left, right] = slice("columns", first, image.width);
    const [top, bottom] = slice("rows", second as Slice, image.height);
    return image.extractArea(left, top, right - left, bottom - top);
  },
  band: (image, index: number, count = 1) => image.extractBand(index < 0 ? image.bands + index : index, { n: count }),
  bandsplit: (image) => Array.from({ length: image.bands }, (_, index) => image.extractBand(index)),
  maxPos: async (image) => {
    const { out, x, y } = await image.max({ allOutputs: true });
    return { value: out, x, y };
  },
  minPos: async (image) => {
    const { out, x, y } = await image.min({ allOutputs: true });
    return { value: out, x, y };
  },
  median: (image, size = 3) => image.rank(size, size, (size * size) >> 1),
};

function slice(name: string, [from = 0, to]: Slice, length: number): [number, number] {
  const position = (value: number): number => (value < 0 ? length + value : value);
  const [first, last] = [position(from), to === undefined ? length : position(to)];
  if (Number.isInteger(first) && Number.isInteger(last) && first >= 0 && last <= length && first < last) {
    return [first, last];
  }
  throw new UsageError(`${name} [${from}, ${to ?? ""}] are not within 0 to ${length}`, {
    cure: `Give two whole numbers with the first before the second; negative ones count from the end.`,
  });
}
