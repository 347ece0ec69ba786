/**
 * Pictures with alpha blended: every mode by its formula, places, several layers, and the spaces that blending is done in.
 * Not here: a background behind alpha, or pixels chosen by others (conversion-alpha-cases).
 * Read next: test/operations/pictures.ts.
 */
import type { PixelFormat } from "../../../src/core/pixel-format.ts";
import { type CaseArguments, type OperationCase, type Picture, pictureIn } from "../case.ts";
import { as, castTo, expectPicture, isInteger, mapPixels, noise, picture, pixelsOf } from "../pictures.ts";
import { ofPixels, pixelAt, within } from "../rearrange.ts";

/** Fractions of the layer and of the base, in the alpha and in the premultiplied colours, after Porter and Duff. */
type Shares = (layer: number, base: number) => readonly [ofLayer: number, ofBase: number];
const shares: Readonly<Record<string, Shares>> = {
  clear: () => [0, 0],
  source: () => [1, 0],
  over: (layer) => [1, 1 - layer],
  in: (_, base) => [base, 0],
  out: (_, base) => [1 - base, 0],
  atop: (layer, base) => [base, 1 - layer],
  dest: () => [0, 1],
  "dest-over": (_, base) => [1 - base, 1],
  "dest-in": (layer) => [0, layer],
  "dest-out": (layer) => [0, 1 - layer],
  "dest-atop": (layer, base) => [1 - base, layer],
  xor: (layer, base) => [1 - base, 1 - layer],
  add: () => [1, 1],
};

/**
 * Modes in which libvips mixes colours with other fractions than their alpha: `atop` does not multiply the layer with
 * the base's alpha, and `dest-atop` does not multiply the base with the layer's.
 */
const oddShares: Readonly<Record<string, Shares>> = {
  atop: (layer) => [1, 1 - layer],
  "dest-atop": (_, base) => [1 - base, 1],
};

/** A colour of the layer and one of the base blended where both cover, by the PDF reference. */
type Blend = (layer: number, base: number) => number;
const hardLight: Blend = (layer, base) => (layer <= 0.5 ? 2 * layer * base : 1 - 2 * (1 - layer) * (1 - base));
const blends: Readonly<Record<string, Blend>> = {
  multiply: (layer, base) => layer * base,
  screen: (layer, base) => layer + base - layer * base,
  overlay: (layer, base) => hardLight(base, layer),
  darken: Math.min,
  lighten: Math.max,
  "colour-dodge": (layer, base) => (layer < 1 ? Math.min(1, base / (1 - layer)) : 1),
  "colour-burn": (layer, base) => (layer > 0 ? 1 - Math.min(1, (1 - base) / layer) : 0),
  "hard-light": hardLight,
  "soft-light": (layer, base) => {
    const curve = base <= 0.25 ? ((16 * base - 12) * base + 4) * base : Math.sqrt(base);
    return layer <= 0.5 ? base - (1 - 2 * layer) * base * (1 - base) : base + (2 * layer - 1) * (curve - base);
  },
  difference: (layer, base) => Math.abs(base - layer),
  exclusion: (layer, base) => layer + base - 2 * layer * base,
};

type Pixel = readonly number[];

/** Two pixels from 0 to 1, the last number of each the alpha, and the colours multiplied with it. */
function blended(mode: string, layer: Pixel, base: Pixel): number[] {
  const [above, below] = [layer.at(-1) as number, base.at(-1) as number];
  const colours = layer.slice(0, -1).map((value, band) => [value, base[band]] as [number, number]);
  const porterDuff = shares[mode];
  if (porterDuff !== undefined) {
    const [ofLayer, ofBase] = porterDuff(above, below);
    const [layerColour, baseColour] = oddShares[mode]?.(above, below) ?? [ofLayer, ofBase];
    return [
      ...colours.map(([a, b]) => a * layerColour + b * baseColour),
      Math.min(1, above * ofLayer + below * ofBase),
    ];
  }
  const blend = blends[mode] as Blend;
  const mixed = colours.map(([a, b]) => (1 - below) * a + (1 - above) * b + above * below * blend(a, b));
  return [...mixed, above + below * (1 - above)];
}

function composite(mode: string, layer: Pixel, base: Pixel, white: number, format: PixelFormat): number[] {
  const multiplied = (pixel: Pixel): Pixel => {
    const alpha = (pixel.at(-1) as number) / white;
    return [...pixel.slice(0, -1).map((value) => (value / white) * alpha), alpha];
  };
  const result = blended(mode, multiplied(layer), multiplied(base));
  const alpha = result.at(-1) as number;
  const colours = result.slice(0, -1).map((value) => (alpha === 0 ? 0 : value / alpha));
  const highest = isInteger(format) ? castTo(1e20, format) : 1e20;
  return [...colours, alpha].map((value) => castTo(Math.min(highest, Math.max(0, value * white)), format));
}

