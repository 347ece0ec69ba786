/**
 * Image with all of libvips' operations: their methods, and what there is without an image.
 * Not here: what they do (graph/image/operation-methods); commands that need none of them do not load this.
 * Read next: graph/image/operation-methods, graph/image/image-statics.
 */
import { engine } from "./compose.ts";
import { Image as RecipeImage } from "./graph/image/image.ts";
import { type ImageStatics, imageStatics } from "./graph/image/image-statics.ts";
import { installOperations } from "./graph/image/operation-methods.ts";

installOperations();

/** An image: a recipe with a header, and no pixels. */
export const Image: typeof RecipeImage & ImageStatics = Object.setPrototypeOf(RecipeImage, imageStatics(engine));
export type Image = RecipeImage;
