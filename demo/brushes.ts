/**
 * What the scenes of the demo have in common: gradients, glows, discs, and what lies below a line of hills.
 * Not here: the scenes (demo/land, demo/sky, demo/water).
 * Read next: demo/land.
 */
import type { Canvas, Colour, Field } from "./field.ts";

/** Paints a picture in red, green and blue, 0 to 255. */
export type Scene = (canvas: Canvas) => Promise<Field>;

/** Colours from the top to the bottom, each with where it is. */
export function gradient(canvas: Canvas, stops: readonly (readonly [at: number, colour: Colour])[]): Field {
  const { y } = canvas;
  const [first, ...others] = stops;
  let from = first?.[0] ?? 0;
  let sum = canvas.flat(first?.[1] ?? [0, 0, 0]);
  for (const [at, colour] of others) {
    sum = sum.mix(colour, y.step(from, at));
    from = at;
  }
  return sum;
}

/** 1 in the middle, fading away by the radius; both in parts of the height. */
export function glow(canvas: Canvas, x: number, y: number, radius: number): Field {
  const aspect = canvas.width / canvas.height;
  const across = canvas.x.minus(x).times(aspect / radius);
  const down = canvas.y.minus(y).times(1 / radius);
  return across.square().plus(down.square()).times(-1).exp();
}

/** 1 within the radius, in parts of the height, and 0 outside. */
export function disc(canvas: Canvas, x: number, y: number, radius: number): Field {
  const across = canvas.x.minus(x).times(canvas.width / canvas.height);
  const down = canvas.y.minus(y);
  const edge = 1.5 / canvas.height;
  return across.square().plus(down.square()).power(0.5).minus(radius).times(-1).step(-edge, edge);
}

/** How far below a line of hills a point lies, in parts of the height. */
export function below(canvas: Canvas, line: Field): Field {
  return canvas.y.minus(line);
}
