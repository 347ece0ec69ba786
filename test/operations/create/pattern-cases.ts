/**
 * Cases of pictures made from nothing but their coordinates: ramps, waves, and distances to a shape.
 * Not here: tables and matrices (table-cases), masks of frequencies (mask-cases), noise and text.
 * Read next: test/operations/create/create.test.ts.
 */
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { expectPicture, flat, map, paint } from "../pictures.ts";

const sizes = [
  [1, 1],
  [7, 5],
  [64, 3],
] as const;
type Size = (typeof sizes)[number];

/** Numbers from a lowest to 1 as bytes, their fraction cut off. */
const asBytes = (given: Picture, lowest: -1 | 0): Picture =>
  map(given, (value) => Math.trunc((255 * (value - lowest)) / (1 - lowest)), "uchar");

/**
 * A case of numbers, and one of the same as bytes. A byte may differ by one if a fraction is close to a whole number.
 */
function inBoth(
  operation: string,
  about: string,
  size: Size,
  args: Readonly<Record<string, number>>,
  lowest: -1 | 0,
  f: (x: number, y: number) => number,
): OperationCase[] {
  const [width, height] = size;
  const expected = paint([width, height, 1], "float", f);
  const named = `${about}, ${size.join(" x ")}`;
  return [
    {
      operation,
      about: named,
      args: { width, height, ...args },
      judge: (results) => expectPicture(pictureIn(results), expected, 1e-5),
    },
    {
      operation,
      about: `${named}, as bytes`,
      args: { width, height, ...args, uchar: true },
      judge: (results) => expectPicture(pictureIn(results), asBytes(expected, lowest), 1),
    },
  ];
}

const greys = sizes
  .filter(([width]) => width > 1)
  .flatMap((size) => inBoth("grey", "from 0 at the left to 1 at the right", size, {}, 0, (x) => x / (size[0] - 1)));

const narrowGrey: OperationCase = {
  operation: "grey",
  about: "one pixel wide, which libvips 8.18 divides by 0, so that it is no number",
  args: { width: 1, height: 2 },
  judge: (results) => expectPicture(pictureIn(results), flat(1, 2, [Number.NaN], "float")),
};

/** Columns quicken to the right, and the contrast grows downward. */
const eyes = sizes.flatMap((size) =>
  [0.5, 0.9].flatMap((factor) => {
    const [right, bottom] = [Math.max(1, size[0] - 1), Math.max(1, size[1] - 1)];
    const f = (x: number, y: number): number =>
      (y * y * Math.cos((factor * Math.PI * x * x) / (2 * right))) / (bottom * bottom);
    return inBoth("eye", `factor ${factor}`, size, factor === 0.5 ? {} : { factor }, -1, f);
  }),
);

const zones = sizes.flatMap((size) => {
  const [left, top] = [Math.floor(size[0] / 2), Math.floor(size[1] / 2)];
  const f = (x: number, y: number): number => Math.cos((Math.PI / size[0]) * ((x - left) ** 2 + (y - top) ** 2));
  return inBoth("zone", "rings that quicken outward", size, {}, -1, f);
});

const waves = sizes.flatMap((size) =>
  [
    { hfreq: 0.5, vfreq: 0.5 },
    { hfreq: 1, vfreq: 2 },
    { hfreq: 0, vfreq: 3 },
    { hfreq: 2.5, vfreq: 0 },
  ].flatMap(({ hfreq, vfreq }) => {
    // libvips rotates a wave of this frequency, so both frequencies are relative to the width.
    const f = (x: number, y: number): number => Math.cos((2 * Math.PI * (hfreq * x - vfreq * y)) / size[0]);
    return inBoth("sines", `${hfreq} waves across, ${vfreq} down`, size, { hfreq, vfreq }, -1, f);
  }),
);

const blacks = [1, 2, 3, 4].flatMap((bands) =>
  sizes.map(
    ([width, height]): OperationCase => ({
      operation: "black",
      about: `${width} x ${height}, bands ${bands}`,
      args: { width, height, ...(bands > 1 && { bands }) },
      judge: (results) => expectPicture(pictureIn(results), flat(width, height, new Array(bands).fill(0))),
    }),
  ),
);

