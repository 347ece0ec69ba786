/**
 * Strips from a user's code on their way to an image: taken once, and checked as they arrive.
 * Not here: copying them for libvips (run/rows/strip-feed).
 * Read next: graph/image/pixels, run/rows/strip-feed.
 */
import { UsageError } from "../../core/errors.ts";
import { holdsSamples, isComplex, type Samples } from "../../core/pixel-format.ts";
import type { ImageHeader } from "./header.ts";

/** Whole rows: an array of samples, or an object with such an array, such as a strip of another image. */
export type GivenStrip = GivenSamples | { readonly data: GivenSamples; readonly top?: number };
/** Samples of whole rows; bytes may stand for those of any format. */
export type GivenSamples = Samples | Uint8Array | Uint8ClampedArray;

/** Anything that `for await` accepts. */
export type GivenStrips = AsyncIterable<GivenStrip> | Iterable<GivenStrip>;

/** Pixels that can be read only once, in order. */
export class StripSource {
  readonly #strips: GivenStrips;
  #taken = false;
  /** The error of the strips' own code. It says more than the failures that follow from it. */
  failure: Error | undefined;
  /** Settles when the strips' own code has ended; undefined while it runs. */
  ended: Promise<void> | undefined;

  constructor(strips: GivenStrips) {
    this.#strips = strips;
  }

  /** @throws {UsageError} on a second call. */
  take(): AsyncIterator<GivenStrip> | Iterator<GivenStrip> {
    if (this.#taken) {
      throw new UsageError("the strips of this image have been read already, and are there once", {
        cure: "Make the image again for each run, or save it first and open what was saved.",
      });
    }
    this.#taken = true;
    const strips = this.#strips;
    if (Symbol.asyncIterator in strips) return strips[Symbol.asyncIterator]();
    if (Symbol.iterator in strips) return strips[Symbol.iterator]();
    throw new UsageError("fromStrips() was given nothing that can be iterated", { cure: "Pass an async generator." });
  }
}

/**
 * The bytes of a strip that must begin at row `top` of the image.
 * @throws {UsageError} for samples of another format, part of a row, or rows of another place.
 */
export function rowsOf(strip: GivenStrip, header: ImageHeader, top: number): Uint8Array<ArrayBuffer> {
  const data = ArrayBuffer.isView(strip) ? strip : strip?.data;
  const { width, bands, format, height, pages } = header;
  if (!ArrayBuffer.isView(data) || !holdsSamples(data, format)) {
    const given = (data as object | undefined)?.constructor?.name ?? String(data);
    throw new UsageError(`the strip at row ${top} is a ${given}, which does not hold samples of ${format}`, {
      cure: "Give arrays of the header's format, or correct the header.",
    });
  }
  const given = ArrayBuffer.isView(strip) ? top : (strip.top ?? top);
  if (given !== top) {
    throw new UsageError(`the strip of row ${given} came where that of row ${top} was to come`, {
      cure: "Give strips from the top down, without gaps.",
    });
  }
  const rowSamples = width * bands * (isComplex(format) ? 2 : 1);
  const rows = data.length / rowSamples;
  if (!Number.isInteger(rows) || rows === 0) {
    throw new UsageError(`the strip at row ${top} has ${data.length} samples, and a row has ${rowSamples}`, {
      cure: "Give whole rows, all bands of a pixel side by side.",
    });
  }
  if (top + rows > height * pages) {
    throw new UsageError(`the strips have more than the ${height * pages} rows of the image`, {
      cure: "Correct the height in the header, or give fewer rows.",
    });
  }
  return new Uint8Array(data.buffer as ArrayBuffer, data.byteOffset, data.byteLength);
}
