/**
 * Scenes of water: the sun over the sea, and a pool.
 * Not here: what they are painted with (demo/brushes, demo/noise), or enlarging and writing them (demo/photos).
 * Read next: demo/land, demo/sky.
 */
import { disc, glow, gradient, type Scene } from "./brushes.ts";
import type { Field } from "./field.ts";
import { cells, clouds, plane, warp } from "./noise.ts";

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

/** The net of sunlight on the tiles of a pool. */
export const pool: Scene = async (canvas) => {
  const { width, height } = canvas;
  const sway = (seed: number): Promise<Field> =>
    canvas.hold(clouds(canvas, { seed, cell: height * 0.22, octaves: 3, roughness: 0.4 }));
  const [right, down] = [await sway(301), await sway(302)];
  const x = canvas.x
    .times(width)
    .plus(right.times(0.1 * height))
    .clamp(0, width - 2);
  const y = canvas.y
    .times(height)
    .plus(down.times(0.1 * height))
    .clamp(0, height - 2);
  const net = (seed: number, size: number): Field =>
    warp(canvas, cells(canvas, seed, Math.round(height * size)), x, y)
      .times(1.6)
      .clamp(0, 1.3)
      .power(4);
  const light = (await canvas.hold(net(305, 0.2).plus(net(306, 0.13).times(0.6)))).clamp(0, 1.1).blur(1.5);
  const lines = (position: Field): Field =>
    position
      .times(360 / (0.14 * height))
      .call("math", { math: "cos" })
      .step(0.985, 1);
  const joints = lines(x).plus(lines(y)).clamp();
  const ground = gradient(canvas, [
    [0, [20, 138, 182]],
    [1, [70, 204, 216]],
  ]).plus(right.times(30));
  return ground.mix([12, 96, 140], joints.times(0.35)).mix([240, 255, 250], light.times(0.85));
};
