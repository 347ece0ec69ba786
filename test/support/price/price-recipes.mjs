/**
 * The recipes of the budget matrix, by name, as functions over the public API: they give an Image or values.
 * Not here: the images, sizes and outputs that they are combined with (bench/budget/cases), or types
 * (price-recipes.d.mts).
 * Read next: test/support/price/price-child.mjs.
 */
import { kernel } from "../../../dist/index.js";

/** All recipes work on images of any size: positions and sizes are fractions of the image's own. */
const half = (size) => Math.max(1, size >> 1);
const square = (Image, side) =>
  Image.matrix(Array.from({ length: side }, () => Array.from({ length: side }, () => 255)));
const mask = (Image, side) => Image.matrix(Array.from({ length: side }, () => Array.from({ length: side }, () => 1)));

const sizes = {
  "as it is": (image) => image,
  "thumbnail 500": (image) => image.thumbnail(500),
  "thumbnail 500, all pages": (image) => image.thumbnail(500, { pages: "all" }),
  "thumbnail 1000": (image) => image.thumbnail(1000),
  "thumbnail 2000": (image) => image.thumbnail(2000),
  "thumbnail 4000": (image) => image.thumbnail(4000),
  "thumbnail 500 | sharpen": (image) => image.thumbnail(500).sharpen(),
  "resize 0.5": (image) => image.resize(0.5),
  "resize 0.1": (image) => image.resize(0.1),
  "resize 2": (image) => image.resize(2),
  "reduce 3 3": (image) => image.reduce(3, 3),
  "shrink 3 3": (image) => image.shrink(3, 3),
  extract_area: (image) => image.extractArea(10, 10, half(image.width), half(image.height)),
  "extract_area below": (image) => image.extractArea(10, half(image.height), half(image.width), half(image.height)),
  embed: (image) => image.embed(100, 100, image.width + 200, image.height + 200),
  "embed mirrored": (image) => image.embed(100, 100, image.width + 200, image.height + 200, { extend: "mirror" }),
  smartcrop: (image) => image.smartcrop(half(image.width), half(image.height)),
  "zoom 2 2": (image) => image.zoom(2, 2),
  "subsample 3 3": (image) => image.subsample(3, 3),
};

const places = {
  "rot d90": (image) => image.rot("d90"),
  "rot d180": (image) => image.rot("d180"),
  "flip vertical": (image) => image.flip("vertical"),
  "flip horizontal": (image) => image.flip("horizontal"),
  "rotate 10": (image) => image.rotate(10),
  affine: (image) => image.affine([0.9, 0.1, -0.1, 0.9]),
  "affine, enlarging": (image) => image.affine([1.4, 0, 0, 1.4]),
  mapim: (image, _, Image) => image.mapim(Image.xyz(image.width, image.height).linear([0.9, 0.9], [5, 9])),
  wrap: (image) => image.wrap(),
};

const neighbours = {
  "gaussblur 2": (image) => image.gaussblur(2),
  "gaussblur 20": (image) => image.gaussblur(20),
  sharpen: (image) => image.sharpen(),
  sobel: (image) => image.sobel(),
  canny: (image) => image.canny(),
  "conv 5 × 5": (image, _, Image) => image.conv(mask(Image, 5).copy(), { precision: "float" }),
  "convsep 9": (image, _, Image) => image.convsep(Image.gaussmat(2, 0.1, { separable: true })),
  "median 3": (image) => image.median(3),
  "median 9": (image) => image.median(9),
  "dilate 5": (image, _, Image) => image.extractBand(0).more(128).morph(square(Image, 5), "dilate"),
  "stdif 11": (image) => image.stdif(11, 11),
  "gaussblur 2 | sobel": (image) => image.gaussblur(2).sobel(),
  "gaussblur 2 | sobel | resize 0.5": (image) => image.gaussblur(2).sobel().resize(0.5),
  "compass 3": (image, _, Image) =>
    image.compass(
      Image.matrix([
        [1, 2, 1],
        [0, 0, 0],
        [-1, -2, -1],
      ]),
    ),
};

const samples = {
  "colourspace lab": (image) => image.colourspace("lab"),
  "colourspace b-w": (image) => image.colourspace("b-w"),
  icc_transform: (image) => image.iccTransform("p3", { inputProfile: "srgb" }),
  "cast float": (image) => image.cast("float"),
  "cast ushort": (image) => image.cast("ushort"),
  linear: (image) => image.linear([1.1], [3]),
  "linear | cast uchar": (image) => image.linear([1.1], [3]).cast("uchar"),
  gamma: (image) => image.gamma(),
  premultiply: (image) => image.premultiply(),
  flatten: (image) => image.flatten(),
  bandjoin: (image) => image.bandjoin([image.extractBand(0).invert()]),
  extract_band: (image) => image.extractBand(1),
  hist_equal: (image) => image.histEqual(),
  "hist_local 64": (image) => image.histLocal(64, 64),
  "hist_equal | gaussblur 2": (image) => image.histEqual().gaussblur(2),
};

