/**
 * The type of the recipes of the budget matrix.
 * Not here: the recipes, which run in processes without a TypeScript loader (price-recipes.mjs).
 * Read next: test/support/price/price.ts.
 */
import type { Image } from "../../../src/index.ts";

export type Recipe = (image: Image, others: readonly Image[], statics: typeof Image) => Image | Promise<unknown>;

export const recipes: Readonly<Record<string, Recipe>>;
