import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import {
  allFormats,
  at,
  castTo,
  expectPicture,
  isComplex,
  isInteger,
  noise,
  paint,
  ramp,
  realFormats,
} from "../pictures.ts";
import { ofPixels, pixelAt } from "../rearrange.ts";
import { commonFormat, forEachShape, nameOf } from "../shapes.ts";

/** A condition is cast to uchar first: a fraction below 1 and a negative number count as 0. */
const isSet = (value: number): boolean => value >= 1;

const conditions: readonly OperationCase[] = [
  ...forEachShape(realFormats, (format, shape): OperationCase => {
    const cond = noise(124, ...shape, format, { from: format.startsWith("u") ? 0 : -2, to: 2 });
    const [in1, in2] = [noise(125, ...shape, "short"), noise(126, ...shape, "uchar")];
    return {
      operation: "ifthenelse",
      about: `by ${format}, of which less than 1 counts as 0, ${nameOf(shape)}`,
      args: { cond, in1, in2 },
      judge: (results) => {
        const expected = paint(shape, "short", (x, y, band) => at(isSet(at(cond, x, y, band)) ? in1 : in2, x, y, band));
        expectPicture(pictureIn(results), expected);
      },
    };
  }),
  ...allFormats.flatMap((one) =>
    (["uchar", "float", "complex"] as const).map((other): OperationCase => {
      const cond = noise(127, 7, 5, 1, "uchar", { from: 0, to: 1 });
      const [in1, in2] = [
        noise(128, 7, 5, 2, one, { from: 0, to: 90 }),
        noise(129, 7, 5, 2, other, { from: 0, to: 90 }),
      ];
      const result = commonFormat(one, other);
      return {
        operation: "ifthenelse",
        about: `of ${one} and ${other}`,
        args: { cond, in1, in2 },
        judge: (results) => {
          const expected = ofPixels(7, 5, result, (x, y) => {
            const chosen = at(cond, x, y) > 0 ? in1 : in2;
            const pixel = pixelAt(chosen, x, y).map((value) => castTo(value, result));
            return isComplex(result) && !isComplex(chosen.format) ? pixel.flatMap((value) => [value, 0]) : pixel;
          });
          expectPicture(pictureIn(results), expected);
        },
      };
    }),
  ),
  ...realFormats.map((format): OperationCase => {
    const cond = ramp(7, 5, 1, "uchar");
    const [in1, in2] = [
      noise(130, 7, 5, 2, format, { from: 0, to: 100 }),
      noise(131, 7, 5, 2, format, { from: 0, to: 100 }),
    ];
    return {
      operation: "ifthenelse",
      about: `blends ${format} by 0 to 255`,
      args: { cond, in1, in2, blend: true },
      judge: (results) => {
        const expected = paint([7, 5, 2], format, (x, y, band) => {
          const share = at(cond, x, y) / 255;
          return castTo(at(in1, x, y, band) * share + at(in2, x, y, band) * (1 - share), format);
        });
        expectPicture(pictureIn(results), expected, isInteger(format) ? 1 : 1e-4);
      },
    };
  }),
];

/** The index of the first condition that is set. If none is, the number of conditions. */
const switches: readonly OperationCase[] = forEachShape(
  realFormats,
  (format, [width, height]): OperationCase => {
    const tests = [132, 133, 134].map((seed) => noise(seed, width, height, 1, format, { from: 0, to: 2 }));
    return {
      operation: "switch",
      about: `of three ${format}, of which less than 1 counts as 0, ${width} x ${height}`,
      args: { tests },
      judge: (results) => {
        const expected = paint([width, height, 1], "uchar", (x, y) => {
          const found = tests.findIndex((one) => isSet(at(one, x, y)));
          return found < 0 ? 3 : found;
        });
        expectPicture(pictureIn(results), expected);
      },
    };
  },
  true,
);

/** An index past the end chooses the last case. */
const choices: readonly OperationCase[] = forEachShape(realFormats, (format, shape): OperationCase => {
  const index = noise(135, shape[0], shape[1], 1, "uchar", { from: 0, to: 4 });
  const cases = [136, 137, 138].map((seed) => noise(seed, ...shape, format));
  return {
    operation: "case",
    about: `of three ${format}, ${nameOf(shape)}`,
    args: { index, cases },
    judge: (results) => {
      const expected = paint(shape, format, (x, y, band) =>
        at(cases[Math.min(2, at(index, x, y))] as Picture, x, y, band),
      );
      expectPicture(pictureIn(results), expected);
    },
  };
});

export const choiceCases: readonly OperationCase[] = [...conditions, ...switches, ...choices];
