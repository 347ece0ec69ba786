/**
 * Pictures put into larger ones, cut out of larger ones, and joined with others.
 * Not here: turning and folding (conversion-turn-cases).
 * Read next: test/operations/rearrange.ts.
 */
import type { PixelFormat } from "../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "./case.ts";
import { allFormats, as, at, expectPicture, flat, isComplex, isInteger, limitsOf, noise, paint } from "./pictures.ts";
import { modulo, ofPixels, type Place, pixelAt, rearranged, within } from "./rearrange.ts";
import { forEachShape, nameOf, type Shape } from "./shapes.ts";

/** What is around an embedded picture. */
const extensions: Readonly<Record<string, (given: Picture, x: number, y: number) => Place | undefined>> = {
  black: within,
  white: within,
  background: within,
  copy: ({ width, height }, x, y) => [clamp(x, width), clamp(y, height)],
  repeat: ({ width, height }, x, y) => [modulo(x, width), modulo(y, height)],
  mirror: ({ width, height }, x, y) => [mirrored(x, width), mirrored(y, height)],
};

const clamp = (value: number, size: number): number => Math.min(size - 1, Math.max(0, value));
/** The pixels at the edge come twice. */
function mirrored(value: number, size: number): number {
  const place = modulo(value, size * 2);
  return place < size ? place : size * 2 - 1 - place;
}

/** What libvips fills a band with for white: all bits of whole numbers, which is -1 of signed ones, and 255 of others. */
function white(format: PixelFormat): number {
  if (!isInteger(format)) return 255;
  return format.startsWith("u") ? limitsOf(format)[1] : -1;
}

function around(extend: string, { bands, format }: Picture): number[] {
  const parts = isComplex(format) ? 2 : 1;
  if (extend === "white") return new Array<number>(bands * parts).fill(white(format));
  // Of a background's numbers there is one for each band; a complex one has no imaginary part.
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
          // Nothing of the picture would be seen: libvips refuses, unless the picture goes on.
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

/** Where a picture goes in a field of 12 x 11, by the side that it is drawn to. */
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
  ...forEachShape(allFormats, (format, shape): OperationCase => {
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
  }),
  {
    operation,
    about: "outside fails",
    args: { input: flat(3, 3, [0]), left: 2, top: 0, width: 2, height: 1 },
    fails: "bad extract area",
    judge: () => {},
  } satisfies OperationCase,
]);

const inserts: readonly OperationCase[] = (
  [
    [2, 1, false],
    [-2, 3, false],
    [5, -1, true],
    [-2, -2, true],
    [9, 6, true],
  ] as const
).map(([x, y, expand]): OperationCase => {
  // One band goes with three, and uchar with short.
  const main = noise(74, 7, 5, 3, "uchar");
  const sub = noise(75, 4, 3, 1, "short");
  const [left, top] = expand ? [Math.min(0, x), Math.min(0, y)] : [0, 0];
  const [right, bottom] = expand ? [Math.max(7, x + 4), Math.max(5, y + 3)] : [7, 5];
  return {
    operation: "insert",
    about: `at ${x}, ${y}${expand ? ", expanded" : ""}: uchar with 3 bands and short with 1`,
    args: { main, sub, x, y, expand, background: [-7] },
    judge: (results) => {
      const expected = ofPixels(right - left, bottom - top, "short", (px, py) => {
        const [gx, gy] = [px + left, py + top];
        const inner = within(sub, gx - x, gy - y);
        if (inner !== undefined) return [0, 0, 0].fill(at(sub, ...inner));
        return within(main, gx, gy) === undefined ? [-7, -7, -7] : pixelAt(main, gx, gy);
      });
      expectPicture(pictureIn(results), expected);
    },
  };
});

const shares: Readonly<Record<string, number>> = { low: 0, centre: 0.5, high: 1 };
/** How far a picture stands from the low edge of a field. */
const standing = (align: string, space: number): number => Math.trunc(space * (shares[align] as number));

/** Where the second of two pictures of a join starts, seen from the first. */
const beside: Readonly<Record<string, (first: number, second: number) => number>> = {
  low: () => 0,
  centre: (first, second) => Math.trunc(first / 2) - Math.trunc(second / 2),
  high: (first, second) => first - second,
};

