/**
 * Cases of calculating with matrices: their product and their inverse.
 * Not here: matrices of convolutions (matrix-cases), or of colours (colour.test.ts).
 * Read next: test/operations/mosaicing/mosaicing.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "./case.ts";
import { at, expectPicture, isInteger, noise, paint, picture, realFormats } from "./pictures.ts";

const matrix = (rows: readonly (readonly number[])[]): Picture =>
  picture([rows[0]?.length ?? 0, rows.length, 1], "double", rows.flat(), "matrix");

/** Each row of the left with each column of the right. */
function product(left: Picture, right: Picture): Picture {
  return paint(
    [right.width, left.height, 1],
    "double",
    (x, y) => {
      let sum = 0;
      for (let step = 0; step < left.width; step += 1) sum += at(left, step, y) * at(right, x, step);
      return sum;
    },
    "matrix",
  );
}

const identity = (size: number): Picture => paint([size, size, 1], "double", (x, y) => (x === y ? 1 : 0), "matrix");

const products = [
  { rows: 1, inner: 1, columns: 1 },
  { rows: 2, inner: 3, columns: 2 },
  { rows: 1, inner: 4, columns: 5 },
  { rows: 7, inner: 1, columns: 3 },
].flatMap(({ rows, inner, columns }) =>
  realFormats.map((format): OperationCase => {
    const [left, right] = [noise(1, inner, rows, 1, format), noise(2, columns, inner, 1, format)];
    return {
      operation: "matrixmultiply",
      about: `${rows} x ${inner} by ${inner} x ${columns}, of ${format}`,
      args: { left, right },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          product(left, right),
          isInteger(format) ? 0 : { relative: 1e-9, absolute: 1e-3 },
        ),
    };
  }),
);

const inverses = [1, 2, 3, 4, 7].map((size): OperationCase => {
  const given = paint([size, size, 1], "double", (x, y) => (x === y ? size + 2 : 0) + Math.sin(3 * x + 5 * y));
  return {
    operation: "matrixinvert",
    about: `${size} x ${size}: the product of both is the identity, from either side`,
    args: { in: given },
    judge: (results) => {
      const inverse = pictureIn(results);
      expectPicture(product(given, inverse), identity(size), 1e-9);
      expectPicture(product(inverse, given), identity(size), 1e-9);
    },
  };
});

const known: OperationCase[] = [
  {
    operation: "matrixinvert",
    about: "of whole numbers, known from textbooks",
    args: {
      in: matrix([
        [1, 2, 3],
        [0, 1, 4],
        [5, 6, 0],
      ]),
    },
    judge: (results) => {
      const expected = [
        [-24, 18, 5],
        [20, -15, -4],
        [-5, 4, 1],
      ];
      expectPicture(pictureIn(results), matrix(expected), 1e-9);
    },
  },
  {
    operation: "matrixinvert",
    about: "refuses a matrix without an inverse",
    args: {
      in: matrix([
        [1, 2],
        [2, 4],
      ]),
    },
    fails: "singular",
    judge: () => {},
  },
  {
    operation: "matrixinvert",
    about: "refuses one that is not square",
    args: { in: matrix([[1, 2, 3]]) },
    fails: "non-square",
    judge: () => {},
  },
  {
    operation: "matrixmultiply",
    about: "refuses two that do not fit",
    args: { left: matrix([[1, 2, 3]]), right: matrix([[1, 2]]) },
    fails: "bad sizes",
    judge: () => {},
  },
];

export const algebraCases: readonly OperationCase[] = [...products, ...inverses, ...known];
