/**
 * Pictures for tests: photo-like ones, flat ones, ones with a colour in each corner, and animations.
 * Not here: judging them (judge), or broken files (the hostile tests).
 * Read next: test/support/judge.ts.
 */
import sharp, { type Sharp } from "sharp";
import { seededRandom } from "../codec/seeded-random.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** Far apart, and none of them grey. */
export const cornerColours = {
  topLeft: [220, 30, 30],
  topRight: [30, 200, 40],
  bottomLeft: [40, 60, 210],
  bottomRight: [230, 210, 40],
} as const satisfies Record<string, Colour>;

/** Where a test looks for them: the middle of each quarter. */
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

/** Like a photo: soft colours, discs with sharp edges, texture, and the noise of a sensor. Same seed, same picture. */
export async function photo(width: number, height: number, seed = 1): Promise<Sharp> {
  const random = seededRandom(seed);
  const layers = [
    { cells: 4, strength: 190 },
    { cells: 16, strength: 70 },
    { cells: 120, strength: 24 },
  ];
  const grids = await Promise.all(layers.map(({ cells }) => enlargedNoise(cells, width, height, random)));
  const discs = Array.from({ length: 12 }, () => ({
    x: random() * width,
    y: random() * height,
    radius: (0.02 + random() * 0.1) * width,
    shift: [random() * 120 - 60, random() * 120 - 60, random() * 120 - 60],
  }));
  const data = new Uint8ClampedArray(width * height * 3);
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const disc = discs.find((one) => Math.hypot(one.x - x, one.y - y) < one.radius);
      for (let band = 0; band < 3; band += 1, at += 1) {
        let value = 128 + (disc?.shift[band] ?? 0) + random() * 8 - 4;
        for (const [index, { strength }] of layers.entries()) {
          value += (((grids[index]?.[at] ?? 0) - 128) / 255) * strength;
        }
        data[at] = value;
      }
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

function enlargedNoise(cells: number, width: number, height: number, random: () => number): Promise<Uint8Array> {
  const small = Uint8Array.from({ length: cells * cells * 3 }, () => random() * 256);
  return sharp(small, { raw: { width: cells, height: cells, channels: 3 } })
    .resize(width, height, { fit: "fill", kernel: "cubic" })
    .raw()
    .toBuffer();
}

/** Frames of one colour each, as one animation. */
export async function animation(width: number, height: number, colours: readonly (readonly number[])[]): Promise<Sharp> {
  const pages = await Promise.all(colours.map((colour) => flat(width, height, colour).png().toBuffer()));
  return sharp(pages, { join: { animated: true } });
}
