/**
 * Width and height of the chunks that an array is stored in.
 * Not here: the grid that they make (store/chunks/chunk-grid).
 * Read next: graph/output/options.
 */
import type { Size } from "../../core/rect.ts";
import type { EncodeOptions } from "./format-options.generated.ts";

/** 256 × 256 where nobody says, and never larger than the image. */
export function chunkOf({ chunk = 256 }: Pick<EncodeOptions, "chunk">, image: Size): Size {
  const { width, height } = typeof chunk === "object" ? chunk : { width: chunk, height: chunk };
  return { width: Math.min(width, image.width), height: Math.min(height, image.height) };
}
