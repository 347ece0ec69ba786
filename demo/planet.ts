/**
 * A planet with bands of cloud that turns, on nothing: its picture has alpha, and several of them make an animation.
 * Not here: landscapes (demo/land and others), or writing the files (demo/photos).
 * Read next: demo/photos.
 */
import type { Canvas, Field } from "./field.ts";
import { clouds, warp } from "./noise.ts";

/** The planet's map, as it would lie on a table. Held, since every turn of the planet is made from it. */
export function planetSurface(canvas: Canvas): Promise<Field> {
  const { height } = canvas;
  const swirl = clouds(canvas, { seed: 601, cell: height * 0.3, stretch: 3 });
  const fine = clouds(canvas, { seed: 602, cell: height * 0.1, stretch: 6 });
  const wave = canvas.y.plus(swirl.times(0.05)).plus(fine.times(0.02));
  const stripe = (count: number): Field =>
    wave
      .times(360 * count)
      .call("math", { math: "sin" })
      .linear(0.5, 0.5);
  const bands = canvas
    .flat([226, 196, 158])
    .mix([168, 98, 66], stripe(4.5).power(2))
    .mix([248, 236, 214], stripe(7).power(4).times(0.8));
  return canvas.hold(bands.plus(fine.times(22)));
}

/** The planet turned by a part of a whole turn, 0 to 1, in red, green, blue and alpha. */
export function planet(surface: Field, turn: number): Field {
  const { canvas } = surface;
  const { width, height } = canvas;
  const x = canvas.x.linear(2.06, -1.03);
  const y = canvas.y.linear(2.06, -1.03);
  const outside = x.square().plus(y.square());
  const z = outside.linear(-1, 1).clamp().power(0.5);

  const longitude = x
    .call("math2", { math2: "atan2", right: z.image }, "left")
    .times(1 / 360)
    .plus(turn + 2);
  const latitude = y
    .clamp(-1, 1)
    .call("math", { math: "asin" })
    .linear(1 / 180, 0.5);
  // The map and its mirror image make the round, so that there is no seam.
  const around = longitude
    .call("remainder_const", { c: [1] })
    .linear(2, -1)
    .abs();
  const colours = warp(canvas, surface, around.times(width - 2), latitude.times(height - 2));

  const light = x.times(-0.55).plus(y.times(-0.4)).plus(z.times(0.73)).clamp().power(0.8).linear(1.08, 0.02);
  const rim = z.linear(-1, 1).power(3).times(light).times(70);
  const lit = colours.times(light).plus(rim).clamp(0, 255);
  const edge = 3 / height;
  const alpha = outside
    .times(-1)
    .step(-1 - edge, -1 + edge)
    .times(255);
  return canvas.call("bandjoin", { in: [lit.image, alpha.image] });
}
