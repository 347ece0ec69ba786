/**
 * Finds a region's pixels: reads the fields of `VipsRegion` that the macro `VIPS_REGION_ADDR` relies
 * on, and `VipsRect`.
 * Not here: making or computing regions; libvips passes them to callbacks.
 * Read next: native/thread/callback-worker.
 */
import type { Rect } from "../../core/rect.ts";
import type { Pointer } from "../library/declarations.ts";
import { copyInts, readInt, readWord } from "../library/read-memory.ts";

/** Offsets on every 64-bit platform: a GObject of 24 bytes and VipsObject's own 56 come first. */
const offsets = { valid: 88, data: 112, bytesPerLine: 120 } as const;

/** Rows in native memory. */
export interface RegionPixels extends Rect {
  /** Address of the first pixel. */
  readonly address: Pointer;
  readonly bytesPerLine: number;
}

/** The rows of `area`, a `VipsRect` as wide as the region. Without an `area`, all rows of the region. */
export function regionPixels(region: Pointer, area: Pointer = region + BigInt(offsets.valid)): RegionPixels {
  const [validTop = 0] = copyInts(region + BigInt(offsets.valid) + 4n, 1);
  const [left = 0, top = 0, width = 0, height = 0] = copyInts(area, 4);
  const bytesPerLine = readInt(region, offsets.bytesPerLine);
  const address = readWord(region, offsets.data) + BigInt((top - validTop) * bytesPerLine);
  return { address, bytesPerLine, left, top, width, height };
}
