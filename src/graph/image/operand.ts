/**
 * What may stand where an operation takes an image: an image, or a constant for all or each of its bands.
 * Not here: turning constants into nodes (graph/recipe/constant).
 * Read next: graph/image/operation-call.
 */
import type { Image } from "./image.ts";

/** An image, one value for every band, or one value for each. */
export type ImageOperand = Image | number | readonly number[];

/** What a caller passes for an argument. */
export type OperationInput = ImageOperand | boolean | string | Uint8Array | readonly ImageOperand[];