const whole = {
  labelregions: (image) => image.extractBand(0).more(140).labelregions(),
  // The memory of these depends on the content of the picture: on most pictures it is a quarter of that on noise.
  "labelregions of noise": (image) => image.extractBand(0).and(1).labelregions(),
  "fill_nearest of noise": (image) => image.and(1).fillNearest(),
  fill_nearest: (image) => image.more(190).fillNearest(),
  draw_circle: (image) => image.drawCircle([255], half(image.width), half(image.height), half(image.height)),
  draw_line: (image) => image.drawLine([255], 0, 0, image.width - 1, image.height - 1),
  "draw_rect | draw_line": (image) => image.drawRect([0], 5, 5, 99, 99).drawLine([255], 0, 0, 500, 500),
  draw_flood: (image) => image.more(255).drawFlood([255], 1, 1),
  rot45: (image) => image.extractArea(0, 0, ...square45(image)).rot45(),
  quadratic: (image, _, Image) =>
    image.quadratic(
      Image.matrix([
        [0, 0],
        [0.01, 0],
        [0, 0.01],
      ]),
    ),
  "rot d90 | flip vertical": (image) => image.rot("d90").flip("vertical"),
  "rot d90 | gaussblur 2 | rot d90": (image) => image.rot("d90").gaussblur(2).rot("d90"),
  scale: (image) => image.scale(),
};

/** The largest square with an odd side, as rot45 requires. */
function square45({ width, height }) {
  const side = Math.min(width, height) - 1;
  const odd = side % 2 === 1 ? side : side - 1;
  return [odd, odd];
}

const several = {
  add: (image, [other]) => image.add(other).cast("uchar"),
  "composite2 over": (image, [other]) => image.composite2(other, "over", { x: 10, y: 10 }),
  insert: (image, [other]) => image.insert(other, half(image.width), half(image.height), { expand: true }),
  join: (image, [other]) => image.join(other, "vertical"),
  ifthenelse: (image, [other]) => image.extractBand(0).more(128).ifthenelse(image, other),
  "ifthenelse, blurred": (image, [other]) => image.extractBand(0).more(128).ifthenelse(image.gaussblur(3), other),
  "subtract from its blur": (image) => image.subtract(image.gaussblur(3)),
  text: (image, _, Image) => image.composite2(Image.text("Sluice", { dpi: half(image.height) }), "over"),
};

const values = {
  avg: (image) => image.avg(),
  "gaussblur 2 | avg": (image) => image.gaussblur(2).avg(),
  max: (image) => image.max(),
  "percent 50": (image) => image.extractBand(0).percent(50),
  find_trim: (image) => image.findTrim(),
  "labelregions, segments": (image) => image.extractBand(0).more(140).labelregions({ allOutputs: true }),
  stats: (image) => image.stats(),
  hist_find: (image) => image.histFind(),
  "hist_find_ndim 16": (image) => image.histFindNdim({ bins: 16 }),
  project: (image) => image.project().columns,
  hough_line: (image) => image.extractBand(0).more(200).houghLine(),
};

const exported = (name) => kernel(new URL("../../run/kernel/kernels.mjs", import.meta.url), name);
const module = exported();

function negative({ data }, out) {
  for (let at = 0; at < out.data.length; at += 1) out.data[at] = 255 - data[at];
}

const kernels = {
  kernel: (image) => image.map(module),
  "kernel in 2 workers, halo 1": (image) => image.map(exported("average"), { halo: 1, workers: 2 }),
  "kernel in 2 workers, halo 1 | gaussblur 2": (image) =>
    image.map(exported("average"), { halo: 1, workers: 2 }).gaussblur(2),
  "kernel of this thread": (image) => image.map(negative),
  "two kernels": (image) => image.map(module, { halo: 2 }).gaussblur(2).map(module, { halo: 40 }),
  "kernel of two images": (image, [other], Image) => Image.map([image, other], exported("ndvi"), { format: "float" }),
};

export const recipes = { ...kernels, ...sizes, ...places, ...neighbours, ...samples, ...whole, ...several, ...values };
