/**
 * Chooses for every file of some recipes how little of it to load, and how many of its pages.
 * Not here: the choice for one file and size (plan/load/load-choice), or its price.
 * Read next: plan/load/load-choice, plan/load/load-region.
 */
import type { Size } from "../../core/rect.ts";
import { formatTraits, type OutputFormat } from "../../graph/output/encoding.ts";
import { inputsOf, nodesOf } from "../../graph/recipe/node.ts";
import type { OpenNode, RecipeNode, ThumbnailNode } from "../../graph/recipe/nodes.ts";
import { chooseLoad, type LoadChoice, wholeImage } from "./load-choice.ts";
import { loadedRegion } from "./load-region.ts";
import { storedSize } from "./stored-size.ts";

/** A recipe and the use of its result, which decide how a file is loaded. */
export interface Wish {
  readonly recipe: RecipeNode;
  readonly format: OutputFormat | "pixels" | "strips";
}

/** `share` is how much finer than a thumbnail its source is decoded, at least. */
export function chooseLoads(wishes: readonly Wish[], share: number): ReadonlyMap<OpenNode, LoadChoice> {
  const nodes = new Set(wishes.flatMap(({ recipe }) => [...nodesOf(recipe)]));
  const results = new Set(wishes.map(({ recipe }) => recipe));
  const loads = new Map<OpenNode, LoadChoice>();
  for (const node of nodes) {
    if (node.kind !== "open") continue;
    const readers = [...nodes].filter((each) => inputsOf(each).includes(node));
    // A file with only thumbnails as readers is loaded as small as the largest of them needs; any other file is loaded
    // whole.
    const thumbnails = readers.filter((each) => each.kind === "thumbnail");
    const only = thumbnails.length === readers.length && readers.length > 0 && !results.has(node);
    const own = wishes.filter(({ recipe }) => nodesOf(recipe).has(node));
    const pages = Math.max(...own.map((wish) => pagesOf(node, wish) ?? (only ? 1 : node.header.pages)));
    const load = only
      ? chooseLoad(node.header, largestOf(thumbnails, pages), pages, share)
      : wholeImage(node.header, pages);
    loads.set(node, results.has(node) ? load : loadedRegion(node, load, readers));
  }
  return loads;
}

function largestOf(thumbnails: readonly ThumbnailNode[], pages: number): Size {
  const sizes = thumbnails.map((thumbnail) => storedSize(thumbnail, pages));
  return {
    width: Math.max(...sizes.map(({ width }) => width)),
    height: Math.max(...sizes.map(({ height }) => height)),
  };
}

/**
 * The pages to load for one recipe. A thumbnail says whether it keeps them. Without one, a file's format decides, or
 * for results in memory the option of `open`. Undefined in a recipe of operations, which work on the pages in the
 * header.
 */
function pagesOf(node: OpenNode, { recipe, format }: Wish): number | undefined {
  const all = node.header.pages;
  const chain = thumbnailsAbove(node, recipe);
  if (chain === undefined) return undefined;
  const isFile = format !== "pixels" && format !== "strips";
  if (isFile && !formatTraits[format].pages) return 1;
  const [first] = chain;
  const keeps = first === undefined ? isFile || node.allPages === true : first.spec.pages === "all";
  return keeps ? all : 1;
}

/**
 * The thumbnails between a file and the result, the nearest to the file first; undefined where other nodes are between.
 */
function thumbnailsAbove(node: OpenNode, recipe: RecipeNode): ThumbnailNode[] | undefined {
  if (recipe === node) return [];
  if (recipe.kind !== "thumbnail") return undefined;
  const below = thumbnailsAbove(node, recipe.input);
  return below === undefined ? undefined : [...below, recipe];
}
