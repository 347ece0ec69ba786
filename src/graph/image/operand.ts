/**
 * The values that may replace an image argument: an image, or a constant for all or each of its bands.
 * Not here: turning constants into nodes (graph/recipe/constant).
 * Read next: graph/image/operation-call.
 */
import type { Image } from "./image.ts";

/** An image, one value for every band, or one value for each. */
export type ImageOperand = Image | number | readonly number[];

/** The value that a caller passes for an argument. */
export type OperationInput = ImageOperand | boolean | string | Uint8Array | readonly ImageOperand[];
