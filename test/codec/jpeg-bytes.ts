/**
 * Makes legal grey JPEG files byte by byte, in the shapes that sharp does not write: scans of their own, hundreds of them.
 * Not here: pictures; every coefficient is 0, which in these Huffman tables is a 0 bit, so that scans are rows of zeros.
 * Read next: jpeg-markers.test, which has sharp decode them.
 */

export type Sampling = readonly (readonly [horizontal: number, vertical: number])[];

export interface JpegShape {
  readonly width: number;
  readonly height: number;
  readonly sampling: Sampling;
}

export function marker(code: number, payload: readonly number[] = []): Buffer {
  const length = payload.length + 2;
  return Buffer.from([0xff, code, length >> 8, length & 255, ...payload]);
}

/** Tables with one code each: `0`, which stands for symbol 0 (no difference; end of block). */
function tables(): Buffer {
  const counts = [1, ...new Array<number>(15).fill(0)];
  return Buffer.concat([
    marker(0xdb, [0, ...new Array<number>(64).fill(1)]),
    marker(0xc4, [0x00, ...counts, 0]),
    marker(0xc4, [0x10, ...counts, 0]),
  ]);
}

export function frameHeader(code: number, { width, height, sampling }: JpegShape): Buffer {
  const components = sampling.flatMap(([h, v], index) => [index + 1, (h << 4) | v, 0]);
  return marker(code, [8, height >> 8, height & 255, width >> 8, width & 255, sampling.length, ...components]);
}

function start(code: number, shape: JpegShape): Buffer {
  return Buffer.concat([Buffer.from([0xff, 0xd8]), tables(), frameHeader(code, shape)]);
}

const end = Buffer.from([0xff, 0xd9]);

/** A scan of the given components (1, 2 …) whose blocks take so many bits each. */
function scan(
  shape: JpegShape,
  components: readonly number[],
  [first, last, high, low]: readonly [number, number, number, number],
  blockBits: number,
): Buffer {
  const selectors = components.flatMap((id) => [id, 0x00]);
  const header = marker(0xda, [components.length, ...selectors, first, last, (high << 4) | low]);
  return Buffer.concat([header, Buffer.alloc(Math.ceil((blocksOf(shape, components) * blockBits) / 8))]);
}

/** Section A.2 of the standard: whole MCUs where components share a scan, only the blocks that exist where one is alone. */
function blocksOf({ width, height, sampling }: JpegShape, components: readonly number[]): number {
  const across = Math.max(...sampling.map(([h]) => h));
  const down = Math.max(...sampling.map(([, v]) => v));
  const factors = components.map((id) => sampling[id - 1] as readonly [number, number]);
  const [only] = factors;
  if (factors.length === 1 && only !== undefined) {
    return Math.ceil(Math.ceil((width * only[0]) / across) / 8) * Math.ceil(Math.ceil((height * only[1]) / down) / 8);
  }
  const units = Math.ceil(width / (8 * across)) * Math.ceil(height / (8 * down));
  return units * factors.reduce((sum, [h, v]) => sum + h * v, 0);
}

/** A baseline file with one scan for each of the groups of components, such as `[[1], [2], [3]]`. */
export function sequentialJpeg(shape: JpegShape, groups: readonly (readonly number[])[]): Buffer {
  const scans = groups.map((components) => scan(shape, components, [0, 63, 0, 0], 2));
  return Buffer.concat([start(0xc0, shape), ...scans, end]);
}

/** A progressive file of so many scans, each legal: first bits and refinements of every coefficient by itself. */
export function progressiveJpeg(shape: JpegShape, scans: number): Buffer {
  const ids = shape.sampling.map((_, index) => index + 1);
  const parts = [start(0xc2, shape), scan(shape, ids, [0, 0, 0, 0], 1)];
  for (let bit = 4; bit >= 0; bit -= 1) {
    for (const id of ids) {
      for (let k = 1; k <= 63; k += 1) {
        if (parts.length <= scans) parts.push(scan(shape, [id], [k, k, bit === 4 ? 0 : bit + 1, bit], 1));
      }
    }
  }
  return Buffer.concat([...parts, end]);
}
