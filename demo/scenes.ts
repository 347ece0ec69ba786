/**
 * Landscapes, skies and planets, painted by arithmetic: what the demo has for photographs.
 * Not here: the arithmetic (demo/field, demo/noise), or which files are made of them (demo/photos).
 * Read next: demo/photos.
 */
import type { Canvas, Colour, Field } from "./field.ts";
import { cells, clouds, firs, outline, plane, warp } from "./noise.ts";

/** Paints a picture in red, green and blue, 0 to 255. */
export type Scene = (canvas: Canvas) => Promise<Field>;

/** Colours from the top to the bottom, each with where it is. */
function gradient(canvas: Canvas, stops: readonly (readonly [at: number, colour: Colour])[]): Field {
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
function glow(canvas: Canvas, x: number, y: number, radius: number): Field {
  const aspect = canvas.width / canvas.height;
  const across = canvas.x.minus(x).times(aspect / radius);
  const down = canvas.y.minus(y).times(1 / radius);
  return across.square().plus(down.square()).times(-1).exp();
}

function disc(canvas: Canvas, x: number, y: number, radius: number): Field {
  const across = canvas.x.minus(x).times(canvas.width / canvas.height);
  const down = canvas.y.minus(y);
  const edge = 1.5 / canvas.height;
  return across.square().plus(down.square()).power(0.5).minus(radius).times(-1).step(-edge, edge);
}

/** How far below a line of hills a point lies, in parts of the height. */
function below(canvas: Canvas, line: Field): Field {
  return canvas.y.minus(line);
}

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
  let picture = sky.mix([255, 206, 186], streaks.times(0.75)).mix([255, 244, 214], glow(canvas, 0.68, 0.5, 0.3).times(0.9));
  for (let range = 0; range < 5; range += 1) {
    const near = range / 4;
    const foot = 0.47 + 0.11 * range;
    const line = await outline(canvas, { seed: 11 + range, cell: height * (0.55 - 0.06 * range), roughness: 0.48 });
    // The turned-up side of noise is what makes summits sharp and valleys wide.
    const rise = line.abs().times(-(0.3 - 0.035 * range)).plus(foot + 0.045);
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

/** Heaps of cloud in a summer sky, lit from the left. */
export const summerClouds: Scene = async (canvas) => {
  const { height } = canvas;
  const options = { seed: 8, cell: height * 0.42, octaves: 7, roughness: 0.52, stretch: 1.5 };
  const density = await canvas.hold(clouds(canvas, options).plus(canvas.y.linear(0.3, -0.16)));
  const shifted = density.shifted(height * 0.03, height * 0.045);
  const light = density.minus(shifted).linear(0.9, 0.62).clamp();
  const cloud = canvas.flat([138, 152, 178]).mix([255, 253, 247], light);
  const sky = gradient(canvas, [
    [0, [38, 92, 170]],
    [0.7, [112, 168, 220]],
    [1.1, [196, 222, 240]],
  ]);
  return sky.mix(cloud, density.step(0.0, 0.26));
};

/** The sun on the sea, and its way over the waves. */
export const sunset: Scene = async (canvas) => {
  const horizon = 0.56;
  const sky = gradient(canvas, [
    [0, [40, 30, 74]],
    [0.3, [150, 62, 98]],
    [0.46, [240, 124, 72]],
    [horizon, [255, 206, 120]],
  ]);
  const bars = clouds(canvas, { seed: 21, cell: canvas.height * 0.6, stretch: 7 }).step(0.02, 0.5);
  const air = sky
    .mix([92, 40, 80], bars.times(0.7))
    .mix([255, 214, 140], glow(canvas, 0.42, horizon, 0.28).times(0.8))
    .mix([255, 246, 214], disc(canvas, 0.42, 0.5, 0.05));
  const waves = await canvas.hold(await plane(canvas, 3, horizon));
  const distance = canvas.y.linear(1 / (1 - horizon), -horizon / (1 - horizon)).clamp();
  const water = canvas.flat([214, 122, 86]).mix([26, 34, 74], distance.power(0.5)).plus(waves.times(46));
  const way = canvas.x.minus(0.42).dividedBy(distance.linear(0.16, 0.035)).square().times(-1).exp();
  const glitter = waves.plus(way.times(0.32)).step(0.12, 0.5).times(way);
  const sea = water.mix([255, 226, 160], glitter);
  return air.mix(sea, canvas.y.step(horizon - 0.001, horizon + 0.001));
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
    const bend = await canvas.hold(clouds(canvas, { seed: 90 + ridge, cell: height * 0.4, octaves: 3, roughness: 0.4 }));
    const x = canvas.x.times(width).minus(depth.times(0.9 * height)).plus(bend.times(0.06 * height));
    const shade = warp(canvas, fall, x.clamp(8, width - 2), canvas.y.times(0)).step(0.0004, 0.0016);
    const ripples = depth.plus(bend.times(0.07)).times(360 * (90 - 20 * ridge)).call("math", { math: "sin" });
    const sand = canvas.flat([246, 200, 134]).mix([146, 78, 50], shade.times(0.85)).plus(ripples.times(3 + 2 * ridge));
    const dusty = sand.mix([226, 206, 180], depth.times(0).plus(0.36 - 0.12 * ridge));
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
    const trees = depth.plus(back).step(0, 2 / height).times(0.8);
    const nearer = depth.plus(front).step(0, 2 / height);
    const wood: Colour = [fog[0] - 186 * near, fog[1] - 164 * near, fog[2] - 172 * near];
    const ground = canvas.flat(wood).mix(fog, depth.step(-0.02, 0.13).times(0.85 - 0.45 * near));
    picture = await canvas.hold(picture.mix(wood, trees).mix(ground, nearer));
  }
  return picture;
};

/** Northern lights over a lake, as a panorama. */
export const aurora: Scene = async (canvas) => {
  const { width, height } = canvas;
  const sky = gradient(canvas, [
    [0, [6, 10, 30]],
    [0.5, [16, 40, 66]],
    [0.68, [34, 76, 92]],
  ]);
  const stars = canvas.call("gaussnoise", { width, height, mean: 0, sigma: 1, seed: 7 }).step(3.2, 4.2).blur(0.7).times(420);
  let lit = sky.plus(stars);
  for (const [seed, base, colour] of [
    [201, 0.42, [70, 255, 160]],
    [207, 0.32, [120, 120, 255]],
    [213, 0.49, [40, 230, 190]],
  ] as const) {
    const hem = (await outline(canvas, { seed, cell: height * 0.9, octaves: 4, roughness: 0.4 })).linear(0.22, base);
    const rays = (await outline(canvas, { seed: seed + 1, cell: height * 0.12, octaves: 4 })).linear(0.9, 0.55).clamp();
    const above = await canvas.hold(hem.minus(canvas.y));
    const fade = above.times(-4.2).exp().times(above.step(-0.035, 0.012));
    lit = lit.plus(canvas.flat(colour).times(fade.times(rays)).times(0.75));
  }
  const shore = (await outline(canvas, { seed: 230, cell: height * 0.5, roughness: 0.5 })).linear(0.09, 0.62);
  const land = below(canvas, shore).step(0, 2 / height);
  const view = await canvas.hold(lit.mix([5, 9, 16], land));
  // What lies above the water line, upside down, darker, and blurred from side to side by small waves.
  const water = 0.68;
  const mirrored = view.call("flip", { direction: "vertical" }).shifted(0, height * (2 * water - 1));
  const waves = clouds(canvas, { seed: 240, cell: height * 0.05, stretch: 8 });
  const lake = mirrored.blur(2).times(0.7).plus(waves.times(9));
  return view.mix(lake, canvas.y.step(water - 0.001, water + 0.001));
};

/** The net of sunlight on the tiles of a pool. */
export const pool: Scene = async (canvas) => {
  const { width, height } = canvas;
  const sway = (seed: number): Promise<Field> =>
    canvas.hold(clouds(canvas, { seed, cell: height * 0.22, octaves: 3, roughness: 0.4 }));
  const [right, down] = [await sway(301), await sway(302)];
  const x = canvas.x.times(width).plus(right.times(0.1 * height)).clamp(0, width - 2);
  const y = canvas.y.times(height).plus(down.times(0.1 * height)).clamp(0, height - 2);
  const net = (seed: number, size: number): Field =>
    warp(canvas, cells(canvas, seed, Math.round(height * size)), x, y).times(1.6).clamp(0, 1.3).power(4);
  const light = (await canvas.hold(net(305, 0.2).plus(net(306, 0.13).times(0.6)))).clamp(0, 1.1).blur(1.5);
  const lines = (position: Field): Field => position.times(360 / (0.14 * height)).call("math", { math: "cos" }).step(0.985, 1);
  const joints = lines(x).plus(lines(y)).clamp();
  const ground = gradient(canvas, [
    [0, [20, 138, 182]],
    [1, [70, 204, 216]],
  ]).plus(right.times(30));
  return ground.mix([12, 96, 140], joints.times(0.35)).mix([240, 255, 250], light.times(0.85));
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

/** Dawn without a cloud: what 8 bits show as stripes and 16 do not. */
export const dawn: Scene = async (canvas) => {
  const sky = gradient(canvas, [
    [0, [10, 16, 48]],
    [0.45, [70, 70, 128]],
    [0.72, [224, 138, 116]],
    [0.9, [255, 214, 160]],
  ]);
  const moon = disc(canvas, 0.3, 0.26, 0.045).times(disc(canvas, 0.315, 0.25, 0.045).linear(-1, 1));
  const line = (await outline(canvas, { seed: 501, cell: canvas.height * 0.3, roughness: 0.45 })).linear(0.05, 0.9);
  return sky
    .mix([255, 250, 236], moon)
    .mix([255, 255, 250], glow(canvas, 0.62, 0.4, 0.006))
    .mix([18, 16, 30], below(canvas, line).step(0, 1.6 / canvas.height));
};
