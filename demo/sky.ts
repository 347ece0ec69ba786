/**
 * Scenes of the sky: clouds in summer, dawn, and northern lights.
 * Not here: what they are painted with (demo/brushes, demo/noise), or enlarging and writing them (demo/photos).
 * Read next: demo/water, demo/planet.
 */
import { below, disc, glow, gradient, type Scene } from "./brushes.ts";
import { clouds, outline } from "./noise.ts";

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

/** Northern lights over a lake, as a panorama. */
export const aurora: Scene = async (canvas) => {
  const { width, height } = canvas;
  const sky = gradient(canvas, [
    [0, [6, 10, 30]],
    [0.5, [16, 40, 66]],
    [0.68, [34, 76, 92]],
  ]);
  const stars = canvas
    .call("gaussnoise", { width, height, mean: 0, sigma: 1, seed: 7 })
    .step(3.2, 4.2)
    .blur(0.7)
    .times(420);
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
