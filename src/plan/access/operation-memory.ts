/**
 * The memory class of each operation: whether it streams, and what it holds when it does not; one entry for each.
 * Not here: bytes; a plan adds those up, and reads here only whether an operation streams.
 * Read next: plan/access/memory-kind, plan/access/held-images.
 */

import type { OperationName } from "../../graph/image/operations.generated.ts";
import type { OperationArguments } from "../../graph/recipe/nodes.ts";
import { creates, except, type MemoryClass, pointwise, randomAccess, reduces, streams, whole } from "./memory-kind.ts";

export { describeMemory, type MemoryClass, type MemoryException } from "./memory-kind.ts";

const outOfOrder = randomAccess("rows out of order");
const searching = randomAccess("rows out of order", "atOnce");
const twice = randomAccess("the image twice", "atOnce");
const smallTable = whole("its input and its result, which are small tables");
const transform = whole("the Fourier transform of the image");
const drawing = whole("a private copy of the image");
const placing = except(
  pointwise,
  'extend is "repeat" or "mirror"',
  ({ extend }) => extend === "repeat" || extend === "mirror",
  outOfOrder,
);

/** Whether an affine matrix neither rotates, shears, flips vertically nor reduces the height. */
function enlarges(matrix: OperationArguments[string] | undefined): boolean {
  if (!Array.isArray(matrix)) return false;
  const [, b, c, d] = matrix as readonly number[];
  return b === 0 && c === 0 && d !== undefined && d >= 1;
}

/** The same class for several operations. */
function each<const Names extends OperationName>(
  memory: MemoryClass,
  names: readonly Names[],
): { readonly [K in Names]: MemoryClass } {
  return Object.fromEntries(names.map((name) => [name, memory])) as { readonly [K in Names]: MemoryClass };
}

