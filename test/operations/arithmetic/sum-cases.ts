/**
 * The sum of any number of pictures, of every format, and of pictures that differ in size, bands and format.
 * Not here: the sum of two (`add`, in arithmetic-pair-cases).
 * Read next: test/operations/shapes.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { allFormats, at, expectPicture, isComplex, noise, paint, picture } from "../pictures.ts";
import { forEachShape, nameOf, resultFormats } from "../shapes.ts";

const single = { relative: 4e-6, absolute: 4e-6 };

function sumOf(pictures: readonly Picture[]): Float64Array {
  const length = pictures[0]?.data.length ?? 0;
  return Float64Array.from({ length }, (_, index) =>
    pictures.reduce((sum, { data }) => sum + (data[index] as number), 0),
  );
}

const alike: readonly OperationCase[] = [1, 2, 5].flatMap((count) =>
  forEachShape(
    allFormats,
    (format, shape): OperationCase => {
      const given = Array.from({ length: count }, (_, index) => {
        return noise(50 + index, ...shape, format, { from: format.startsWith("u") ? 0 : -100, to: 100 });
      });
      return {
        operation: "sum",
        about: `of ${count} ${format}, ${nameOf(shape)}`,
        args: { in: given },
        judge: (results) => {
          const expected = picture(shape, resultFormats.widest[format], sumOf(given));
          expectPicture(pictureIn(results), expected, isComplex(format) ? single : 1e-4);
        },
      };
    },
    count !== 2,
  ),
);

const mixed: OperationCase = (() => {
  const large = noise(60, 7, 4, 1, "uchar");
  const small = noise(61, 3, 5, 3, "short", { from: -90, to: 90 });
  return {
    operation: "sum",
    about: "of 7 x 4 with 1 band of uchar and 3 x 5 with 3 bands of short: what is missing counts as 0",
    args: { in: [large, small] },
    judge: (results) => {
      const expected = paint([7, 5, 3], "int", (x, y, band) => {
        return (y < 4 ? at(large, x, y) : 0) + (x < 3 ? at(small, x, y, band) : 0);
      });
      expectPicture(pictureIn(results), expected);
    },
  };
})();

export const sumCases: readonly OperationCase[] = [...alike, mixed];
