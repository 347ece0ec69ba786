/**
 * What each operation does to memory: whether it streams, and what it holds when it does not; one entry for each.
 * Not here: bytes; a plan adds those up, and takes from here only which operations it may stream through.
 * Read next: graph/operations.generated, plan/pipeline-cost.
 */
import type { OperationArguments } from "../graph/operation.ts";
import type { OperationName } from "../graph/operations.generated.ts";

/** An operation's needs, as far as its name tells. "The image" is the one it is called on, and any other input. */
export type MemoryClass = (
  | {
      /** Rows go through in order, and each is forgotten soon after. */
      readonly kind: "streams";
      /** The neighbours that a pixel needs, in words. */
      readonly halo: string;
    }
  | {
      /** The image has to be in memory or on disk, though the operation itself holds little. */
      readonly kind: "random access";
      /** How it reads, in words. */
      readonly reads: string;
      /** Reads when it is called already, to decide what it will do. */
      readonly atOnce?: true;
    }
  | {
      /** The operation itself holds what is named, whole. */
      readonly kind: "whole image";
      readonly holds: string;
    }
  | {
      /** Reads the image once, in order, when it is called, and keeps only what is named. */
      readonly kind: "reduces";
      readonly to: string;
    }
  | {
      /** Has no input, and computes its pixels as they are asked for. */
      readonly kind: "creates";
    }
) & { readonly except?: MemoryException };

/** Arguments with which an operation belongs to another class. */
export interface MemoryException {
  /** In words, to follow "where". */
  readonly where: string;
  readonly holds: (args: OperationArguments) => boolean;
  readonly instead: MemoryClass;
}

const streams = (halo: string): MemoryClass => ({ kind: "streams", halo });
const randomAccess = (reads: string, when?: "atOnce"): MemoryClass => ({
  kind: "random access",
  reads,
  ...(when === undefined ? {} : { atOnce: true }),
});
const whole = (holds: string): MemoryClass => ({ kind: "whole image", holds });
const reduces = (to: string): MemoryClass => ({ kind: "reduces", to });
const creates: MemoryClass = { kind: "creates" };
const pointwise = streams("none");

const except = (
  usually: MemoryClass,
  where: string,
  holds: MemoryException["holds"],
  instead: MemoryClass = pointwise,
): MemoryClass => ({ ...usually, except: { where, holds, instead } });

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

/** Whether an affine matrix neither turns, shears, turns upside down nor shrinks in height. */
function enlarges(matrix: OperationArguments[string] | undefined): boolean {
  if (!Array.isArray(matrix)) return false;
  const [, b, c, d] = matrix as readonly number[];
  return b === 0 && c === 0 && d !== undefined && d >= 1;
}