/** Exhaustive: a libvips with an operation that is not in the table fails to compile here. */
export const memoryClasses: { readonly [K in OperationName]: MemoryClass } = {
  ...each(pointwise, [
    "CMC2LCh",
    "CMYK2XYZ",
    "HSV2sRGB",
    "LCh2CMC",
    "LCh2Lab",
    "Lab2LCh",
    "Lab2LabQ",
    "Lab2LabS",
    "Lab2XYZ",
    "LabQ2Lab",
    "LabQ2LabS",
    "LabQ2sRGB",
    "LabS2Lab",
    "LabS2LabQ",
    "Oklab2Oklch",
    "Oklab2XYZ",
    "Oklch2Oklab",
    "XYZ2CMYK",
    "XYZ2Lab",
    "XYZ2Oklab",
    "XYZ2Yxy",
    "XYZ2scRGB",
    "Yxy2XYZ",
    "abs",
    "add",
    "addalpha",
    "arrayjoin",
    "bandbool",
    "bandfold",
    "bandjoin",
    "bandjoin_const",
    "bandmean",
    "bandrank",
    "bandunfold",
    "boolean",
    "boolean_const",
    "byteswap",
    "case",
    "cast",
    "clamp",
    "colourspace",
    "complex",
    "complex2",
    "complexform",
    "complexget",
    "composite",
    "composite2",
    "copy",
    "dE00",
    "dE76",
    "dECMC",
    "divide",
    "extract_area",
    "extract_band",
    "falsecolour",
    "flatten",
    "float2rad",
    "gamma",
    "icc_export",
    "icc_import",
    "icc_transform",
    "ifthenelse",
    "insert",
    "invert",
    "join",
    "linear",
    "maplut",
    "math",
    "math2",
    "math2_const",
    "maxpair",
    "minpair",
    "msb",
    "multiply",
    "premultiply",
    "rad2float",
    "recomb",
    "relational",
    "relational_const",
    "remainder",
    "remainder_const",
    "round",
    "sRGB2HSV",
    "sRGB2scRGB",
    "scRGB2BW",
    "scRGB2XYZ",
    "scRGB2sRGB",
    "sequential",
    "sign",
    "subtract",
    "sum",
    "switch",
    "uhdr2scRGB",
    "unpremultiply",
    "zoom",
  ]),
  canny: streams("the Gaussian's radius and 2 pixels"),
  ...each(streams("half the mask"), ["compass", "conv", "conva", "convasep", "convf", "convi", "convsep", "morph"]),
  ...each(streams("the reference image"), ["fastcor", "spcor"]),
  ...each(streams("the Gaussian's radius"), ["gaussblur", "sharpen"]),
  linecache: streams("the rows it keeps"),
  ...each(streams("1 pixel"), ["prewitt", "scharr", "sobel"]),
  ...each(streams("half the window"), ["rank", "stdif"]),
  ...each(streams("the kernel, which grows with the factor"), ["reduce", "reduceh", "reducev", "resize"]),
  ...each(streams("the box that becomes one pixel"), ["shrink", "shrinkh", "shrinkv"]),
  ...each(placing, ["embed", "gravity"]),
  affine: except(
    outOfOrder,
    "it mirrors or enlarges only",
    ({ matrix }) => enlarges(matrix),
    streams("the interpolator"),
  ),
  flip: except(outOfOrder, 'direction is "horizontal"', ({ direction }) => direction === "horizontal"),
  merge: except(
    streams("the rows where one image lies over the other"),
    'direction is "horizontal"',
    ({ direction }) => direction === "horizontal",
  ),
  replicate: except(outOfOrder, "down is 1", ({ down }) => down === 1),
  rot: except(outOfOrder, 'angle is "d0"', ({ angle }) => angle === "d0"),
  similarity: except(
    outOfOrder,
    "angle is 0 and scale is not below 1",
    ({ angle = 0, scale = 1 }) => angle === 0 && (scale as number) >= 1,
    streams("the interpolator"),
  ),
  smartcrop: except(
    twice,
    'interesting is neither "attention" nor "entropy"',
    ({ interesting = "attention" }) => interesting !== "attention" && interesting !== "entropy",
  ),
  tilecache: except(
    streams("the tiles it keeps"),
    "maxTiles is -1",
    ({ max_tiles }) => max_tiles === -1,
    whole("every tile of the image"),
  ),
  wrap: except(outOfOrder, "y is 0", ({ y }) => y === 0),
  ...each(outOfOrder, ["autorot", "grid", "hist_local", "mapim", "rotate", "subsample", "transpose3d"]),
  ...each(searching, ["hough_circle", "hough_line", "match", "measure", "mosaic", "mosaic1"]),
  ...each(twice, ["hist_equal", "scale"]),
  fill_nearest: whole("the image, and the distance and place of the nearest pixel for each of its pixels"),
  labelregions: whole("the image, and a label for each of its pixels"),
  rot45: whole("the image and the turned one"),
  text: whole("the rendered text"),
  ...each(smallTable, [
    "buildlut",
    "hist_cum",
    "hist_match",
    "hist_norm",
    "hist_plot",
    "invertlut",
    "matrixinvert",
    "matrixmultiply",
  ]),
  ...each(transform, ["fractsurf", "freqmult", "phasecor", "spectrum"]),
  ...each(drawing, [
    "draw_circle",
    "draw_flood",
    "draw_image",
    "draw_line",
    "draw_mask",
    "draw_rect",
    "draw_smudge",
    "quadratic",
  ]),
  ...each(reduces("one number"), ["avg", "countlines", "deviate", "hist_entropy"]),
  find_trim: reduces("one column and one row of sums"),
  getpoint: reduces("one pixel"),
  ...each(reduces("a histogram"), ["hist_find", "hist_find_indexed", "percent"]),
  hist_find_ndim: reduces("a histogram of as many dimensions as bands"),
  hist_ismonotonic: reduces("one truth"),
  max: reduces("the largest values"),
  min: reduces("the smallest values"),
  ...each(reduces("one row and one column"), ["profile", "project"]),
  stats: reduces("a row of numbers for each band"),
  ...each(creates, [
    "black",
    "eye",
    "gaussmat",
    "gaussnoise",
    "grey",
    "identity",
    "logmat",
    "mask_butterworth",
    "mask_butterworth_band",
    "mask_butterworth_ring",
    "mask_fractal",
    "mask_gaussian",
    "mask_gaussian_band",
    "mask_gaussian_ring",
    "mask_ideal",
    "mask_ideal_band",
    "mask_ideal_ring",
    "perlin",
    "sdf",
    "sines",
    "tonelut",
    "worley",
    "xyz",
    "zone",
  ]),
};

/** The class of an operation for these arguments. */
export function memoryClassOf(name: OperationName, args: OperationArguments): MemoryClass {
  const general = memoryClasses[name];
  return general.except?.holds(args) ? general.except.instead : general;
}
