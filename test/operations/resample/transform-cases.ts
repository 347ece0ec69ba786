/**
 * Cases of moving pixels by a matrix, an angle, a map or a polynomial, with samples between pixels.
 * Not here: making pictures smaller (reduce-cases).
 * Read next: test/operations/resample/reference.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { allFormats, at, expectPicture, isComplex, isInteger, noise, paint, picture } from "../pictures.ts";
import { nameOf, shapes } from "../shapes.ts";
import { type Beyond, between, beyondEdge, type Interpolator, rounded } from "./reference.ts";

type Matrix = readonly [a: number, b: number, c: number, d: number];

interface Options {
  readonly idx?: number;
  readonly idy?: number;
  readonly odx?: number;
  readonly ody?: number;
  readonly oarea?: readonly [left: number, top: number, width: number, height: number];
  readonly extend?: Beyond;
  readonly background?: number;
  readonly interpolate?: Interpolator;
}

/** Rounds; halves go away from 0. */
const nearest = (value: number): number => Math.sign(value) * Math.floor(Math.abs(value) + 0.5);

/** The box round the picture's corners after the matrix. */
function areaOf({ width, height }: Picture, [a, b, c, d]: Matrix): readonly [number, number, number, number] {
  const corners = [
    [0, 0],
    [width, 0],
    [0, height],
    [width, height],
  ] as const;
  const xs = corners.map(([x, y]) => a * x + b * y);
  const ys = corners.map(([x, y]) => c * x + d * y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return [nearest(left), nearest(top), nearest(Math.max(...xs) - left), nearest(Math.max(...ys) - top)];
}

/**
 * For each pixel of the result, the place that the matrix maps to it. Places more than a pixel outside are background.
 */
function transformed(given: Picture, matrix: Matrix, options: Options): Picture {
  const { idx = 0, idy = 0, odx = 0, ody = 0, extend = "background", background = 0 } = options;
  const [left, top, width, height] = options.oarea ?? areaOf(given, matrix);
  const [a, b, c, d] = matrix;
  const area = a * d - b * c;
  return paint([width, height, given.bands], "double", (x, y, band) => {
    const [across, down] = [x + left - odx, y + top - ody];
    const from = [(d * across - b * down) / area - idx, (a * down - c * across) / area - idy] as const;
    if (from[0] < -1 || from[1] < -1 || from[0] >= given.width || from[1] >= given.height) return background;
    const sampleAt = (i: number, j: number): number => beyondEdge(given, i, j, band, extend, background);
    return between(from, options.interpolate ?? "bilinear", sampleAt);
  });
}

const argsOf = ({ background, ...options }: Options): OperationCase["args"] =>
  background === undefined ? options : { ...options, background: [background] };

const matrices: readonly Matrix[] = [
  [1, 0, 0, 1],
  [2, 0, 0, 1.5],
  [1, 0.5, 0, 1],
  [0.866, -0.5, 0.5, 0.866],
  [0, -1, 1, 0],
  [-1, 0, 0, 1],
  [1.3, 0.2, -0.4, 0.9],
];
const variants: readonly Options[] = [
  {},
  { idx: 0.3, idy: -0.4 },
  { odx: 1.2, ody: 0.7 },
  { oarea: [-3, -3, 14, 12] },
  { extend: "copy", oarea: [-3, -3, 14, 12] },
  { extend: "mirror", idx: 0.4 },
  { extend: "repeat", idy: 0.4 },
  { background: 50, idx: 0.4 },
];

const affine = matrices.flatMap((matrix) =>
  variants.flatMap((options) =>
    (["bilinear", "bicubic", "nearest"] as const)
      // A place that differs from a whole number only by rounding would make the nearest pixel random.
      .filter((interpolate) => interpolate !== "nearest" || Number.isInteger(matrix[0] * 2 + matrix[1] * 4))
      .map((interpolate): OperationCase => {
        const given = noise(1, 7, 5, 2, "double", { from: 0, to: 255 });
        const all = interpolate === "bilinear" ? options : { ...options, interpolate };
        return {
          operation: "affine",
          about: `${matrix.join(", ")} ${interpolate} ${JSON.stringify(options)}`,
          args: { in: given, matrix, ...argsOf(all) },
          judge: (results) => expectPicture(pictureIn(results), transformed(given, matrix, all), 1e-9),
        };
      }),
  ),
);

const affineFormats = allFormats.flatMap((format) =>
  shapes.map((shape): OperationCase => {
    const given = noise(2, ...shape, format, { from: 0, to: 100 });
    const parts = isComplex(format) ? 2 : 1;
    const numbers: Picture = {
      ...given,
      bands: shape[2] * parts,
      format: "double",
      data: Float64Array.from(given.data),
    };
    const matrix: Matrix = [1.5, 0, 0.25, 1.25];
    const moved = transformed(numbers, matrix, {});
    const expected = isInteger(format) ? rounded(moved, format) : moved;
    return {
      operation: "affine",
      about: `of ${format}, ${nameOf(shape)}; whole numbers within 1`,
      args: { in: given, matrix },
      judge: (results) => {
        const wanted = picture([moved.width, moved.height, shape[2]], format, expected.data);
        expectPicture(pictureIn(results), wanted, isInteger(format) ? 1 : 1e-3);
      },
    };
  }),
);

/** The sharper interpolators preserve flat areas, and even slopes. */
const others = ["lbb", "nohalo", "vsqbs"].map((interpolate): OperationCase => {
  const slope = (x: number, y: number): number => 10 * x + y;
  return {
    operation: "affine",
    about: `${interpolate} keeps an even slope`,
    args: {
      in: paint([12, 12, 1], "double", slope),
      matrix: [1, 0, 0, 1],
      idx: 0.25,
      idy: 0.5,
      oarea: [4, 4, 4, 3],
      interpolate,
    },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        paint([4, 3, 1], "double", (x, y) => slope(x + 3.75, y + 3.5)),
        1e-9,
      ),
  };
});

