/**
 * Chooses the shape of scratch tiles, so that an operation that rotates an image reads each tile once.
 * Not here: writing and reading them (run/scratch/scratch).
 * Read next: plan/cost/pipeline, docs/explanation/memory.md.
 */
import type { Size } from "../../core/rect.ts";

const rows = 128;
const widest = 512;

/**
 * libvips keeps two rows of tiles, that is `2 × (width / tile width)` tiles. A rotation goes down a column of `height /
 * rows` tiles, and comes back to it until it has used the full width of the tiles. So tiles may be as wide as still
 * keeps a whole column of them. Wide tiles need fewer reads. `tileHeight` is the height of the tiles that libvips
 * computes.
 */
export function scratchTile({ width, height }: Size, tileHeight: number): Size {
  const kept = (2 * rows * width) / height;
  let side = tileHeight;
  while (side * 2 <= Math.min(kept, widest)) side *= 2;
  return { width: side, height: rows };
}