const coordinates: OperationCase[] = [
  ...sizes.map(
    ([width, height]): OperationCase => ({
      operation: "xyz",
      about: `${width} x ${height}: each pixel its place`,
      args: { width, height },
      judge: (results) =>
        expectPicture(
          pictureIn(results),
          paint([width, height, 2], "uint", (x, y, band) => (band === 0 ? x : y)),
        ),
    }),
  ),
  ...[1, 2, 3].map((more): OperationCase => {
    const lengths = [2, 3, 4].slice(0, more);
    const named = Object.fromEntries(lengths.map((length, index) => [`${"cde"[index]}size`, length]));
    const high = lengths.reduce((product, length) => product * length, 5);
    return {
      operation: "xyz",
      about: `${2 + more} dimensions, those after the second below each other`,
      args: { width: 7, height: 5, ...named },
      judge: (results) => {
        const expected = paint([7, high, 2 + more], "uint", (x, y, band) => {
          if (band === 0) return x;
          const below = [1, 5, ...lengths].slice(0, band).reduce((product, length) => product * length, 1);
          return Math.floor(y / below) % ([7, 5, ...lengths][band] as number);
        });
        expectPicture(pictureIn(results), expected);
      },
    };
  }),
];

const [a, b] = [
  [5, 6],
  [15, 11],
] as const;
const outside = (x: number, y: number): number =>
  Math.hypot(Math.max(0, x), Math.max(0, y)) + Math.min(0, Math.max(x, y));
const fromMiddle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
const boxSize = [(b[0] - a[0]) / 2, (b[1] - a[1]) / 2] as const;
/** Of the corners at the bottom right, the top right, the bottom left and the top left. */
const corners = [0.5, 1, 1.5, 2] as const;

const shapes: readonly {
  readonly shape: string;
  readonly args: Readonly<Record<string, number | readonly number[]>>;
  readonly distance: (x: number, y: number) => number;
}[] = [
  { shape: "circle", args: { a, r: 4.5 }, distance: (x, y) => Math.hypot(x - a[0], y - a[1]) - 4.5 },
  {
    shape: "box",
    args: { a, b },
    distance: (x, y) => outside(Math.abs(x - fromMiddle[0]) - boxSize[0], Math.abs(y - fromMiddle[1]) - boxSize[1]),
  },
  {
    shape: "rounded-box",
    args: { a, b, corners },
    distance: (x, y) => {
      const [dx, dy] = [x - fromMiddle[0], y - fromMiddle[1]];
      const radius = corners[(dx > 0 ? 0 : 2) + (dy > 0 ? 0 : 1)] as number;
      return outside(Math.abs(dx) - boxSize[0] + radius, Math.abs(dy) - boxSize[1] + radius) - radius;
    },
  },
  {
    shape: "line",
    args: { a, b },
    distance: (x, y) => {
      const [along, down] = [b[0] - a[0], b[1] - a[1]];
      const share = ((x - a[0]) * along + (y - a[1]) * down) / (along ** 2 + down ** 2);
      const nearest = Math.min(1, Math.max(0, share));
      return Math.hypot(x - a[0] - nearest * along, y - a[1] - nearest * down);
    },
  },
];

const distances = shapes.flatMap(({ shape, args, distance }): OperationCase[] => [
  ...(
    [
      [1, 1],
      [21, 17],
    ] as const
  ).map(
    ([width, height]): OperationCase => ({
      operation: "sdf",
      about: `how far each pixel is outside a ${shape}, ${width} x ${height}`,
      args: { width, height, shape, ...args },
      judge: (results) => expectPicture(pictureIn(results), paint([width, height, 1], "float", distance, "b-w"), 1e-4),
    }),
  ),
  {
    operation: "sdf",
    about: `refuses a ${shape} without its place`,
    args: { width: 7, height: 5, shape },
    fails: `${shape} needs`,
    judge: () => {},
  },
]);

export const patternCases: readonly OperationCase[] = [
  ...greys,
  narrowGrey,
  ...eyes,
  ...zones,
  ...waves,
  ...blacks,
  ...coordinates,
  ...distances,
];
