/**
 * Arguments for every operation that takes an image, to call it on an image that can only be read in order.
 * Not here: running them (operation-memory-child), or the expectation for each, which is its memory class.
 * Read next: test/budget-holds/ordered-picture.ts, src/plan/access/operation-memory.ts.
 */
import type { OperationName } from "../../src/graph/image/operations.generated.ts";
import type { Arguments } from "../../src/native/operation/call.ts";
import type { OrderedPicture } from "./ordered-picture.ts";

export type MakeArguments = (picture: OrderedPicture) => Arguments;

/** An operation's nickname, followed by a note that distinguishes several calls of it. */
export type CaseName = OperationName | `${OperationName} ${string}`;

/** Operations that cannot take a tall picture, each with the reason; without creators. */
export const notRun: Readonly<Partial<Record<OperationName, string>>> = {
  ...each("takes and gives small tables, such as histograms and matrices", [
    "buildlut",
    "hist_cum",
    "hist_entropy",
    "hist_ismonotonic",
    "hist_match",
    "hist_norm",
    "hist_plot",
    "invertlut",
    "matrixinvert",
    "matrixmultiply",
  ]),
  ...each("needs a libvips with FFTW; the bundled one has none", ["fractsurf", "freqmult", "phasecor", "spectrum"]),
  text: "takes no image",
};

function each<Value>(value: Value, names: readonly OperationName[]): Record<string, Value> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

const unary: MakeArguments = (picture) => ({ in: picture.photo() });
const pair: MakeArguments = (picture) => ({ left: picture.photo(), right: picture.photo() });
const withAlpha: MakeArguments = (picture) => ({ in: picture.withAlpha() });
const complexInput: MakeArguments = (picture) => ({ in: picture.complex() });
const grey: MakeArguments = (picture) => ({ in: picture.grey() });
const on = (interpretation: string): MakeArguments => {
  return (picture) => ({ in: picture.labelled(interpretation) });
};
/** For operations that take a microsecond a pixel. */
const onNarrow = (interpretation: string): MakeArguments => {
  return (picture) => ({ in: picture.narrow(interpretation) });
};
const labPair: MakeArguments = (picture) => ({ left: picture.narrow("lab"), right: picture.narrow("lab") });
const plus = (args: Arguments, make: MakeArguments = unary): MakeArguments => {
  return (picture) => ({ ...make(picture), ...args });
};
const masked = (make: MakeArguments = unary): MakeArguments => {
  return (picture) => ({ ...make(picture), mask: picture.mask() });
};
const drawn = (args: Arguments): MakeArguments => {
  return (picture) => ({ image: picture.photo(), ink: [255], ...args });
};
const cropped = (args: Arguments): MakeArguments => {
  return (picture) => ({ input: picture.photo(), width: 200, height: 1000, ...args });
};
const merged = (args: Arguments): MakeArguments => {
  return (picture) => ({ ref: picture.photo(), sec: picture.photo(), ...args });
};
const tiePoints = { xr1: 450, yr1: 10, xs1: 20, ys1: 12, xr2: 450, yr2: 15_000, xs2: 20, ys2: 15_002 };
const area = { width: 520, height: 24_000 };

const perceptualColour = {
  CMC2LCh: on("cmc"),
  LCh2CMC: on("lch"),
  LCh2Lab: on("lch"),
  ...each(on("lab"), ["Lab2LCh", "Lab2LabQ", "Lab2LabS", "Lab2XYZ"]),
  ...each(
    (picture: OrderedPicture) => ({ in: picture.packed("Lab2LabQ", "lab") }),
    ["LabQ2Lab", "LabQ2LabS", "LabQ2sRGB"],
  ),
  ...each((picture: OrderedPicture) => ({ in: picture.packed("Lab2LabS", "lab") }), ["LabS2Lab", "LabS2LabQ"]),
  ...each(on("oklab"), ["Oklab2Oklch", "Oklab2XYZ"]),
  Oklch2Oklab: on("oklch"),
  ...each(on("xyz"), ["XYZ2Lab", "XYZ2Oklab", "XYZ2Yxy", "XYZ2scRGB"]),
  Yxy2XYZ: on("yxy"),
} satisfies Partial<Record<OperationName, MakeArguments>>;

