/**
 * Cases of making pictures smaller, by means of blocks or by a kernel, and of `resize`, which also makes them larger.
 * Not here: turning and bending (transform-cases), or thumbnails (thumbnail-cases).
 * Read next: test/operations/resample/reference.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type OperationCase, type Picture, pictureIn } from "../case.ts";
import { expectPicture, noise, type Tolerance } from "../pictures.ts";
import { nameOf, type Shape } from "../shapes.ts";
import {
  downward,
  enlarged,
  type Kernel,
  kernels,
  meansOf,
  reduced,
  reducedAcross,
  reducedDown,
  rounded,
} from "./reference.ts";

const formats = ["uchar", "char", "ushort", "short", "uint", "int", "float", "double"] as const;
/** A range that leaves room for a kernel's overshoot at an edge. */
const range = { from: 30, to: 90 };
const shapes: readonly Shape[] = [
  [1, 1, 1],
  [23, 17, 1],
  [23, 17, 2],
  [23, 17, 3],
  [23, 17, 4],
];
const large: Shape = [23, 17, 3];
const given = (seed: number, shape: Shape, format: PixelFormat): Picture => noise(seed, ...shape, format, range);

/**
 * Doubles are exact. For other formats libvips rounds places to a 64th of a pixel, and for whole
 * numbers also the weights.
 */
const toleranceOf = (format: PixelFormat): Tolerance => (format === "double" ? 1e-9 : format === "float" ? 1.5 : 2);

function judged(
  operation: string,
  about: string,
  args: OperationCase["args"],
  expected: Picture,
  exact?: Tolerance,
): OperationCase {
  const format = (args["in"] as Picture).format;
  return {
    operation,
    about: `${about}, of ${format}`,
    args,
    judge: (results) => expectPicture(pictureIn(results), rounded(expected, format), exact ?? toleranceOf(format)),
  };
}

/** Whole numbers are rounded; bytes may be one off, since libvips multiplies instead of dividing. */
const meanTolerance = (format: PixelFormat): Tolerance => (format === "uchar" ? 1 : 1e-4);
const sizeOf = (length: number, shrink: number, ceil: boolean): number =>
  ceil ? Math.ceil(length / shrink) : Math.floor(length / shrink + 0.5);

const blocks = [
  { length: 2, ceil: false },
  { length: 3, ceil: true },
  { length: 5, ceil: false },
];

const means = shapes.flatMap((shape) =>
  formats.flatMap((format) =>
    blocks.flatMap(({ length, ceil }): OperationCase[] => {
      const source = given(1, shape, format);
      const [width, height] = [sizeOf(shape[0], length, ceil), sizeOf(shape[1], length, ceil)];
      if (width === 0) return [];
      const about = `means of ${length}, ${ceil ? "rounded up" : "rounded"} number of them, ${nameOf(shape)}`;
      const exact = meanTolerance(format);
      const across = { in: source, hshrink: length, ceil };
      const down = downward(source, (turned) => meansOf(turned, length, height));
      const both = meansOf(rounded(down, format), length, width);
      return [
        judged("shrinkh", about, across, meansOf(source, length, width), exact),
        judged("shrinkv", about, { in: source, vshrink: length, ceil }, down, exact),
        judged("shrink", about, { ...across, vshrink: length }, both, format === "uchar" ? 2 : exact),
      ];
    }),
  ),
);

const fractionalShrinks = (
  [
    [2.5, 1.7],
    [3.4, 2.2],
    [1.3, 4.1],
  ] as const
).map(([across, down]) => {
  const source = given(2, large, "double");
  return judged(
    "shrink",
    `${across} and ${down}: means of blocks, and Lanczos' kernel for the rest`,
    { in: source, hshrink: across, vshrink: down },
    reduced(source, across, down, { gap: 1 }),
  );
});

const factors = [1.3, 2, 2.7, 3.4];

const byKernel = [...(Object.keys(kernels) as Kernel[]), "nearest" as const].flatMap((kernel) =>
  factors.flatMap((factor) =>
    (["double", "uchar"] as const).flatMap((format): OperationCase[] => {
      const source = given(3, large, format);
      const about = `${factor} by ${kernel}`;
      const exact = kernel === "nearest" ? 0 : undefined;
      return [
        judged(
          "reduceh",
          about,
          { in: source, hshrink: factor, kernel },
          reducedAcross(source, factor, { kernel }),
          exact,
        ),
        judged(
          "reducev",
          about,
          { in: source, vshrink: factor, kernel },
          reducedDown(source, factor, { kernel }),
          exact,
        ),
        judged(
          "reduce",
          about,
          { in: source, hshrink: factor, vshrink: 1.6, kernel },
          reduced(source, factor, 1.6, { kernel }),
          exact ?? (format === "double" ? 1e-9 : 3),
        ),
      ];
    }),
  ),
);

