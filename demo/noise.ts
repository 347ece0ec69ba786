/**
 * Noise that looks like something: clouds, the outlines of hills, water that lies flat, ripples of light. By seed.
 * Not here: colours (demo/land and others).
 * Read next: demo/brushes.
 */
import type { Canvas, Field } from "./field.ts";

export interface CloudOptions {
  readonly seed: number;
  /** Size of the largest shapes in pixels. */
  readonly cell: number;
  readonly octaves?: number;
  /** How strong each octave is beside the one before. */
  readonly roughness?: number;
  /** How much wider than high shapes are. */
  readonly stretch?: number;
}

/** Gradient noise of several sizes, one over the other: about -0.7 to 0.7. */
export function clouds(canvas: Canvas, options: CloudOptions): Field {
  const { seed, cell, octaves = 6, roughness = 0.5, stretch = 1 } = options;
  // Computed narrower and then drawn out, which is less work than computing it higher and flattening it.
  const width = Math.ceil(canvas.width / stretch);
  const { height } = canvas;
  let sum: Field | undefined;
  for (let octave = 0; octave < octaves; octave += 1) {
    const size = Math.max(2, Math.round(cell / stretch / 2 ** octave));
    const layer = canvas.call("perlin", { width, height, cell_size: size, seed: seed * 31 + octave });
    const scaled = layer.times(roughness ** octave);
    sum = sum === undefined ? scaled : sum.plus(scaled);
  }
  const noise = sum as Field;
  if (stretch === 1) return noise;
  return noise.call("resize", { scale: canvas.width / width, vscale: 1, kernel: "cubic" });
}

/** One line of noise, the same in every row: how far hills rise above their foot at each x. */
export async function outline(canvas: Canvas, options: Omit<CloudOptions, "stretch">): Promise<Field> {
  const { width, height } = canvas;
  const row = Math.round(options.cell * 0.37);
  const line = clouds(canvas, options).call(
    "extract_area",
    { left: 0, top: Math.min(row, height - 1), width, height: 1 },
    "input",
  );
  const held = await canvas.hold(line);
  return held.call("replicate", { across: 1, down: height });
}

/** Cells such as pebbles, or the net of light on the ground of a pool: 0 at a cell's middle, towards 1 at its edge. */
export function cells(canvas: Canvas, seed: number, cell: number): Field {
  const { width, height } = canvas;
  return canvas.call("worley", { width, height, cell_size: cell, seed }).times(1 / cell);
}

/** Noise on a plane that goes to the horizon, seen from above it: far waves are small and close together. */
export async function plane(canvas: Canvas, seed: number, horizon: number): Promise<Field> {
  const { width, height } = canvas;
  const texture = await canvas.hold(clouds(canvas, { seed, cell: height * 0.09, octaves: 5, roughness: 0.6 }));
  const depth = canvas.y.minus(horizon).clamp(0.004, 1);
  const across = canvas.x
    .minus(0.5)
    .dividedBy(depth)
    .times(0.16 * width);
  return warp(canvas, texture, folded(across, width), folded(depth.power(-1).times(0.5 * height), height));
}

/** A field looked up at other places: at each point the value that `source` has at these pixels. */
export function warp(canvas: Canvas, source: Field, x: Field, y: Field): Field {
  const index = canvas.call("bandjoin", { in: [x.image, y.image] });
  return source.call("mapim", { index: index.image, extend: "copy" });
}

/** Back and forth within 0 to `size`, as between two mirrors. */
function folded(position: Field, size: number): Field {
  return position
    .plus(1000 * size)
    .call("remainder_const", { c: [2 * size] })
    .minus(size)
    .abs()
    .clamp(0, size - 2);
}

/** A row of firs as high as 1, `count` of them, no two alike. */
export async function firs(canvas: Canvas, seed: number, count: number): Promise<Field> {
  const apart = canvas.width / count;
  const drift = await outline(canvas, { seed, cell: apart * 5, octaves: 2 });
  const growth = await outline(canvas, { seed: seed + 1, cell: apart * 1.4, octaves: 2 });
  const twigs = await outline(canvas, { seed: seed + 2, cell: apart * 0.12, octaves: 2 });
  const phase = canvas.x
    .times(count)
    .plus(drift.times(1.6))
    .plus(2)
    .call("remainder_const", { c: [1] });
  const cone = phase.minus(0.5).abs().linear(-2, 1);
  return cone.times(growth.linear(0.8, 0.75)).plus(twigs.times(0.1));
}
