/**
 * Scenes on land: mountains, dunes, a forest in fog, and pebbles.
 * Not here: what they are painted with (demo/brushes, demo/noise), or enlarging and writing them (demo/photos).
 * Read next: demo/sky, demo/water.
 */
import { below, glow, gradient, type Scene } from "./brushes.ts";
import type { Colour } from "./field.ts";
import { cells, clouds, firs, outline, warp } from "./noise.ts";

/** Ranges of mountains behind each other, paler with distance, in the light of the evening. */
export const mountains: Scene = async (canvas) => {
  const { height } = canvas;
  const haze: Colour = [226, 158, 132];
  const sky = gradient(canvas, [
    [0, [44, 62, 118]],
    [0.25, [122, 112, 160]],
    [0.45, [236, 160, 128]],
    [0.62, [255, 216, 158]],
  ]);
  const streaks = clouds(canvas, { seed: 5, cell: height * 0.5, stretch: 5 }).step(0.05, 0.6);
  let picture = sky
    .mix([255, 206, 186], streaks.times(0.75))
    .mix([255, 244, 214], glow(canvas, 0.68, 0.5, 0.3).times(0.9));
  for (let range = 0; range < 5; range += 1) {
    const near = range / 4;
    const foot = 0.47 + 0.11 * range;
    const line = await outline(canvas, { seed: 11 + range, cell: height * (0.55 - 0.06 * range), roughness: 0.48 });
    // The turned-up side of noise is what makes summits sharp and valleys wide.
    const rise = line
      .abs()
      .times(-(0.3 - 0.035 * range))
      .plus(foot + 0.045);
    const depth = await canvas.hold(below(canvas, rise));
    const relief = await canvas.hold(clouds(canvas, { seed: 40 + range, cell: height * 0.16, roughness: 0.55 }));
    const slope = relief.minus(relief.shifted(height * 0.012, height * 0.006));
    const rock = canvas
      .flat([haze[0] - 190 * near, haze[1] - 122 * near, haze[2] - 72 * near])
      .plus(slope.times(-50 - 70 * near));
    const mist = depth.step(0.02, 0.22).times(0.55 - 0.35 * near);
    picture = await canvas.hold(picture.mix(rock.mix(haze, mist), depth.step(0, 1.6 / height)));
  }
  return picture;
};

/** Dunes with a bright and a dark side, and ripples of the wind. */
export const dunes: Scene = async (canvas) => {
  const { width, height } = canvas;
  let picture = gradient(canvas, [
    [0, [70, 132, 196]],
    [0.4, [206, 220, 220]],
  ]);
  for (let ridge = 0; ridge < 4; ridge += 1) {
    const cell = height * (0.5 + 0.13 * ridge);
    const line = (await outline(canvas, { seed: 74 + ridge, cell, octaves: 2, roughness: 0.25 })).abs();
    const depth = await canvas.hold(below(canvas, line.linear(-0.3 - 0.06 * ridge, 0.5 + 0.18 * ridge)));
    // Where the crest falls to the right the slope lies in the shade, and that edge runs down aslant.
    const fall = await canvas.hold(line.minus(line.shifted(6, 0)));
    const bend = await canvas.hold(
      clouds(canvas, { seed: 90 + ridge, cell: height * 0.4, octaves: 3, roughness: 0.4 }),
    );
    const x = canvas.x
      .times(width)
      .minus(depth.times(0.9 * height))
      .plus(bend.times(0.06 * height));
    const shade = warp(canvas, fall, x.clamp(8, width - 2), canvas.y.times(0)).step(0.0004, 0.0016);
    const ripples = depth
      .plus(bend.times(0.07))
      .times(360 * (90 - 20 * ridge))
      .call("math", { math: "sin" });
    const sand = canvas
      .flat([246, 200, 134])
      .mix([146, 78, 50], shade.times(0.85))
      .plus(ripples.times(3 + 2 * ridge));
    const dusty = sand.towards([226, 206, 180], 0.36 - 0.12 * ridge);
    picture = await canvas.hold(picture.mix(dusty, depth.step(0, 1.6 / height)));
  }
  return picture;
};

/** Rows of firs that the fog takes away one after the other; for a picture that is higher than wide. */
export const forest: Scene = async (canvas) => {
  const { height } = canvas;
  const fog: Colour = [206, 216, 214];
  let picture = gradient(canvas, [
    [0, [172, 190, 200]],
    [0.5, fog],
  ]).mix([250, 244, 226], glow(canvas, 0.3, 0.22, 0.34).times(0.8));
  for (let row = 0; row < 6; row += 1) {
    const near = row / 5;
    const hill = await outline(canvas, { seed: 130 + row, cell: height * 0.4, octaves: 3 });
    const back = (await firs(canvas, 150 + 10 * row, 62 - 8 * row)).times(0.045 + 0.06 * near);
    const front = (await firs(canvas, 153 + 10 * row, 50 - 7 * row)).times(0.04 + 0.055 * near);
    const line = hill.times(-0.14).plus(0.37 + 0.13 * row);
    const depth = await canvas.hold(below(canvas, line));
    const trees = depth
      .plus(back)
      .step(0, 2 / height)
      .times(0.8);
    const nearer = depth.plus(front).step(0, 2 / height);
    const wood: Colour = [fog[0] - 186 * near, fog[1] - 164 * near, fog[2] - 172 * near];
    const ground = canvas.flat(wood).mix(fog, depth.step(-0.02, 0.13).times(0.85 - 0.45 * near));
    picture = await canvas.hold(picture.mix(wood, trees).mix(ground, nearer));
  }
  return picture;
};

/** Wet pebbles on a beach, without colour. */
export const pebbles: Scene = async (canvas) => {
  const { height } = canvas;
  const bump = await canvas.hold(cells(canvas, 401, Math.round(height * 0.12)).step(0.62, 0.1));
  const shifted = bump.shifted(3, 4);
  const grain = clouds(canvas, { seed: 403, cell: height * 0.02, octaves: 3 });
  const tone = clouds(canvas, { seed: 402, cell: height * 0.3, octaves: 3 });
  const shade = bump.linear(92, 40).plus(bump.minus(shifted).times(420)).plus(grain.times(26)).plus(tone.times(60));
  return canvas.call("bandjoin", { in: [shade.image, shade.image, shade.image] }).clamp(0, 255);
};
