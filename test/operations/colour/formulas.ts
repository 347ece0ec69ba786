/**
 * Colour spaces by their published definitions: CIE, sRGB (IEC 61966-2-1), CMC(1:1), HSV and Oklab.
 * Not here: libvips' codings of them in fewer bits, or profiles.
 * Read next: test/operations/colour/space-cases.ts.
 */
export type Colour = readonly [number, number, number];
type Convert = (colour: Colour) => Colour;

/** Daylight of 6500 K, as X, Y and Z. */
export const white: Colour = [95.047, 100, 108.8827];

const degrees = 180 / Math.PI;
const turn = (y: number, x: number): number => (Math.atan2(y, x) * degrees + 360) % 360;

/** Lightness and two axes to lightness, distance from grey, and hue in degrees. */
export const toPolar: Convert = ([l, a, b]) => [l, Math.hypot(a, b), turn(b, a)];
export const fromPolar: Convert = ([l, c, h]) => [l, c * Math.cos(h / degrees), c * Math.sin(h / degrees)];

const cubeRoot = (share: number): number => (share > 0.008856 ? Math.cbrt(share) : 7.787 * share + 16 / 116);
const cube = (root: number): number => (root > 0.206893 ? root ** 3 : (root - 16 / 116) / 7.787);

export function xyzToLab(xyz: Colour, from: Colour = white): Colour {
  const [x, y, z] = xyz.map((value, index) => cubeRoot(value / (from[index] as number))) as [number, number, number];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

export function labToXyz([l, a, b]: Colour, to: Colour = white): Colour {
  const y = (l + 16) / 116;
  return [a / 500 + y, y, y - b / 200].map((root, index) => cube(root) * (to[index] as number)) as unknown as Colour;
}

export const xyzToYxy: Convert = ([x, y, z]) => [y, x / (x + y + z), y / (x + y + z)];
export const yxyToXyz: Convert = ([Y, x, y]) => [(x * Y) / y, Y, ((1 - x - y) * Y) / y];

const product = (rows: readonly Colour[], [a, b, c]: Colour): Colour =>
  rows.map(([x, y, z]) => x * a + y * b + z * c) as unknown as Colour;

const linearToXyz: readonly Colour[] = [
  [41.24, 35.76, 18.05],
  [21.26, 71.52, 7.22],
  [1.93, 11.92, 95.05],
];
const xyzToLinear: readonly Colour[] = [
  [0.032406, -0.015372, -0.004986],
  [-0.009689, 0.018758, 0.000415],
  [0.000557, -0.00204, 0.01057],
];

/** Linear light of sRGB's primaries, in which 1 is white and more is brighter: scRGB. */
export const scRgbToXyz: Convert = (rgb) => product(linearToXyz, rgb);
export const xyzToScRgb: Convert = (xyz) => product(xyzToLinear, xyz);

/** A fraction of sRGB's scale to linear light, and back. */
export const toLinear = (share: number): number =>
  share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
export const fromLinear = (light: number): number =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;

export const srgbToScRgb: Convert = (rgb) => rgb.map((value) => toLinear(value / 255)) as unknown as Colour;
/** On a scale up to `most`, cut off at both ends, with fractions. */
export const scRgbToSrgb = (rgb: Colour, max = 255): Colour =>
  rgb.map((value) => Math.min(1, Math.max(0, fromLinear(Math.max(0, value)))) * max) as unknown as Colour;

/** Luminance of linear light. */
export const greyOf = ([r, g, b]: Colour): number => 0.2126 * r + 0.7152 * g + 0.0722 * b;

export function xyzToOklab(xyz: Colour): Colour {
  const cones = product(
    [
      [0.8189330101, 0.3618667424, -0.1288597137],
      [0.0329845436, 0.9293118715, 0.0361456387],
      [0.0482003018, 0.2643662691, 0.633851707],
    ],
    xyz.map((value) => value / 100) as unknown as Colour,
  );
  return product(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as unknown as Colour,
  );
}

/** Hue, saturation and value, each on a scale to 255; the hue goes around once. */
export const srgbToHsv: Convert = ([r, g, b]) => {
  const [max, min] = [Math.max(r, g, b), Math.min(r, g, b)];
  const spread = max - min;
  if (spread === 0) return [0, 0, max];
  const sixths = max === r ? (g - b) / spread : max === g ? 2 + (b - r) / spread : 4 + (r - g) / spread;
  return [((sixths + 6) % 6) * (255 / 6), (255 * spread) / max, max];
};

export const hsvToSrgb: Convert = ([h, s, v]) => {
  const sixths = (h * 6) / 255;
  const channel = (offset: number): number => {
    const place = (offset + sixths) % 6;
    return v - ((v * s) / 255) * Math.max(0, Math.min(place, 4 - place, 1));
  };
  return [channel(5), channel(3), channel(1)];
};

/** The constants of CMC's hue. Each holds up to the given CIE hue. */
const hues = [
  [49.1, 133.87, -134.5, -0.924, 1.727, 340],
  [110.1, 11.78, -12.7, -0.218, 2.12, 333],
  [269.6, 13.87, 10.93, 0.14, 1, -83],
  [360, 0.14, 5.23, 0.17, 1.61, 233],
] as const;

/** In CMC(1:1), numerical distances match visible ones. */
export const lchToCmc: Convert = ([l, c, h]) => {
  const lightness = l < 16 ? 1.744 * l : 21.75 * Math.log(l) + 0.3838 * l - 38.54;
  const chroma = Math.max(0, 0.162 * c + 10.92 * Math.log(0.638 + 0.07216 * c) + 4.907);
  const [, k4, k5, k6, k7, k8] = hues.find(([end]) => h < end) ?? hues[3];
  const wave = Math.cos((k7 * h + k8) / degrees);
  const share = Math.sqrt(c ** 4 / (c ** 4 + 1900));
  return [lightness, chroma, h + (k4 + k5 * wave * Math.abs(wave) ** k6) * share];
};

export const distance = (left: Colour, right: Colour): number =>
  Math.hypot(...left.map((value, index) => value - (right[index] as number)));

/** The mean of two hues that are more than half a turn apart, across 0. */
const meanAcross = (h1: number, h2: number): number => (h1 + h2 + (h1 + h2 < 360 ? 360 : -360)) / 2;

/** CIEDE2000, by the paper of Sharma, Wu and Dalal. */
export function ciede2000([l1, a1, b1]: Colour, [l2, a2, b2]: Colour, across = meanAcross): number {
  const meanC = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanC ** 7 / (meanC ** 7 + 25 ** 7)));
  const [, c1, h1] = toPolar([l1, a1 * (1 + g), b1]);
  const [, c2, h2] = toPolar([l2, a2 * (1 + g), b2]);
  const none = c1 * c2 === 0;
  const turned = none ? 0 : h2 - h1 - 360 * Math.round((h2 - h1) / 360);
  const dH = 2 * Math.sqrt(c1 * c2) * Math.sin(turned / 2 / degrees);
  const l = (l1 + l2) / 2;
  const c = (c1 + c2) / 2;
  const far = Math.abs(h1 - h2) > 180;
  const h = none ? h1 + h2 : far ? across(h1, h2) : (h1 + h2) / 2;
  const cosine = (factor: number, offset: number): number => Math.cos((factor * h + offset) / degrees);
  const t = 1 - 0.17 * cosine(1, -30) + 0.24 * cosine(2, 0) + 0.32 * cosine(3, 6) - 0.2 * cosine(4, -63);
  const sL = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [sC, sH] = [1 + 0.045 * c, 1 + 0.015 * c * t];
  const rC = 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const rT = -rC * Math.sin((60 * Math.exp(-(((h - 275) / 25) ** 2))) / degrees);
  const [dL, dC] = [(l2 - l1) / sL, (c2 - c1) / sC];
  return Math.sqrt(dL ** 2 + dC ** 2 + (dH / sH) ** 2 + rT * dC * (dH / sH));
}
