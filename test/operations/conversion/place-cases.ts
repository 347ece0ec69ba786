/**
 * Pictures put into larger ones, cut out of larger ones, repeated and shifted.
 * Not here: several pictures in one (conversion-join-cases), or turning (conversion-turn-cases).
 * Read next: test/operations/rearrange.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { allFormats, as, expectPicture, flat, isComplex, isInteger, limitsOf, noise } from "../pictures.ts";
import { modulo, type Place, rearranged, within } from "../rearrange.ts";
import { forEachShape, nameOf, type Shape } from "../shapes.ts";

/** The content around an embedded picture. */
const extensions: Readonly<Record<string, (given: Picture, x: number, y: number) => Place | undefined>> = {
  black: within,
  white: within,
  background: within,
  copy: ({ width, height }, x, y) => [clamp(x, width), clamp(y, height)],
  repeat: ({ width, height }, x, y) => [modulo(x, width), modulo(y, height)],
  mirror: ({ width, height }, x, y) => [mirrored(x, width), mirrored(y, height)],
};

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
/** Mirrors a coordinate; the pixels at the edge come twice. */
function mirrored(value: number, size: number): number {
  const place = modulo(value, size * 2);
  return place < size ? place : size * 2 - 1 - place;
}

/** libvips' white for a band: all bits set for integer formats, which is -1 for signed ones, and 255 for others. */
function white(format: PixelFormat): number {
  if (!isInteger(format)) return 255;
  return format.startsWith("u") ? limitsOf(format)[1] : -1;
}

function around(extend: string, { bands, format }: Picture): number[] {
  const parts = isComplex(format) ? 2 : 1;
  if (extend === "white") return new Array<number>(bands * parts).fill(white(format));
  // A background has one number per band; for complex formats it has no imaginary part.
  return Array.from({ length: bands * parts }, (_, index) =>
    extend === "background" && index % parts === 0 ? 10 + index / parts : 0,
  );
}

const boxes = [
  { x: 2, y: 1, larger: [5, 4] },
  { x: -1, y: -2, larger: [-1, 1] },
  { x: -3, y: 2, larger: [0, 0] },
] as const;

const embeds: readonly OperationCase[] = Object.entries(extensions).flatMap(([extend, placeOf]) =>
  forEachShape(
    allFormats,
    (format, shape) =>
      boxes.map(({ x, y, larger }): OperationCase => {
        const given = noise(71, ...shape, format);
        const [width, height] = [Math.max(1, shape[0] + larger[0]), Math.max(1, shape[1] + larger[1])];
        const background = given.bands === 0 ? [] : Array.from({ length: shape[2] }, (_, band) => 10 + band);
        return {
          operation: "embed",
          about: `${extend} at ${x}, ${y} in ${width} x ${height}, of ${format}, ${nameOf(shape)}`,
          args: { in: given, x, y, width, height, extend, ...(extend === "background" ? { background } : {}) },
          // No part of the picture would be visible: libvips refuses, unless the picture is repeated.
          ...(!["repeat", "mirror"].includes(extend) && (x + shape[0] <= 0 || y + shape[1] <= 0)
            ? { fails: "bad dimensions" }
            : {}),
          judge: (results) => {
            const expected = rearranged(
              given,
              [width, height],
              (px, py) => placeOf(given, px - x, py - y),
              around(extend, given),
            );
            expectPicture(pictureIn(results), expected);
          },
        };
      }),
    true,
  ).flat(),
);

/** The position of a picture in a field of 12 x 11, by the side that it is aligned to. */
const sides: Readonly<Record<string, readonly [across: number, down: number]>> = {
  centre: [0.5, 0.5],
  north: [0.5, 0],
  "north-east": [1, 0],
  east: [1, 0.5],
  "south-east": [1, 1],
  south: [0.5, 1],
  "south-west": [0, 1],
  west: [0, 0.5],
  "north-west": [0, 0],
};
const gravities: readonly OperationCase[] = Object.entries(sides).map(([direction, [across, down]]) => {
  const given = noise(72, 7, 5, 2, "short");
  const [x, y] = [Math.floor((12 - 7) * across), Math.floor((11 - 5) * down)];
  return {
    operation: "gravity",
    about: direction,
    args: { in: given, direction, width: 12, height: 11 },
    judge: (results) =>
      expectPicture(
        pictureIn(results),
        rearranged(given, [12, 11], (px, py) => within(given, px - x, py - y)),
      ),
  };
});

const cuts: readonly OperationCase[] = ["extract_area", "crop"].flatMap((operation) => [
  ...forEachShape(
    allFormats,
    (format, shape): OperationCase => {
      const given = noise(73, ...shape, format);
      const [left, top] = [Math.floor(shape[0] / 3), Math.floor(shape[1] / 2)];
      const [width, height] = [Math.ceil((shape[0] - left) / 2), shape[1] - top];
      return {
        operation,
        about: `of ${format}, ${nameOf(shape)}`,
        args: { input: given, left, top, width, height },
        judge: (results) =>
          expectPicture(
            pictureIn(results),
            rearranged(given, [width, height], (x, y) => [x + left, y + top]),
          ),
      };
    },
    true,
  ),
  {
    operation,
    about: "outside fails",
    args: { input: flat(3, 3, [0]), left: 2, top: 0, width: 2, height: 1 },
    fails: "bad extract area",
    judge: () => {},
  } satisfies OperationCase,
]);

/** An operation that only moves pixels. */
const moves: readonly (readonly [
  string,
  CaseArguments,
  (shape: Shape) => readonly [number, number],
  (shape: Shape, x: number, y: number) => Place,
])[] = [
  [
    "replicate",
    { across: 3, down: 2 },
    ([width, height]) => [width * 3, height * 2],
    ([width, height], x, y) => [x % width, y % height],
  ],
  [
    "wrap",
    {},
    ([width, height]) => [width, height],
    ([width, height], x, y) => [modulo(x - Math.floor(width / 2), width), modulo(y - Math.floor(height / 2), height)],
  ],
  [
    "wrap",
    { x: 2, y: -1 },
    ([width, height]) => [width, height],
    ([width, height], x, y) => [modulo(x - 2, width), modulo(y + 1, height)],
  ],
];

const moved: readonly OperationCase[] = moves.flatMap(([operation, args, sizeOf, placeOf]) =>
  forEachShape(
    allFormats,
    (format, shape): OperationCase => {
      const given = as("b-w", noise(78, ...shape, format));
      return {
        operation,
        about: `${JSON.stringify(args).replaceAll('"', "")} of ${format}, ${nameOf(shape)}`,
        args: { in: given, ...args },
        judge: (results) =>
          expectPicture(
            pictureIn(results),
            as(
              "b-w",
              rearranged(given, sizeOf(shape), (x, y) => placeOf(shape, x, y)),
            ),
          ),
      };
    },
    true,
  ),
);

export const placeCases: readonly OperationCase[] = [...embeds, ...gravities, ...cuts, ...moved];