const spaces: readonly (readonly [space: string, format: PixelFormat, bands: number, white: number])[] = [
  ["srgb", "uchar", 4, 255],
  ["b-w", "uchar", 2, 255],
  ["rgb16", "ushort", 4, 65535],
  ["grey16", "ushort", 2, 65535],
  ["scrgb", "float", 4, 1],
];

const modes: readonly OperationCase[] = [...Object.keys(shares), ...Object.keys(blends)].flatMap((mode) =>
  spaces.map(([space, format, bands, white]): OperationCase => {
    const [base, overlay] = [141, 142].map((seed) => {
      const given = as(space, noise(seed, 7, 5, bands, format, { from: white / 50, to: white }));
      return mode in blends ? solid(given, white) : given;
    }) as [Picture, Picture];
    return {
      operation: "composite2",
      about: `${mode} in ${space}${remark(mode)}`,
      args: { base, overlay, mode, compositing_space: space },
      judge: (results) => {
        const layers = pixelsOf(overlay);
        const expected = mapPixels(base, (pixel, x, y) =>
          composite(mode, layers[y * 7 + x] as Pixel, pixel, white, format),
        );
        expectPicture(pictureIn(results), as(space, expected), isInteger(format) ? 1 : 2e-5);
      },
    };
  }),
);

function remark(mode: string): string {
  if (mode in blends) return ", of opaque pictures";
  return mode in oddShares ? ", where libvips weighs the colours in its own way" : "";
}

/** Makes a picture opaque, so that only colours are blended. */
function solid(given: Picture, white: number): Picture {
  return as(
    given.interpretation ?? "multiband",
    mapPixels(given, (pixel) => [...pixel.slice(0, -1), white]),
  );
}

/**
 * Expected values for the modes that the formula does not cover: the PDF modes of pictures with alpha, and saturate.
 */
const byHand: readonly OperationCase[] = [
  oneByOne(
    "saturate",
    "adds what the base leaves room for, which libvips multiplies once more with the layer's alpha,",
    [[100, 50, 200, 153], [10, 250, 20, 102], saturated([100, 50, 200, 153], [10, 250, 20, 102])],
  ),
  ...Object.keys(blends).map((mode) =>
    oneByOne(
      mode,
      "of pictures with alpha, where libvips blends the colours after it has multiplied them with alpha,",
      [[100, 50, 200, 153], [10, 250, 20, 102], composite(mode, [10, 250, 20, 102], [100, 50, 200, 153], 255, "uchar")],
    ),
  ),
];

function saturated(base: Pixel, layer: Pixel): number[] {
  const [below, above] = [base, layer].map((pixel) => (pixel[3] as number) / 255) as [number, number];
  const alpha = Math.min(1, above + below);
  const share = Math.min(above, 1 - below);
  const colours = base
    .slice(0, 3)
    .map((value, band) => (value * below + share * above * (layer[band] as number)) / alpha);
  return [...colours, alpha * 255].map((value) => castTo(value, "uchar"));
}

function oneByOne(mode: string, about: string, [base, layer, expected]: readonly [Pixel, Pixel, Pixel]): OperationCase {
  const one = (pixel: Pixel): Picture => as("srgb", picture([1, 1, pixel.length], "uchar", pixel));
  return {
    operation: "composite2",
    about: `${mode} ${about} by one pixel`,
    args: { base: one(base), overlay: one(layer), mode },
    judge: (results) => expectPicture(pictureIn(results), one(expected), 1),
  };
}

/** A picture without alpha is opaque, and the result has an alpha. */
const withoutAlpha: readonly OperationCase[] = [
  oneByOne("over", "a base without alpha:", [
    [100, 50, 200],
    [10, 250, 20, 102],
    [64, 130, 128, 255],
  ]),
  oneByOne("over", "of two without alpha:", [
    [100, 50, 200],
    [10, 250, 20],
    [10, 250, 20, 255],
  ]),
];

/** Colours that are premultiplied already, and stay so. */
const premultiplied: OperationCase = {
  operation: "composite2",
  about: "over of premultiplied pictures",
  args: {
    base: as("srgb", picture([1, 1, 4], "uchar", [100, 50, 120, 150])),
    overlay: as("srgb", picture([1, 1, 4], "uchar", [10, 90, 20, 102])),
    mode: "over",
    premultiplied: true,
  },
  // 102 / 255 is 0.4, so that 0.6 of the base is visible.
  judge: (results) => expectPicture(pictureIn(results), as("srgb", picture([1, 1, 4], "uchar", [70, 120, 92, 192])), 1),
};