const deviceColour = {
  CMYK2XYZ: withAlpha,
  HSV2sRGB: unary,
  XYZ2CMYK: onNarrow("xyz"),
  ...each(labPair, ["dE00", "dE76", "dECMC"]),
  colourspace: plus({ space: "lab" }),
  falsecolour: grey,
  float2rad: on("scrgb"),
  icc_export: plus({ output_profile: "srgb" }, onNarrow("lab")),
  icc_import: plus({ input_profile: "srgb" }),
  icc_transform: plus({ input_profile: "srgb", output_profile: "p3" }),
  rad2float: (picture) => ({ in: picture.packed("float2rad", "scrgb") }),
  sRGB2HSV: unary,
  sRGB2scRGB: unary,
  ...each(on("scrgb"), ["scRGB2BW", "scRGB2XYZ", "scRGB2sRGB"]),
  uhdr2scRGB: (picture) => ({ in: picture.withGainMap() }),
} satisfies Partial<Record<OperationName, MakeArguments>>;

const arithmetic = {
  ...each(unary, ["abs", "clamp", "gamma", "invert"]),
  ...each(pair, ["add", "divide", "maxpair", "minpair", "multiply", "remainder", "subtract"]),
  boolean: plus({ boolean: "and" }, pair),
  boolean_const: plus({ boolean: "and", c: [3] }),
  complex: plus({ cmplx: "polar" }, complexInput),
  complex2: (picture) => ({ left: picture.complex(), right: picture.complex(), cmplx: "cross-phase" }),
  complexform: pair,
  complexget: plus({ get: "real" }, complexInput),
  linear: plus({ a: [2], b: [1] }),
  math: plus({ math: "sin" }),
  math2: plus({ math2: "pow" }, pair),
  math2_const: plus({ math2: "pow", c: [2] }),
  relational: plus({ relational: "more" }, pair),
  relational_const: plus({ relational: "more", c: [4] }),
  remainder_const: plus({ c: [7] }),
  round: plus({ round: "rint" }, on("lab")),
  sign: complexInput,
} satisfies Partial<Record<OperationName, MakeArguments>>;

const pixels = {
  ...each(unary, ["addalpha", "bandmean", "bandunfold", "byteswap", "copy", "msb"]),
  ...each(unary, ["linecache", "sequential", "wrap"]),
  ...each(withAlpha, ["flatten", "premultiply", "unpremultiply"]),
  ...each((picture: OrderedPicture) => ({ in: [picture.photo(), picture.photo()] }), ["bandjoin", "bandrank", "sum"]),
  arrayjoin: (picture) => ({ in: [picture.photo(), picture.photo()], across: 1 }),
  autorot: (picture) => ({ in: picture.turned() }),
  bandbool: plus({ boolean: "and" }),
  bandfold: plus({ factor: 2 }),
  bandjoin_const: plus({ c: [255] }),
  case: (picture) => ({ index: picture.plane(), cases: [picture.photo(), picture.photo()] }),
  cast: plus({ format: "float" }),
  composite: (picture) => ({ in: [picture.withAlpha(), picture.withAlpha()], mode: [2] }),
  composite2: (picture) => ({ base: picture.withAlpha(), overlay: picture.withAlpha(), mode: "over" }),
  extract_band: plus({ band: 1 }),
  ifthenelse: (picture) => ({ cond: picture.truths(), in1: picture.photo(), in2: picture.photo() }),
  maplut: (picture) => ({ in: picture.photo(), lut: picture.table() }),
  recomb: (picture) => ({ in: picture.photo(), m: picture.mask() }),
  switch: (picture) => ({ tests: [picture.truths(), picture.truths()] }),
} satisfies Partial<Record<OperationName, MakeArguments>>;

