/**
 * What the project's own measurements reach of an image beyond its public surface, from the built files too.
 * Not here: anything that the package exports; "exports" in package.json does not name this file.
 * Read next: index, graph/image/image.
 */
export { engineOf, imageOf, recipeOf } from "./graph/image/image.ts";
