/**
 * A kernel that weighs its neighbours, judged by a plain loop, for images of any size with every kind of edge.
 * Not here: which sizes are tested when (test/run/kernel/map.test.ts, test/run/kernel/map.soak.test.ts).
 * Read next: test/run/kernel/kernels.mjs.
 */
import { expect, test } from "vitest";
import { type Image, kernel, type TileEdge, type TileKernel } from "../../../src/index.ts";
import { imageOf, type Shape, samplesOf } from "../../support/picture/stream-pictures.ts";

const { neighbours } = (await import(new URL("kernels.mjs", import.meta.url).href)) as Record<"neighbours", TileKernel>;
const module = (name?: string) => kernel(new URL("kernels.mjs", import.meta.url), name);

async function samples(image: Image): Promise<ArrayLike<number>> {
  using pixels = await image.pixels();
  return Array.from(pixels.data);
}

/** The position that replaces a position beyond the image. */
function at(position: number, length: number, edge: TileEdge): number | undefined {
  if (position >= 0 && position < length) return position;
  if (edge === "constant") return undefined;
  if (edge === "copy") return position < 0 ? 0 : length - 1;
  const period = ((position % (2 * length)) + 2 * length) % (2 * length);
  return period < length ? period : 2 * length - 1 - period;
}

/** The result of the kernel `neighbours`. */
function weighted(from: ArrayLike<number>, { width, height, bands }: Shape, halo: number, edge: TileEdge): number[] {
  const side = 2 * halo + 1;
  return Array.from({ length: width * height * bands }, (_, index) => {
    const [band, x, y] = [index % bands, Math.floor(index / bands) % width, Math.floor(index / bands / width)];
    let sum = 0;
    for (let place = 0; place < side * side; place += 1) {
      const column = at(x + (place % side) - halo, width, edge);
      const row = at(y + Math.floor(place / side) - halo, height, edge);
      if (column === undefined || row === undefined) continue;
      sum += (from[(row * width + column) * bands + band] as number) * (place + 1);
    }
    return sum;
  });
}

export function testNeighbours(sizes: readonly (readonly [number, number])[]): void {
  test.each(sizes)("of %i × %i, with neighbours beyond every edge", async (width, height) => {
    for (const bands of [1, 2, 3, 4]) {
      const shape: Shape = { width, height, bands, format: "uchar" };
      const given = samplesOf(shape);
      for (const edge of ["copy", "mirror", "constant"] as const) {
        const halo = bands;
        // Once in a thread, otherwise here: starting threads that read TypeScript takes time.
        const code = edge === "mirror" && bands === 1 ? module("neighbours") : neighbours;
        const made = imageOf(shape, given).map(code, { halo, edge, format: "double" });
        expect(await samples(made)).toEqual(weighted(given, shape, halo, edge));
      }
    }
  });
}