/**
 * Pictures of different sizes side by side, expanded to the larger one or cut to the smaller one. Where the first is the
 * larger one, libvips cuts at its low edge however they are aligned, so that a part of the join is background.
 */
const joins: readonly OperationCase[] = ["horizontal", "vertical"].flatMap((direction) =>
  Object.keys(shares).flatMap((align) =>
    [true, false].flatMap((expand) =>
      [0, 1].map((larger): OperationCase => {
        const across = direction === "horizontal";
        const both = [noise(76, 7, 6, 2, "uchar"), noise(77, 4, 3, 2, "uchar")];
        const [in1, in2] = (larger === 0 ? both : both.reverse()) as [Picture, Picture];
        const [shim, background] = [2, [9, 8]];
        const sizes = [in1, in2].map(({ width, height }) => (across ? height : width)) as [number, number];
        const lengths = [in1, in2].map(({ width, height }) => (across ? width : height)) as [number, number];
        const offset = (beside[align] as (first: number, second: number) => number)(...sizes);
        const start = expand ? [Math.max(0, -offset), Math.max(0, offset)] : [0, offset];
        const breadth = expand ? Math.max(...sizes) : Math.min(...sizes);
        const length = lengths[0] + shim + lengths[1];
        return {
          operation: "join",
          about: `${direction}, ${align}, the ${larger === 0 ? "first" : "second"} larger${expand ? ", expanded" : ""}`,
          args: { in1, in2, direction, align, expand, shim, background },
          judge: (results) => {
            const expected = ofPixels(across ? length : breadth, across ? breadth : length, "uchar", (x, y) => {
              const [along, aside] = across ? [x, y] : [y, x];
              const place = (given: Picture, from: number, side: number): readonly number[] | undefined => {
                const [px, py] = across ? [along - from, aside - side] : [aside - side, along - from];
                return within(given, px, py) === undefined ? undefined : pixelAt(given, px, py);
              };
              return (
                place(in1, 0, start[0] as number) ?? place(in2, lengths[0] + shim, start[1] as number) ?? background
              );
            });
            expectPicture(pictureIn(results), expected);
          },
        };
      }),
    ),
  ),
);

/** Cells of a table, each as large as the largest picture unless told otherwise. */
const tables: readonly OperationCase[] = [
  { across: 5, shim: 0 },
  { across: 2, shim: 3 },
  { across: 2, shim: 1, halign: "centre", valign: "high" },
  { across: 3, shim: 0, halign: "high", valign: "centre", hspacing: 9, vspacing: 4 },
].map((options): OperationCase => {
  const pictures = [
    noise(1, 7, 3, 1, "uchar"),
    noise(2, 4, 5, 1, "uchar"),
    noise(3, 2, 2, 1, "uchar"),
    noise(4, 6, 1, 1, "uchar"),
    noise(5, 1, 4, 1, "uchar"),
  ];
  const {
    across,
    shim,
    halign = "low",
    valign = "low",
    hspacing = 7,
    vspacing = 5,
  } = options as typeof options & Record<string, never>;
  const rows = Math.ceil(pictures.length / across);
  const [width, height] = [across * hspacing + (across - 1) * shim, rows * vspacing + (rows - 1) * shim];
  return {
    operation: "arrayjoin",
    about: `of 5 pictures, ${JSON.stringify(options).replaceAll('"', "")}`,
    args: { in: pictures, background: [99], ...(options as CaseArguments) },
    judge: (results) => {
      const expected = paint([width, height, 1], "uchar", (x, y) => {
        const [column, row] = [Math.floor(x / (hspacing + shim)), Math.floor(y / (vspacing + shim))];
        const given = pictures[row * across + column];
        if (given === undefined) return 99;
        const px = (x % (hspacing + shim)) - standing(halign, hspacing - given.width);
        const py = (y % (vspacing + shim)) - standing(valign, vspacing - given.height);
        return within(given, px, py) === undefined ? 99 : at(given, px, py);
      });
      expectPicture(pictureIn(results), expected);
    },
  };
});

/** An operation that only says where each pixel comes from. */
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
  forEachShape(allFormats, (format, shape): OperationCase => {
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
  }),
);

export const placeCases: readonly OperationCase[] = [
  ...embeds,
  ...gravities,
  ...cuts,
  ...inserts,
  ...joins,
  ...tables,
  ...moved,
];
