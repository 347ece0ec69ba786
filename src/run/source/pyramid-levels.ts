/**
 * Distinguishes smaller copies of an image within its file from further pages.
 * Not here: choosing among them (plan/load/load-choice).
 * Read next: plan/load/load-choice.
 */
import type { CodecFacts } from "../../codec/codec-facts.ts";
import type { TiffDirectory } from "../../codec/tiff-directories.ts";
import type { Size } from "../../core/rect.ts";
import type { Level } from "../../graph/recipe/header.ts";

/** The real number of pages in a file, and the smaller copies of the first one, largest first. */
export function imagePages(
  size: Size,
  pages: number,
  facts: CodecFacts | undefined,
): { readonly pages: number; readonly levels: readonly Level[] } {
  if (facts?.codec !== "tiff") return { pages, levels: [] };
  const further = facts.directories.filter(({ page }) => page !== undefined && page > 0);
  const subifds = facts.directories.filter(({ parent, subifd }) => parent === 0 && subifd !== undefined);
  const smallerPages = further.length > 0 && further.every((directory) => isSmallerCopy(size, directory));
  const levels = [...(smallerPages ? further : []), ...subifds.filter((directory) => isSmallerCopy(size, directory))]
    .map(toLevel)
    .sort((a, b) => b.width - a.width);
  return { pages: smallerPages ? 1 : pages, levels };
}

function toLevel({ page, subifd, width, height }: TiffDirectory): Level {
  return subifd === undefined ? { page: page ?? 0, width, height } : { subifd, width, height };
}

/** A smaller copy has the same shape, except for one pixel of rounding at each halving. */
function isSmallerCopy(size: Size, level: Size): boolean {
  if (level.width >= size.width || level.width < 1 || level.height < 1) return false;
  const factor = size.width / level.width;
  const rounding = Math.ceil(Math.log2(factor)) + 1;
  return factor >= 1.5 && Math.abs(size.height / factor - level.height) <= rounding;
}