const turns = [0, 30, 90, 180, -45, 200].flatMap((angle) =>
  shapes.flatMap((shape) =>
    [1, 1.7].flatMap((scale): OperationCase[] => {
      const given = noise(3, ...shape, "double", { from: 0, to: 255 });
      const radians = (angle * Math.PI) / 180;
      const [cosine, sine] = [scale * Math.cos(radians), scale * Math.sin(radians)];
      const matrix: Matrix = [cosine, -sine, sine, cosine];
      const options = { background: 9, idx: 0.1, ody: 0.2 };
      const judge: OperationCase["judge"] = (results) =>
        expectPicture(pictureIn(results), transformed(given, matrix, options), 1e-6);
      const about = `by ${angle} degrees round the pixels' corners, ${nameOf(shape)}`;
      const args = { in: given, angle, ...argsOf(options) };
      const similarity = {
        operation: "similarity",
        about: `${scale} as large, ${about}`,
        args: { ...args, scale },
        judge,
      };
      return scale === 1 ? [similarity, { operation: "rotate", about, args, judge }] : [similarity];
    }),
  ),
);

const quarter: OperationCase = {
  operation: "rotate",
  about: "by 90 degrees: the corners turn, so that libvips loses a line at one side and adds one of background",
  args: { in: paint([4, 3, 1], "double", (x, y) => 10 * x + 100 * y + 5), angle: 90 },
  judge: (results) => {
    const expected = paint([3, 4, 1], "double", (x, y) => (x === 0 ? 0 : 10 * y + 100 * (3 - x) + 5));
    expectPicture(pictureIn(results), expected, 1e-9);
  },
};