const placed = {
  embed: plus({ x: 10, y: 2000, ...area }),
  "embed copy": plus({ x: 10, y: 2000, ...area, extend: "copy" }),
  "embed mirror": plus({ x: 10, y: 2000, ...area, extend: "mirror" }),
  "embed repeat": plus({ x: 10, y: 2000, ...area, extend: "repeat" }),
  extract_area: cropped({ left: 5, top: 5000, height: 10_000 }),
  flip: plus({ direction: "vertical" }),
  "flip horizontal": plus({ direction: "horizontal" }),
  gravity: plus({ direction: "centre", ...area }),
  "gravity mirror": plus({ direction: "centre", ...area, extend: "mirror" }),
  grid: plus({ tile_height: 1000, across: 4, down: 5 }),
  insert: (picture) => ({ main: picture.photo(), sub: picture.photo(), x: 200, y: 10_000, expand: true }),
  join: (picture) => ({ in1: picture.photo(), in2: picture.photo(), direction: "vertical" }),
  "join horizontal": (picture) => ({ in1: picture.photo(), in2: picture.photo(), direction: "horizontal" }),
  merge: merged({ direction: "vertical", dx: 0, dy: -19_900 }),
  "merge horizontal": merged({ direction: "horizontal", dx: -400, dy: 5000 }),
  replicate: plus({ across: 2, down: 2 }),
  "replicate across": plus({ across: 2, down: 1 }),
  rot: plus({ angle: "d90" }),
  "rot d0": plus({ angle: "d0" }),
  "rot d180": plus({ angle: "d180" }),
  ...Object.fromEntries(
    ["none", "centre", "low", "high", "all"].map((interesting) => [
      `smartcrop ${interesting}`,
      cropped({ interesting }),
    ]),
  ),
  smartcrop: cropped({}),
  "smartcrop entropy": cropped({ interesting: "entropy" }),
  tilecache: plus({ max_tiles: 100 }),
  transpose3d: plus({ page_height: 1000 }),
  "wrap across": plus({ x: 100, y: 0 }),
  zoom: (picture) => ({ input: picture.photo(), xfac: 2, yfac: 2 }),
} satisfies Partial<Record<CaseName, MakeArguments>>;

const resampled = {
  affine: plus({ matrix: [0, 1, -1, 0] }),
  "affine enlarging": plus({ matrix: [1.5, 0, 0, 1.5] }),
  "affine mirroring": plus({ matrix: [-1, 0, 0, 1] }),
  "affine upside down": plus({ matrix: [1, 0, 0, -1] }),
  mapim: (picture) => ({ in: picture.photo(), index: picture.upsideDown() }),
  match: merged({ ...tiePoints, search: true }),
  measure: plus({ h: 4, v: 6 }),
  mosaic: (picture) => ({
    ref: picture.grey(),
    sec: picture.grey(),
    ...{ direction: "horizontal", xref: 1450, yref: 10_000, xsec: 20, ysec: 10_000 },
  }),
  mosaic1: merged({ ...tiePoints, direction: "horizontal", search: true }),
  reduce: plus({ hshrink: 3.3, vshrink: 3.3 }),
  reduceh: plus({ hshrink: 3.3 }),
  reducev: plus({ vshrink: 3.3 }),
  resize: plus({ scale: 0.31 }),
  "resize enlarging": plus({ scale: 1.7 }),
  rotate: plus({ angle: 80 }),
  shrink: plus({ hshrink: 3, vshrink: 3 }),
  shrinkh: plus({ hshrink: 3 }),
  shrinkv: plus({ vshrink: 3 }),
  similarity: plus({ angle: 80 }),
  "similarity enlarging": plus({ scale: 1.5 }),
} satisfies Partial<Record<CaseName, MakeArguments>>;

const convolved = {
  compass: masked(grey),
  ...each(masked(), ["conv", "conva", "convf", "convi"]),
  ...each(
    (picture: OrderedPicture) => ({ in: picture.photo(), mask: picture.separableMask() }),
    ["convasep", "convsep"],
  ),
  gaussblur: plus({ sigma: 3 }),
  ...each(unary, ["prewitt", "scharr", "sharpen", "sobel"]),
} satisfies Partial<Record<OperationName, MakeArguments>>;

