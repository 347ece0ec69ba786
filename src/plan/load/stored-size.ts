/**
 * The size to which a thumbnail is resampled before its orientation is applied, which happens last.
 * Not here: the box and the fit (graph/recipe/thumbnail-geometry), or how little to decode for it
 * (plan/load/load-choice).
 * Read next: plan/load/choose-loads.
 */
import type { Size } from "../../core/rect.ts";
import { orientedSize } from "../../graph/recipe/header.ts";
import { headerOf } from "../../graph/recipe/node.ts";
import type { ThumbnailNode } from "../../graph/recipe/nodes.ts";
import { thumbnailGeometry } from "../../graph/recipe/thumbnail-geometry.ts";

/** `pages` is how many of the input's pages are loaded. Animations are never rotated. */
export function storedSize(node: ThumbnailNode, pages: number): Size {
  const header = headerOf(node.input);
  return orientedSize(thumbnailGeometry(header, node.spec).resized, pages > 1 ? 1 : header.orientation);
}
