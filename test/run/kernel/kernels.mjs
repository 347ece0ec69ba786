/**
 * Kernels of a module for the tests: some that work, and some that fail in every possible way.
 * Not here: judging them.
 * Read next: test/run/kernel/map.test.ts, test/run/kernel/failures.test.ts.
 */
export default function negative({ data }, out) {
  for (let at = 0; at < out.data.length; at += 1) out.data[at] = 255 - data[at];
}

/** The weighted sum of all neighbours that the halo allows, to check every one of them. */
export function neighbours({ data, width, height, bands, halo }, out) {
  const line = (width + 2 * halo) * bands;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * bands; x += 1) {
      let sum = 0;
      for (let row = 0; row <= 2 * halo; row += 1) {
        for (let column = 0; column <= 2 * halo; column += 1) {
          sum += data[(y + row) * line + x + column * bands] * (1 + row * (2 * halo + 1) + column);
        }
      }
      out.data[y * width * bands + x] = sum;
    }
  }
}

/** The mean of a sample and its neighbours above, below, left and right. */
export function average({ data, width, height, bands, halo }, out) {
  const line = (width + 2 * halo) * bands;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * bands; x += 1) {
      const at = (y + halo) * line + x + halo * bands;
      const sum = data[at] + data[at - line] + data[at + line] + data[at - bands] + data[at + bands];
      out.data[y * width * bands + x] = sum / 5;
    }
  }
}

export async function late({ data }, out) {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return data.map((value) => 255 - value).subarray(0, out.data.length);
}

export function ndvi([nir, red], out) {
  for (let at = 0; at < out.data.length; at += 1) {
    out.data[at] = (nir.data[at] - red.data[at]) / (nir.data[at] + red.data[at]);
  }
}

export const pixelSum = (pixel) => pixel.reduce((sum, value) => sum + value, 0);

export function histogram(counts, { data }) {
  for (const value of data) counts[value] += 1;
  return counts;
}

/** In the order of the tiles. */
export const tops = (list, { top, height }) => [...list, [top, height]];

export const throws = ({ top }) => {
  if (top > 0) throw new RangeError(`nothing to be had at row ${top}`);
};
export const tooShort = () => new Uint8Array(3);
export const wrongType = () => new Float32Array(3);
export const hangs = () => {
  for (;;);
};
export const exits = () => process.exit(7);
export const grows = () => {
  const all = [];
  for (;;) all.push(Array.from({ length: 1000 }, () => all.length));
};
export const throwsLater = () =>
  new Promise(() =>
    setTimeout(() => {
      throw new Error("nobody caught this");
    }),
  );
export const notCloneable = () => () => 0;
export const isNone = 5;