const windows = {
  canny: grey,
  ...each((picture: OrderedPicture) => ({ in: picture.grey(), ref: picture.noise(4, 1) }), ["fastcor", "spcor"]),
  hist_local: plus({ width: 31, height: 31 }, grey),
  morph: (picture) => ({ in: picture.greyTruths(), mask: picture.fullMask(), morph: "erode" }),
  rank: plus({ width: 5, height: 5, index: 12 }, grey),
  stdif: plus({ width: 11, height: 11 }, grey),
} satisfies Partial<Record<OperationName, MakeArguments>>;

const measured = {
  ...each(unary, ["avg", "deviate", "find_trim", "hist_equal", "hist_find", "max", "min", "profile", "project"]),
  ...each(unary, ["scale", "stats"]),
  countlines: plus({ direction: "horizontal" }, grey),
  getpoint: plus({ x: 5, y: 15_000 }),
  hist_find_indexed: (picture) => ({ in: picture.photo(), index: picture.plane() }),
  hist_find_ndim: plus({ bins: 10 }),
  "max 1000": plus({ size: 1000 }),
  percent: plus({ percent: 50 }, grey),
} satisfies Partial<Record<CaseName, MakeArguments>>;

const held = {
  draw_circle: drawn({ cx: 5, cy: 5, radius: 5 }),
  draw_flood: drawn({ x: 5, y: 5 }),
  draw_image: (picture) => ({ image: picture.photo(), sub: picture.zeros(9, 9), x: 5, y: 5 }),
  draw_line: drawn({ x1: 0, x2: 4, y1: 0, y2: 4 }),
  draw_mask: (picture) => ({ ...drawn({ x: 4, y: 4 })(picture), mask: picture.zeros(9, 9) }),
  draw_rect: drawn({ left: 0, top: 0, width: 4, height: 4 }),
  draw_smudge: (picture) => ({ image: picture.photo(), left: 0, top: 0, width: 4, height: 4 }),
  fill_nearest: (picture) => ({ in: picture.top() }),
  labelregions: (picture) => ({ in: picture.topTruths() }),
  quadratic: (picture) => ({ in: picture.photo(), coeff: picture.zeros(2, 3) }),
  rot45: (picture) => ({ in: picture.square() }),
  "tilecache unlimited": plus({ max_tiles: -1 }),
} satisfies Partial<Record<CaseName, MakeArguments>>;

/** These read in order until one of many threads falls behind the others. */
const mostlyInOrder = {
  hough_circle: plus({ scale: 8, min_radius: 10, max_radius: 11 }, (picture) => ({ in: picture.truths() })),
  hough_line: (picture) => ({ in: picture.truths() }),
  subsample: (picture) => ({ input: picture.photo(), xfac: 30, yfac: 30 }),
} satisfies Partial<Record<OperationName, MakeArguments>>;

/** Each runs in a process of its own. */
export const groups = {
  perceptualColour: { about: "perceptual colour spaces", threads: 2, cases: perceptualColour },
  deviceColour: { about: "colours of devices, and profiles", threads: 2, cases: deviceColour },
  arithmetic: { about: "arithmetic", threads: 2, cases: arithmetic },
  pixels: { about: "bands, choices and blends", threads: 2, cases: pixels },
  placed: { about: "placing, joining and turning", threads: 2, cases: placed },
  resampled: { about: "resampling", threads: 2, cases: resampled },
  convolved: { about: "convolution", threads: 2, cases: convolved },
  windows: { about: "windows and correlation", threads: 2, cases: windows },
  measured: { about: "measuring", threads: 2, cases: measured },
  held: { about: "what holds its image", threads: 2, cases: held },
  mostlyInOrder: { about: "what reads in order at times", threads: 16, cases: mostlyInOrder },
} satisfies Readonly<Record<string, CaseGroup>>;

export interface CaseGroup {
  readonly about: string;
  readonly threads: number;
  /** The cases by {@link CaseName}, in the order in which they run. */
  readonly cases: Readonly<Record<string, MakeArguments>>;
}
