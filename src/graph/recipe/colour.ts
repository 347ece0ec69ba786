/**
 * Colours as lists of numbers, one for each band of an image.
 * Not here: colour spaces of images (run/thumbnail/finish).
 * Read next: graph/recipe/thumbnail.
 */

/** Red, green and blue as the one band of a grey image, by the luma weights of ITU-R BT.601. */
export function greyIf(colour: readonly number[], bands: number): number[] {
  const [red = 0, green = 0, blue = 0] = colour;
  return bands === 1 ? [Math.round(0.299 * red + 0.587 * green + 0.114 * blue)] : [...colour];
}