const ofShapes = shapes.slice(1).flatMap((shape) =>
  formats.flatMap((format): OperationCase[] => {
    const source = given(4, shape, format);
    const about = nameOf(shape);
    return [
      judged("reduceh", about, { in: source, hshrink: 2.2 }, reducedAcross(source, 2.2)),
      judged("reducev", about, { in: source, vshrink: 2.2 }, reducedDown(source, 2.2)),
      judged(
        "reduce",
        about,
        { in: source, hshrink: 2.2, vshrink: 1.9 },
        reduced(source, 2.2, 1.9),
        format === "double" ? 1e-9 : 3,
      ),
    ];
  }),
);

const gaps = [1, 1.5, 2].flatMap((gap) =>
  [3.4, 5.1].flatMap((factor): OperationCase[] => {
    const source = given(5, large, "double");
    const about = `${factor} with a gap of ${gap}`;
    return [
      judged("reduceh", about, { in: source, hshrink: factor, gap }, reducedAcross(source, factor, { gap })),
      judged("reducev", about, { in: source, vshrink: factor, gap }, reducedDown(source, factor, { gap })),
      judged("reduce", about, { in: source, hshrink: factor, vshrink: 4, gap }, reduced(source, factor, 4, { gap })),
    ];
  }),
);

const refusals = [
  { operation: "shrinkh", args: { hshrink: 100 } },
  { operation: "shrinkv", args: { vshrink: 100 } },
  { operation: "reduceh", args: { hshrink: 100 } },
  { operation: "reducev", args: { vshrink: 100 } },
].map(
  ({ operation, args }): OperationCase => ({
    operation,
    about: "refuses to leave nothing",
    args: { in: given(6, large, "uchar"), ...args },
    fails: "shrunk to nothing",
    judge: () => {},
  }),
);

const smaller = [0.77, 0.5, 0.3, 0.13].flatMap((scale) =>
  (["double", "uchar", "ushort"] as const).flatMap((format): OperationCase[] => {
    const source = given(7, large, format);
    const exact = format === "double" ? 1e-9 : 3;
    const args = { in: source, scale };
    return [
      judged(
        "resize",
        `${scale}, with a gap of 2 unless given`,
        args,
        reduced(source, 1 / scale, 1 / scale, { gap: 2 }),
        exact,
      ),
      judged("resize", `${scale} without a gap`, { ...args, gap: 0 }, reduced(source, 1 / scale, 1 / scale), exact),
      judged(
        "resize",
        `${scale} across, 0.4 down, by Mitchell's kernel`,
        { ...args, vscale: 0.4, kernel: "mitchell" },
        reduced(source, 1 / scale, 1 / 0.4, { kernel: "mitchell", gap: 2 }),
        exact,
      ),
    ];
  }),
);

const interpolators = { nearest: "nearest", linear: "bilinear", cubic: "bicubic", lanczos3: "bicubic" } as const;

const larger = (
  [
    [2, 2],
    [3.3, 1.1],
    [1.1, 3.3],
    [2.3, 1],
  ] as const
).flatMap(([across, down]) =>
  (Object.keys(interpolators) as (keyof typeof interpolators)[]).flatMap((kernel) =>
    (["double", "uchar"] as const).map((format): OperationCase => {
      const source = noise(8, 7, 5, 2, format, range);
      const interpolator = interpolators[kernel];
      const exact = format === "double" ? 1e-9 : 3;
      return judged(
        "resize",
        `${across} across, ${down} down: ${interpolator} for ${kernel}${kernel === "nearest" ? "" : ", half a pixel too far right and down"}`,
        { in: source, scale: across, vscale: down, kernel },
        enlarged(source, [across, down], interpolator),
        kernel === "nearest" ? 0 : exact,
      );
    }),
  ),
);

export const reduceCases: readonly OperationCase[] = [
  ...means,
  ...fractionalShrinks,
  ...byKernel,
  ...ofShapes,
  ...gaps,
  ...refusals,
  ...smaller,
  ...larger,
];
