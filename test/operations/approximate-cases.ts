/**
 * Cases of the convolutions that libvips approximates by boxes, in whole numbers, including their peculiarities.
 * Not here: exact convolutions (convolution-cases), or blurs (edge-cases).
 * Read next: test/operations/convolution/reference.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "./case.ts";
import { castAll, correlate, correlateBothWays, divided, maskOf, type Rows } from "./convolution/reference.ts";
import { castTo, expectPicture, isInteger, map, noise } from "./pictures.ts";

const pyramid: Rows = [
  [1, 2, 1],
  [2, 4, 2],
  [1, 2, 1],
];
const box: Rows = [
  [1, 1, 1],
  [1, 1, 1],
  [1, 1, 1],
];

/** With as many layers as the mask has levels, there is no approximation. Only libvips' way of division remains. */
const approximate = (["uchar", "short", "float"] as const).flatMap((format) => {
  const given = noise(5, 7, 5, 2, format, { from: 20, to: 30 });
  const small = noise(6, 7, 5, 2, format, { from: 0, to: 15 });
  const whole = isInteger(format);
  const added = (picture: Picture): Picture =>
    map(picture, (value) => castTo(whole ? value + 1 : value, format), format);
  const column = [[-1], [3], [-1]];
  return [
    {
      operation: "conva",
      about: `as many layers as levels, of ${format}: the exact sum and 1 more, since libvips rounds even what it divides by 1`,
      args: { in: small, mask: maskOf(pyramid), layers: 4 },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          castAll(
            map(correlate(small, pyramid), (value) => value + 1),
            format,
          ),
          1e-3,
        ),
    },
    {
      operation: "conva",
      about: `a box in 5 layers, of ${format}: libvips 8.18 divides by the layers once too often`,
      args: { in: small, mask: maskOf(box) },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          map(correlate(small, box), (value) => castTo((5 * value + 13) / 25, format), format),
          1e-3,
        ),
    },
    {
      operation: "convasep",
      about: `as many layers as levels, of ${format}: exact, and of whole numbers 1 more after each pass`,
      args: { in: given, mask: maskOf([[-1, 3, -1]]), layers: 4 },
      judge: (results) =>
        expectPicture(pictureIn(results), added(correlate(added(correlate(given, [[-1, 3, -1]])), column)), 1e-3),
    },
    {
      operation: "convasep",
      about: `a mask that adds up to 3, of ${format}: libvips divides by the sum, and again by the area, in each pass`,
      args: { in: given, mask: maskOf([[1, 1, 1]]), layers: 1 },
      judge: (results) => {
        const once = divided(correlate(given, [[1, 1, 1]]), 9, format);
        expectPicture(pictureIn(results), divided(correlate(once, [[1], [1], [1]]), 9, format), 1e-3);
      },
    },
  ] satisfies OperationCase[];
});

const byPrecision: OperationCase[] = [
  {
    operation: "conv",
    about: "approximated, as conva does it",
    args: {
      in: noise(6, 7, 5, 2, "short", { from: 0, to: 15 }),
      mask: maskOf(pyramid),
      precision: "approximate",
      layers: 4,
    },
    judge: (results) => {
      const given = noise(6, 7, 5, 2, "short", { from: 0, to: 15 });
      expectPicture(
        pictureIn(results),
        map(correlate(given, pyramid), (value) => value + 1, "short"),
      );
    },
  },
  {
    operation: "convsep",
    about: "approximated, as convasep does it",
    args: { in: noise(5, 7, 5, 2, "float"), mask: maskOf([[-1, 3, -1]]), precision: "approximate", layers: 4 },
    judge: (results) => {
      const sum = correlateBothWays(noise(5, 7, 5, 2, "float"), [-1, 3, -1]);
      expectPicture(pictureIn(results), castAll(sum, "float"), { relative: 1e-5, absolute: 1 });
    },
  },
];

export const approximateCases: readonly OperationCase[] = [...approximate, ...byPrecision];
