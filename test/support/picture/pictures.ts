/**
 * Pictures for tests: photo-like ones, flat ones, ones with a colour in each corner, and animations.
 * Not here: judging them (judge), or broken files (the hostile tests).
 * Read next: test/support/judge/judge.ts.
 */
import sharp, { type Sharp } from "sharp";
import { seededRandom } from "../../codec/seeded-random.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** Colours that differ strongly, none of them grey. */
export const cornerColours = {
  topLeft: [220, 30, 30],
  topRight: [30, 200, 40],
  bottomLeft: [40, 60, 210],
  bottomRight: [230, 210, 40],
} as const satisfies Record<string, Colour>;

/** The positions that a test checks: the middle of each quarter. */
export const cornerPoints = [
  [0.2, 0.2],
  [0.8, 0.2],
  [0.2, 0.8],
  [0.8, 0.8],
] as const;

/** A picture computed pixel by pixel. */
export function painted(width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): Sharp {
  const channels = colourAt(0, 0).length as 1 | 2 | 3 | 4;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (const value of colourAt(x, y)) data[at++] = value;
    }
  }
  return sharp(data, { raw: { width, height, channels } });
}

/** One colour, of 1 to 4 values. */
export function flat(width: number, height: number, colour: readonly number[]): Sharp {
  return painted(width, height, () => colour);
}

/** A colour in each quarter. */
export function corners(width: number, height: number): Sharp {
  const { topLeft, topRight, bottomLeft, bottomRight } = cornerColours;
  return painted(width, height, (x, y) => {
    if (y < height / 2) return x < width / 2 ? topLeft : topRight;
    return x < width / 2 ? bottomLeft : bottomRight;
  });
}

/** Each layer of a photo: its number of cells per side, and its strength. */
const layers = [
  { cells: 4, strength: 190 },
  { cells: 16, strength: 70 },
  { cells: 120, strength: 24 },
];

/** Like a photo: soft colours, discs with sharp edges, texture, and the noise of a sensor. Same seed, same picture. */
export async function photo(width: number, height: number, seed = 1): Promise<Sharp> {
  const random = seededRandom(seed);
  const values = new Float32Array(width * height * 3);
  for (let at = 0; at < values.length; at += 1) values[at] = 124 + random() * 8;
  for (const { cells, strength } of layers) {
    const noise = await enlargedNoise(cells, width, height, random);
    for (let at = 0; at < values.length; at += 1) {
      values[at] = (values[at] as number) + (((noise[at] as number) - 128) * strength) / 255;
    }
  }
  for (let disc = 0; disc < 12; disc += 1) addDisc(values, width, height, random);
  return sharp(Uint8ClampedArray.from(values), { raw: { width, height, channels: 3 } });
}

/** Shifts the colours within a disc. */
function addDisc(values: Float32Array, width: number, height: number, random: () => number): void {
  const [x, y, radius] = [random() * width, random() * height, (0.02 + random() * 0.1) * width];
  const shift = [random() * 120 - 60, random() * 120 - 60, random() * 120 - 60];
  for (let row = Math.max(0, Math.ceil(y - radius)); row < Math.min(height, y + radius); row += 1) {
    const half = Math.sqrt(radius ** 2 - (row - y) ** 2);
    const [from, to] = [Math.max(0, Math.ceil(x - half)), Math.min(width, Math.floor(x + half))];
    for (let at = (row * width + from) * 3; at < (row * width + to) * 3; at += 1) {
      values[at] = (values[at] as number) + (shift[at % 3] as number);
    }
  }
}

function enlargedNoise(cells: number, width: number, height: number, random: () => number): Promise<Uint8Array> {
  const small = Uint8Array.from({ length: cells * cells * 3 }, () => random() * 256);
  return sharp(small, { raw: { width: cells, height: cells, channels: 3 } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
}

/** Frames of one colour each, as one animation. */
export async function animation(
  width: number,
  height: number,
  colours: readonly (readonly number[])[],
): Promise<Sharp> {
  const pages = await Promise.all(colours.map((colour) => flat(width, height, colour).png().toBuffer()));
  return sharp(pages, { join: { animated: true } });
}
