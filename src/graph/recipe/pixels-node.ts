/**
 * Builds the recipe's nodes for pixels and strips from JavaScript, and checks them against their header.
 * Not here: pixels that a run computes (graph/image/pixels), or feeding strips to libvips (run/rows/strip-feed).
 * Read next: graph/recipe/nodes, graph/recipe/strip-source.
 */
import { UsageError } from "../../core/errors.ts";
import {
  formatOfSamples,
  holdsSamples,
  isComplex,
  type PixelFormat,
  type Samples,
  sampleBytes,
} from "../../core/pixel-format.ts";
import { type ImageHeader, plainHeader } from "./header.ts";
import type { PixelsNode, StripsNode } from "./nodes.ts";
import { type GivenStrips, StripSource } from "./strip-source.ts";

/** The header of pixels that the array itself does not carry. */
export interface PixelsHeader {
  readonly width: number;
  /** Rows of one page. Default: as many as the array holds. */
  readonly height?: number | undefined;
  /** Default 1. */
  readonly bands?: number | undefined;
  readonly pages?: number | undefined;
  /** Default: by the array's type; `complex` and `dpcomplex` must be given. */
  readonly format?: PixelFormat | undefined;
  /** Default: `b-w` for 1 or 2 bands of uchar, `srgb` for 3 or 4, the 16-bit kinds for ushort, else `multiband`. */
  readonly interpretation?: string | undefined;
}

/** The header of strips, needed before they arrive. */
export interface StripsHeader extends PixelsHeader {
  /** Rows of one page. */
  readonly height: number;
  /** Default `uchar`. */
  readonly format?: PixelFormat | undefined;
}

/** @throws {UsageError} when a size is out of range. */
export function stripsNode(given: StripsHeader, strips: GivenStrips): StripsNode {
  const { width, height, bands = 1, pages = 1, format = "uchar" } = given;
  const header = headerOfSamples({ width, height, bands, pages }, format, given.interpretation);
  return Object.freeze({ kind: "strips", source: new StripSource(strips), header });
}

/** @throws {UsageError} when the header and the length of the array do not agree. */
export function pixelsNode(samples: Samples | Uint8ClampedArray, given: PixelsHeader): PixelsNode {
  const { width, bands = 1, pages = 1, format = formatOfSamples(samples) } = given;
  if (format === undefined || !holdsSamples(samples, format)) {
    throw new UsageError(`a ${samples.constructor.name} does not hold samples of ${format ?? "any format"}`, {
      cure: "Give the format that fits the array, or convert the array.",
    });
  }
  const rowSamples = width * bands * pages * (isComplex(format) ? 2 : 1);
  const { height = samples.length / rowSamples } = given;
  const header = headerOfSamples({ width, height, bands, pages }, format, given.interpretation);
  if (samples.length !== rowSamples * height) {
    throw new UsageError(
      `${width} × ${height} pixels of ${bands} bands and ${pages} pages are ${rowSamples * height} samples, and the array has ${samples.length}`,
      { cure: "Correct the sizes, or the array." },
    );
  }
  const data = new Uint8Array(samples.buffer as ArrayBuffer, samples.byteOffset, samples.byteLength);
  return Object.freeze({ kind: "pixels", data, header });
}
function headerOfSamples(
  sizes: Pick<ImageHeader, "width" | "height" | "bands" | "pages">,
  format: PixelFormat,
  given: string | undefined,
): ImageHeader {
  for (const [name, value] of Object.entries(sizes)) {
    if (Number.isInteger(value) && value >= 1 && value <= 100000000) continue;
    throw new UsageError(`${name} is ${value} and must be a whole number from 1 on`, { cure: `Correct the ${name}.` });
  }
  const { bands } = sizes;
  const interpretation = given ?? defaultInterpretation(format, bands);
  return plainHeader({ ...sizes, format, interpretation, hasAlpha: hasAlphaBand(interpretation, bands) });
}

/** Whether the last of so many bands counts as alpha. */
export function hasAlphaBand(interpretation: string, bands: number): boolean {
  return /^(?:srgb|b-w|rgb16|grey16)$/.test(interpretation) && (bands === 2 || bands === 4);
}

/** The default interpretation for a format and a number of bands. */
export function defaultInterpretation(format: PixelFormat, bands: number): string {
  if (bands > 4 || (format !== "uchar" && format !== "ushort")) return bands === 1 ? "b-w" : "multiband";
  const wide = sampleBytes(format) === 2;
  if (bands <= 2) return wide ? "grey16" : "b-w";
  return wide ? "rgb16" : "srgb";
}
