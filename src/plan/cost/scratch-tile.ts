/**
 * The shape of tiles in scratch, chosen so that what turns an image reads each of them once.
 * Not here: writing and reading them (run/scratch/scratch).
 * Read next: plan/cost/pipeline, docs/explanation/memory.md.
 */
import type { Size } from "../../core/rect.ts";
import { tileRows } from "./tile-lines.ts";

const rows = 128;
const widest = 512;

/**
 * libvips keeps two rows of tiles, whose number is `2 × (width / tile width)`. What turns an image goes down a column, of
 * `height / rows` tiles, and comes back to it until it has used the tiles' width: so they may be as wide as a column of
 * them is kept. Wide tiles are read by fewer calls.
 */
export function scratchTile({ width, height }: Size): Size {
  const kept = (2 * rows * width) / height;
  let side = tileRows();
  while (side * 2 <= Math.min(kept, widest)) side *= 2;
  return { width: side, height: rows };
}