/** Exhaustive: a libvips with an operation that is not in the table fails to compile here. */
export const memoryClasses: { readonly [K in OperationName]: MemoryClass } = {
  CMC2LCh: pointwise,
  CMYK2XYZ: pointwise,
  HSV2sRGB: pointwise,
  LCh2CMC: pointwise,
  LCh2Lab: pointwise,
  Lab2LCh: pointwise,
  Lab2LabQ: pointwise,
  Lab2LabS: pointwise,
  Lab2XYZ: pointwise,
  LabQ2Lab: pointwise,
  LabQ2LabS: pointwise,
  LabQ2sRGB: pointwise,
  LabS2Lab: pointwise,
  LabS2LabQ: pointwise,
  Oklab2Oklch: pointwise,
  Oklab2XYZ: pointwise,
  Oklch2Oklab: pointwise,
  XYZ2CMYK: pointwise,
  XYZ2Lab: pointwise,
  XYZ2Oklab: pointwise,
  XYZ2Yxy: pointwise,
  XYZ2scRGB: pointwise,
  Yxy2XYZ: pointwise,
  abs: pointwise,
  add: pointwise,
  addalpha: pointwise,
  affine: except(
    outOfOrder,
    "it mirrors or enlarges only",
    ({ matrix }) => enlarges(matrix),
    streams("the interpolator"),
  ),
  arrayjoin: pointwise,
  autorot: outOfOrder,
  avg: reduces("one number"),
  bandbool: pointwise,
  bandfold: pointwise,
  bandjoin: pointwise,
  bandjoin_const: pointwise,
  bandmean: pointwise,
  bandrank: pointwise,
  bandunfold: pointwise,
  black: creates,
  boolean: pointwise,
  boolean_const: pointwise,
  buildlut: smallTable,
  byteswap: pointwise,
  canny: streams("the Gaussian's radius and 2 pixels"),
  case: pointwise,
  cast: pointwise,
  clamp: pointwise,
  colourspace: pointwise,
  compass: streams("half the mask"),
  complex: pointwise,
  complex2: pointwise,
  complexform: pointwise,
  complexget: pointwise,
  composite: pointwise,
  composite2: pointwise,
  conv: streams("half the mask"),
  conva: streams("half the mask"),
  convasep: streams("half the mask"),
  convf: streams("half the mask"),
  convi: streams("half the mask"),
  convsep: streams("half the mask"),
  copy: pointwise,
  countlines: reduces("one number"),
  dE00: pointwise,
  dE76: pointwise,
  dECMC: pointwise,
  deviate: reduces("one number"),
  divide: pointwise,
  draw_circle: drawing,
  draw_flood: drawing,
  draw_image: drawing,
  draw_line: drawing,
  draw_mask: drawing,
  draw_rect: drawing,
  draw_smudge: drawing,
  embed: placing,
  extract_area: pointwise,
  extract_band: pointwise,
  eye: creates,
  falsecolour: pointwise,
  fastcor: streams("the reference image"),
  fill_nearest: whole("the image, and the distance and place of the nearest pixel for each of its pixels"),
  find_trim: reduces("one column and one row of sums"),
  flatten: pointwise,
  flip: except(outOfOrder, 'direction is "horizontal"', ({ direction }) => direction === "horizontal"),
  float2rad: pointwise,
  fractsurf: transform,
  freqmult: transform,
  gamma: pointwise,
  gaussblur: streams("the Gaussian's radius"),
  gaussmat: creates,
  gaussnoise: creates,
  getpoint: reduces("one pixel"),
  gravity: placing,
  grey: creates,
  grid: outOfOrder,
  hist_cum: smallTable,
  hist_entropy: reduces("one number"),
  hist_equal: twice,
  hist_find: reduces("a histogram"),
  hist_find_indexed: reduces("a histogram"),
  hist_find_ndim: reduces("a histogram of as many dimensions as bands"),
  hist_ismonotonic: reduces("one truth"),
  hist_local: outOfOrder,
  hist_match: smallTable,
  hist_norm: smallTable,
  hist_plot: smallTable,
  hough_circle: searching,
  hough_line: searching,
  icc_export: pointwise,
  icc_import: pointwise,
  icc_transform: pointwise,
  identity: creates,
  ifthenelse: pointwise,
  insert: pointwise,
  invert: pointwise,
  invertlut: smallTable,
  join: pointwise,
  labelregions: whole("the image, and a label for each of its pixels"),
  linear: pointwise,
  linecache: streams("the rows it keeps"),
  logmat: creates,
  mapim: outOfOrder,
  maplut: pointwise,
  mask_butterworth: creates,
  mask_butterworth_band: creates,
  mask_butterworth_ring: creates,
  mask_fractal: creates,
  mask_gaussian: creates,
  mask_gaussian_band: creates,
  mask_gaussian_ring: creates,
  mask_ideal: creates,
  mask_ideal_band: creates,
  mask_ideal_ring: creates,
  match: except(outOfOrder, "it searches", ({ search }) => search === true, searching),
  math: pointwise,
  math2: pointwise,
  math2_const: pointwise,
  matrixinvert: smallTable,
  matrixmultiply: smallTable,
  max: reduces("the largest values"),
  maxpair: pointwise,
  measure: searching,
  merge: pointwise,
  min: reduces("the smallest values"),
  minpair: pointwise,
  morph: streams("half the mask"),
  mosaic: searching,
  mosaic1: searching,
  msb: pointwise,
  multiply: pointwise,
  percent: reduces("a histogram"),
  perlin: creates,
  phasecor: transform,
  premultiply: pointwise,
  prewitt: streams("1 pixel"),
  profile: reduces("one row and one column"),
  project: reduces("one row and one column"),
  quadratic: drawing,
  rad2float: pointwise,
  rank: streams("half the window"),
  recomb: pointwise,
  reduce: streams("the kernel, which grows with the factor"),
  reduceh: streams("the kernel, which grows with the factor"),
  reducev: streams("the kernel, which grows with the factor"),
  relational: pointwise,
  relational_const: pointwise,
  remainder: pointwise,
  remainder_const: pointwise,
  replicate: except(outOfOrder, "down is 1", ({ down }) => down === 1),
  resize: streams("the kernel, which grows with the factor"),
  rot: except(outOfOrder, 'angle is "d0"', ({ angle }) => angle === "d0"),
  rot45: whole("the image and the turned one"),
  rotate: outOfOrder,
  round: pointwise,
  sRGB2HSV: pointwise,
  sRGB2scRGB: pointwise,
  scRGB2BW: pointwise,
  scRGB2XYZ: pointwise,
  scRGB2sRGB: pointwise,
  scale: twice,
  scharr: streams("1 pixel"),
  sdf: creates,
  sequential: pointwise,
  sharpen: streams("the Gaussian's radius"),
  shrink: streams("the box that becomes one pixel"),
  shrinkh: streams("the box that becomes one pixel"),
  shrinkv: streams("the box that becomes one pixel"),
  sign: pointwise,
  similarity: except(
    outOfOrder,
    "angle is 0 and scale is not below 1",
    ({ angle = 0, scale = 1 }) => angle === 0 && (scale as number) >= 1,
    streams("the interpolator"),
  ),
  sines: creates,
  smartcrop: except(
    twice,
    'interesting is neither "attention" nor "entropy"',
    ({ interesting = "attention" }) => interesting !== "attention" && interesting !== "entropy",
  ),
  sobel: streams("1 pixel"),
  spcor: streams("the reference image"),
  spectrum: transform,
  stats: reduces("a row of numbers for each band"),
  stdif: streams("half the window"),
  subsample: outOfOrder,
  subtract: pointwise,
  sum: pointwise,
  switch: pointwise,
  text: whole("the rendered text"),
  tilecache: except(
    streams("the tiles it keeps"),
    "maxTiles is -1",
    ({ max_tiles }) => max_tiles === -1,
    whole("every tile of the image"),
  ),
  tonelut: creates,
  transpose3d: outOfOrder,
  uhdr2scRGB: pointwise,
  unpremultiply: pointwise,
  worley: creates,
  wrap: except(outOfOrder, "y is 0", ({ y }) => y === 0),
  xyz: creates,
  zone: creates,
  zoom: pointwise,
};

/** The class of an operation as it is called here. */
export function memoryClassOf(name: OperationName, args: OperationArguments): MemoryClass {
  const usual = memoryClasses[name];
  return usual.except?.holds(args) ? usual.except.instead : usual;
}

/** The class in one sentence, for people; it follows "Memory: ". */
export function describeMemory(memory: MemoryClass): string {
  const { except } = memory;
  const where = except === undefined ? "" : `; where ${except.where}, ${describeMemory(except.instead)}`;
  return `${words(memory)}${where}`;
}

function words(memory: MemoryClass): string {
  switch (memory.kind) {
    case "streams":
      return memory.halo === "none" ? "streams" : `streams, with a halo of ${memory.halo}`;
    case "random access":
      return `reads ${memory.reads}, so an image that can only be read in order is held or put on disk first`;
    case "whole image":
      return `holds ${memory.holds}`;
    case "reduces":
      return `reads the image once, in order, and keeps ${memory.to}`;
    case "creates":
      return "computes its pixels as they are asked for";
  }
}