/** Blended in another space: negative a and b of Lab are cut off at 0 by libvips. */
const inLab: OperationCase = {
  operation: "composite2",
  about: "over in Lab, where libvips makes negative a and b 0",
  args: {
    base: as("lab", picture([2, 1, 4], "float", [50, 30, 40, 255, 60, -20, -30, 255])),
    overlay: as("lab", picture([2, 1, 4], "float", [70, 10, 20, 127.5, 20, -40, 10, 127.5])),
    mode: "over",
    compositing_space: "lab",
  },
  judge: (results) =>
    expectPicture(pictureIn(results), as("lab", picture([2, 1, 4], "float", [60, 20, 30, 255, 40, 0, 0, 255])), 1e-3),
};

/** A layer at its place, cut to the base. Outside of it, `over` keeps the base, and `in` clears it. */
const places: readonly OperationCase[] = (["over", "in"] as const).flatMap((mode) =>
  [
    [2, 1],
    [-2, -1],
    [5, 4],
  ].map(([x = 0, y = 0]): OperationCase => {
    const base = as("srgb", noise(143, 7, 5, 4, "uchar", { from: 1, to: 255 }));
    const overlay = as("srgb", noise(144, 4, 3, 4, "uchar", { from: 1, to: 255 }));
    return {
      operation: "composite2",
      about: `${mode} at ${x}, ${y}`,
      args: { base, overlay, mode, x, y },
      judge: (results) => {
        const expected = ofPixels(7, 5, "uchar", (px, py) => {
          const place = within(overlay, px - x, py - y);
          const layer = place === undefined ? [0, 0, 0, 0] : pixelAt(overlay, ...place);
          return composite(mode, layer, pixelAt(base, px, py), 255, "uchar");
        });
        expectPicture(pictureIn(results), as("srgb", expected), 1);
      },
    };
  }),
);

/** Modes by libvips' numbers, in the order of its enum. */
const modeNumbers = { over: 2, atop: 5, multiply: 14 } as const;
const layers: readonly (readonly [about: string, modes: readonly (keyof typeof modeNumbers)[], args: CaseArguments])[] =
  [
    ["two layers over a base", ["over", "over"], {}],
    ["one mode for two layers", ["over"], {}],
    ["a mode for each layer", ["over", "atop"], {}],
    ["a mode and a place for each layer", ["atop", "over"], { x: [1, 3], y: [2, -1] }],
  ];

const stacks: readonly OperationCase[] = layers.map(([about, used, args]): OperationCase => {
  const stack = [145, 146, 147].map((seed) => as("srgb", noise(seed, 7, 5, 4, "uchar", { from: 30, to: 255 })));
  const [base, ...above] = stack as [Picture, Picture, Picture];
  return {
    operation: "composite",
    about,
    args: { in: stack, mode: used.map((mode) => modeNumbers[mode]), ...args },
    judge: (results) => {
      const { x: left = [0, 0], y: top = [0, 0] } = args as { x?: number[]; y?: number[] };
      const expected = ofPixels(7, 5, "uchar", (x, y) =>
        above
          .reduce<Pixel>(
            (below, layer, index) => {
              const place = within(layer, x - (left[index] as number), y - (top[index] as number));
              const pixel = place === undefined ? [0, 0, 0, 0] : pixelAt(layer, ...place);
              return composite(used[index] ?? used[0] ?? "over", pixel, below, 255, "double");
            },
            pixelAt(base, x, y),
          )
          .map((value) => castTo(value, "uchar")),
      );
      expectPicture(pictureIn(results), as("srgb", expected), 1);
    },
  };
});

const refusals: readonly OperationCase[] = [
  {
    operation: "composite2",
    about: "of pictures without a colour space fails",
    args: { base: noise(1, 2, 2, 4, "uchar"), overlay: noise(2, 2, 2, 4, "uchar"), mode: "over" },
    fails: "no known route",
    judge: () => {},
  },
  {
    operation: "composite",
    about: "with two modes for three layers fails",
    args: { in: [1, 2, 3, 4].map((seed) => as("srgb", noise(seed, 2, 2, 4, "uchar"))), mode: [2, 2] },
    fails: "must be",
    judge: () => {},
  },
];

export const blendCases: readonly OperationCase[] = [
  ...modes,
  ...byHand,
  ...withoutAlpha,
  premultiplied,
  inLab,
  ...places,
  ...stacks,
  ...refusals,
];
