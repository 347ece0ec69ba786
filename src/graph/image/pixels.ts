/**
 * Pixels in JavaScript: an image computed into a typed array.
 * Not here: computing (run/), or what a format's samples are (core/pixel-format).
 * Read next: core/pixel-format.
 */
import { DisposedError } from "../../core/errors.ts";
import { type PixelFormat, type SamplesOf, samplesFrom } from "../../core/pixel-format.ts";
import type { ImageHeader } from "../recipe/header.ts";

/** Creates pixels over computed samples; the caller knows their format `F`. */
export let pixelsOf: <F extends PixelFormat>(held: HeldPixels) => Pixels<F>;

/**
 * A computed image: `data` is row by row, bands interleaved (`data[(y × width + x) × bands + band]`), pages one below
 * the other. It is charged to the budget until it is disposed; hold it with `using`.
 */
export class Pixels<F extends PixelFormat = PixelFormat> implements Disposable {
  readonly width: number;
  /** Rows of one page. */
  readonly height: number;
  readonly bands: number;
  readonly pages: number;
  readonly format: F;
  readonly interpretation: string;
  readonly #release: () => void;
  #data: SamplesOf<F> | undefined;

  static {
    pixelsOf = (held) => new Pixels(held);
  }

  /** Pixels come from `image.pixels()`. */
  private constructor({ data, header, release }: HeldPixels) {
    const { width, height, bands, pages, format, interpretation } = header;
    this.width = width;
    this.height = height;
    this.bands = bands;
    this.pages = pages;
    this.format = format as F;
    this.interpretation = interpretation;
    this.#data = samplesFrom(format as F, data);
    this.#release = release;
  }

  /**
   * The samples, in place: two numbers each where the format is complex. Copy samples that must outlive the pixels
   * (`data.slice()`): a reference that is kept beyond {@link dispose} reads memory that has another use, or none. With
   * `configure({ checkViews: true })` it has no samples instead.
   * @throws {DisposedError} after {@link dispose}.
   */
  get data(): SamplesOf<F> {
    if (this.#data !== undefined) return this.#data;
    throw new DisposedError("these pixels are disposed", {
      cure: "Keep them in scope, or copy what you need of them.",
    });
  }

  /** `[height × pages, width, bands]`, as in numpy. */
  get shape(): readonly [rows: number, columns: number, bands: number] {
    return [this.height * this.pages, this.width, this.bands];
  }

  /** Gives the memory back to the budget. */
  dispose(): void {
    this.#data = undefined;
    this.#release();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }
}

/** Pixels in memory: row by row, bands interleaved, pages one below the other. */
export interface HeldPixels {
  readonly data: Uint8Array;
  readonly header: ImageHeader;
  /** Gives the memory and its reservation back. */
  release(): void;
}