/** Places up to one pixel outside use pixels beyond the edge; on the right and below, up to two. */
function mapped(given: Picture, index: Picture, options: Options): Picture {
  const { extend = "background", background = 0, interpolate = "bilinear" } = options;
  return paint([index.width, index.height, given.bands], "double", (x, y, band) => {
    const [across, down] = [index.data[2 * (y * index.width + x)], index.data[2 * (y * index.width + x) + 1]] as [
      number,
      number,
    ];
    const outside = across < -1 || down < -1 || across >= given.width + 1 || down >= given.height + 1;
    if (outside) return background;
    return between([across, down], interpolate, (i, j) => beyondEdge(given, i, j, band, extend, background));
  });
}

const mapVariants: readonly Options[] = [
  {},
  { extend: "copy" },
  { extend: "repeat" },
  { extend: "mirror" },
  { background: 77 },
  { interpolate: "nearest" },
  { interpolate: "bicubic", extend: "copy" },
];

const maps = mapVariants.flatMap((options) =>
  shapes.flatMap((shape) =>
    (["float", "double", "complex", "int"] as const).map((format): OperationCase => {
      const given = noise(4, ...shape, "double", { from: 0, to: 255 });
      const complex = format === "complex";
      const index = noise(5, 9, 8, complex ? 1 : 2, format, { from: -3, to: 9 });
      return {
        operation: "mapim",
        about: `by a map of ${format} ${JSON.stringify(options)}, ${nameOf(shape)}`,
        args: { in: given, index, ...argsOf(options) },
        judge: (results) => expectPicture(pictureIn(results), mapped(given, index, options), 1e-3),
      };
    }),
  ),
);

const mapWithoutPlaces: OperationCase = {
  operation: "mapim",
  about: "refuses a map of one real band",
  args: { in: noise(6, 7, 5, 1, "uchar"), index: noise(7, 7, 5, 1, "float") },
  fails: "image must be two-band or complex",
  judge: () => {},
};

const polynomials: readonly (readonly number[])[] = [
  [0, 0],
  [0.5, 0.25],
  [0, 0, 0.5, 0, 0, 1],
  [-1, -1, 1.2, 0, 0.3, -0.1],
  [1, 1, -0.1, 0, 0, 0.1, 0.05, 0.02],
  [1, 0, 0, 0.1, 0.1, 0, 0.01, 0.02, 0.05, -0.03, 0.02, 0.04],
];

/** Each place is mapped to itself plus a polynomial: 1, x, y, xy, xx, yy, for x and y in turn. */
function bent(given: Picture, coefficients: readonly number[]): Picture {
  return paint([given.width, given.height, given.bands], "double", (x, y, band) => {
    const terms = [1, x, y, x * y, x * x, y * y];
    const place = [x, y].map((start, side) =>
      terms.reduce((sum, term, index) => sum + term * (coefficients[2 * index + side] ?? 0), start),
    ) as [number, number];
    const [left, top] = place.map(Math.trunc) as [number, number];
    if (left < 0 || top < 0 || left >= given.width || top >= given.height) return 0;
    const [right, bottom] = [Math.min(given.width - 1, left + 1), Math.min(given.height - 1, top + 1)];
    // Less than a pixel outside, the fraction is negative: libvips extrapolates beyond the edge.
    const [across, down] = [place[0] - left, place[1] - top];
    const row = (j: number): number => (1 - across) * at(given, left, j, band) + across * at(given, right, j, band);
    return (1 - down) * row(top) + down * row(bottom);
  });
}

const quadratics = polynomials.flatMap((coefficients) =>
  shapes.map((shape): OperationCase => {
    const given = noise(8, ...shape, "double", { from: 0, to: 255 });
    const rows = coefficients.length / 2;
    return {
      operation: "quadratic",
      about: `${rows} coefficients each, ${nameOf(shape)}; libvips calls it unfinished`,
      args: { in: given, coeff: picture([2, rows, 1], "double", coefficients, "matrix") },
      judge: (results) => expectPicture(pictureIn(results), bent(given, coefficients), 1e-6),
    };
  }),
);

export const transformCases: readonly OperationCase[] = [
  ...affine,
  ...affineFormats,
  ...others,
  ...turns,
  quarter,
  ...maps,
  mapWithoutPlaces,
  ...quadratics,
];
