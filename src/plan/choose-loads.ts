/**
 * Chooses for every file of a recipe how little of it is loaded, and how many of its pages.
 * Not here: the choice for one file and size (plan/load-choice), or its price.
 * Read next: plan/load-choice.
 */
import { formatTraits, type OutputFormat } from "../graph/encoding.ts";
import { inputsOf, nodesOf, type OpenNode, type RecipeNode, type ThumbnailNode } from "../graph/node.ts";
import { chooseLoad, type LoadChoice, wholeImage } from "./load-choice.ts";
import { storedSize } from "./stored-size.ts";

/** `share`: how much finer than a thumbnail its source is decoded, at least. */
export function chooseLoads(
  recipe: RecipeNode,
  format: OutputFormat | "pixels" | "strips",
  share: number,
): ReadonlyMap<OpenNode, LoadChoice> {
  const nodes = [...nodesOf(recipe)];
  const loads = new Map<OpenNode, LoadChoice>();
  for (const node of nodes) {
    if (node.kind !== "open") continue;
    const [reader, ...others] = nodes.filter((each) => inputsOf(each).includes(node));
    // A file that only one thumbnail reads is loaded as small as that needs, any other whole.
    const only = others.length === 0 && reader?.kind === "thumbnail" ? reader : undefined;
    const pages = pagesOf(node, recipe, format) ?? (only === undefined ? node.header.pages : 1);
    const load =
      only === undefined
        ? wholeImage(node.header, pages)
        : chooseLoad(node.header, storedSize(only, pages), pages, share);
    loads.set(node, load);
  }
  return loads;
}

/**
 * A thumbnail says whether it keeps them; without one a file's format holds what it can, and memory what was opened.
 * Undefined in a recipe of operations, which see what the header tells.
 */
function pagesOf(node: OpenNode, recipe: RecipeNode, format: OutputFormat | "pixels" | "strips"): number | undefined {
  const all = node.header.pages;
  const chain = thumbnailsAbove(node, recipe);
  if (chain === undefined) return undefined;
  const isFile = format !== "pixels" && format !== "strips";
  if (isFile && !formatTraits[format].pages) return 1;
  const [first] = chain;
  const keeps = first === undefined ? isFile || node.allPages === true : first.spec.pages === "all";
  return keeps ? all : 1;
}

/** The thumbnails between a file and the result, the one nearest to the file first; undefined where there is more. */
function thumbnailsAbove(node: OpenNode, recipe: RecipeNode): ThumbnailNode[] | undefined {
  if (recipe === node) return [];
  if (recipe.kind !== "thumbnail") return undefined;
  const below = thumbnailsAbove(node, recipe.input);
  return below === undefined ? undefined : [...below, recipe];
}
