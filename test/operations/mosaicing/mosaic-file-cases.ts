/**
 * Cases of changing a picture that was joined from files: balancing the brightness of the parts, and replacing parts.
 * Not here: joining (mosaic-cases). libvips remembers the names of the files, so these cases write files.
 * Read next: test/operations/mosaicing/mosaicing.test.ts.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Made, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { pngBytes } from "../foreign/png-bytes.ts";
import { at, expectPicture, map, paint } from "../pictures.ts";

const scene = paint([60, 30, 1], "uchar", (x, y) => 100 + ((x * 3 + y * 5) % 40));
const left = paint([40, 30, 1], "uchar", (x, y) => at(scene, x, y));
/** The right part was taken with 1.2 times as much light. */
const right = paint([40, 30, 1], "uchar", (x, y) => Math.round(1.2 * at(scene, x + 20, y)));

/** The parts that come from only one file: on the left from the first, on the right from the second. */
const ends = (made: Picture): Picture[] =>
  [0, 40].map((from) => paint([20, 30, 1], made.format, (x, y) => at(made, x + from, y)));

/** Both parts after each was multiplied. */
const evened = (factors: readonly [number, number]): Picture[] => [
  paint([20, 30, 1], "float", (x, y) => factors[0] * at(left, x, y)),
  paint([20, 30, 1], "float", (x, y) => factors[1] * at(right, x + 20, y)),
];

/**
 * The factors that make both parts equally bright in the overlap, with a mean of 1. Brightness is the
 * number to a power.
 */
function factorsFor(gamma: number): readonly [number, number] {
  const ratio = 1.2 ** (1 / gamma);
  return [((2 * ratio) / (1 + ratio)) ** gamma, (2 / (1 + ratio)) ** gamma];
}

export function mosaicFileCases(folder: string): OperationCase[] {
  const named = (name: string): string => join(folder, `${name}.png`);
  const pictures = { left, right, "left-other": map(left, (v) => 255 - v), "right-other": map(right, (v) => 255 - v) };
  for (const [name, one] of Object.entries(pictures)) writeFileSync(named(name), pngBytes(one));
  const loaded = (name: string): Made => ({ operation: "pngload", args: { filename: named(name) } });
  const merged = (ref: Made | Picture, sec: Made | Picture): Made => ({
    operation: "merge",
    args: { ref, sec, direction: "horizontal", dx: -20, dy: 0 },
  });
  const together = merged(loaded("left"), loaded("right"));
  const balanced = [
    { name: "as usual, by a power of 1.6", args: {}, gamma: 1.6 },
    { name: "by the numbers", args: { gamma: 1 }, gamma: 1 },
    { name: "by a power of 2.4", args: { gamma: 2.4 }, gamma: 2.4 },
  ].map(
    ({ name, args, gamma }): OperationCase => ({
      operation: "globalbalance",
      about: `both parts as bright, and as bright as they were on the whole, ${name}`,
      args: { in: together, ...args },
      judge: (results) => {
        const found = ends(pictureIn(results));
        const expected = evened(factorsFor(gamma));
        // The right part was rounded to whole numbers, so its mean is not exactly 1.2 times the left one's.
        for (const [index, one] of found.entries()) expectPicture(one, expected[index] as Picture, 0.3);
      },
    }),
  );
  return [
    ...balanced,
    {
      operation: "globalbalance",
      about: "as the files' own format, without the fractions",
      args: { in: together, gamma: 1, int_output: true },
      judge: (results) => {
        const found = ends(pictureIn(results));
        const expected = evened(factorsFor(1)).map((one) => map(one, Math.trunc, "uchar"));
        for (const [index, one] of found.entries()) expectPicture(one, expected[index] as Picture, 1);
      },
    },
    {
      operation: "remosaic",
      about: "puts together the files whose names have another word in them",
      args: { in: together, old_str: ".png", new_str: "-other.png" },
      judge: (results) => {
        const expected = [map(left, (v) => 255 - v), map(right, (v) => 255 - v)] as const;
        const found = ends(pictureIn(results));
        expectPicture(
          found[0] as Picture,
          paint([20, 30, 1], "uchar", (x, y) => at(expected[0], x, y)),
        );
        expectPicture(
          found[1] as Picture,
          paint([20, 30, 1], "uchar", (x, y) => at(expected[1], x + 20, y)),
        );
      },
    },
    ...["globalbalance", "remosaic"].map(
      (operation): OperationCase => ({
        operation,
        about: "refuses what was not put together",
        args: { in: left, ...(operation === "remosaic" && { old_str: "a", new_str: "b" }) },
        fails: "mosaic root not found",
        judge: () => {},
      }),
    ),
  ];
}
