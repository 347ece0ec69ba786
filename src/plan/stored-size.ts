/**
 * What a thumbnail is resampled to before its orientation is applied, which happens last.
 * Not here: the box and the fit (graph/thumbnail-geometry), or how little is decoded for it (plan/load-choice).
 * Read next: plan/choose-loads.
 */
import { orientedSize, type Size } from "../graph/header.ts";
import { headerOf, type ThumbnailNode } from "../graph/node.ts";
import { thumbnailGeometry } from "../graph/thumbnail-geometry.ts";

/** `pages`: how many of the input's are loaded. Animations are never turned. */
export function storedSize(node: ThumbnailNode, pages: number): Size {
  const header = headerOf(node.input);
  return orientedSize(thumbnailGeometry(header, node.spec).resized, pages > 1 ? 1 : header.orientation);
}
