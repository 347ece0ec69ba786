import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { at, expectPicture, noise, paint } from "../pictures.ts";
import { ofPixels, pixelAt, within } from "../rearrange.ts";

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
/** The distance of a picture from the low edge of a field. */
const standing = (align: string, space: number): number => Math.trunc(space * (shares[align] as number));

/** The start of the second picture of a join, relative to the first. */
const beside: Readonly<Record<string, (first: number, second: number) => number>> = {
  low: () => 0,
  centre: (first, second) => Math.trunc(first / 2) - Math.trunc(second / 2),
  high: (first, second) => first - second,
};

/**
 * Pictures of different sizes side by side, expanded to the larger one or cut to the smaller one. If the first is
 * larger, libvips cuts at its low edge whatever the alignment, so that a part of the join is background.
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

/** Cells of a table, each as large as the largest picture by default. */
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

export const joinCases: readonly OperationCase[] = [...inserts, ...joins, ...tables];
