/**
 * Paints and writes the files of the demo, one after the other.
 * Not here: which files (demo/photo-list), or what they show (demo/land, demo/sky, demo/water, demo/planet).
 * Read next: demo/main, which runs `sluice thumb` over them.
 */
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { memoryLimit } from "../src/budget/limit/limits.ts";
import { nativeAllocator } from "../src/native/library/allocator.ts";
import { callInWorker } from "../src/native/operation/call.ts";
import { Canvas, type Field } from "./field.ts";
import { type Photo, photos } from "./photo-list.ts";
import { planet, planetSurface } from "./planet.ts";
import { step } from "./say.ts";

export interface PhotoOptions {
  readonly folder: string;
  /** Fewer pixels everywhere, for tests; what has to fail still does. */
  readonly small: boolean;
}

export async function makePhotos({ folder, small }: PhotoOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  nativeAllocator().tune(memoryLimit().allowed);
  for (const photo of photos) await makePhoto(photo, folder, small);
  await makePlanet(join(folder, "planet-alpha.png"), small ? 400 : 1200);
  await makeTurningPlanet(join(folder, "planet-turning.gif"), small ? 120 : 320, small ? 6 : 16);
  await step("badge.svg: SVG drawing", () => write(join(folder, "badge.svg"), badge));
  await step("notes.jpg: text with a picture's name", () =>
    write(join(folder, "notes.jpg"), "Milk. Bread. Call Ada.\n"),
  );
  await step("clouds-cut-off.jpg: JPEG cut off in the middle", async () => {
    const whole = await readFile(join(folder, "clouds-progressive.jpg"));
    return await write(join(folder, "clouds-cut-off.jpg"), whole.subarray(0, Math.round(whole.length * 0.6)));
  });
}

async function makePhoto({ file, kind, ...photo }: Photo, folder: string, small: boolean): Promise<void> {
  const wide = small ? photo.smallWidth : photo.width;
  const high = Math.round(wide / photo.aspect);
  await step(`${file}: ${wide} × ${high} ${kind}`, async () => {
    // Painted small and then enlarged: painting 160 megapixels would take minutes.
    const side = small ? 320 : 800;
    using canvas = new Canvas(
      Math.round(side * Math.max(1, photo.aspect)),
      Math.round(side * Math.max(1, 1 / photo.aspect)),
    );
    const developed = await canvas.hold(photo.develop(await photo.scene(canvas)));
    // The side that is as long as the file is wide, whichever way the picture was turned.
    const scale = wide / canvas.width;
    const enlarged = enlarge(developed, scale);
    const picture = photo.grain > 0 ? await grained(enlarged, photo.grain) : enlarged;
    return await save(picture, photo.saver, join(folder, file), photo.options);
  });
}

/** Very large files are made of squares of pixels, under the grain: interpolating each pixel would be most of the demo. */
function enlarge(picture: Field, scale: number): Field {
  const square = scale < 6 ? 1 : 4;
  const smooth = picture.call("resize", { scale: scale / square, kernel: "linear" });
  return square === 1 ? smooth : smooth.call("zoom", { xfac: square, yfac: square }, "input");
}

/** Adds the same small square of noise all over. */
async function grained(picture: Field, sigma: number): Promise<Field> {
  const { width, height } = picture.image;
  const side = 512;
  const noise = picture.canvas.call("gaussnoise", { width: side, height: side, mean: 0, sigma, seed: 1 });
  const square = await picture.canvas.hold(noise.call("cast", { format: "char" }));
  const all = square.call("replicate", { across: Math.ceil(width / side), down: Math.ceil(height / side) });
  return picture.plus(all.call("extract_area", { left: 0, top: 0, width, height }, "input")).pixels();
}

async function makePlanet(path: string, side: number): Promise<void> {
  await step(`planet-alpha.png: ${side} × ${side} PNG with alpha`, async () => {
    using canvas = new Canvas(side, side);
    const surface = await planetSurface(canvas);
    return await save(planet(surface, 0.3).pixels(), "pngsave", path, {});
  });
}

async function makeTurningPlanet(path: string, side: number, frames: number): Promise<void> {
  await step(`planet-turning.gif: ${side} × ${side} GIF of ${frames} frames`, async () => {
    using canvas = new Canvas(side, side);
    const surface = await planetSurface(canvas);
    const turns = Array.from({ length: frames }, (_, frame) => planet(surface, frame / frames).pixels().image);
    const film = (await canvas.hold(canvas.call("arrayjoin", { in: turns, across: 1 }))).call("copy");
    film.image.setInt("page-height", side);
    return await save(film, "gifsave", path, { effort: 3 });
  });
}

async function save(
  picture: Field,
  saver: string,
  path: string,
  options: Photo["options"],
): Promise<{ sizeBytes: number }> {
  await callInWorker(saver, { in: picture.image, filename: path, ...options });
  nativeAllocator().trim();
  return { sizeBytes: (await stat(path)).size };
}

async function write(path: string, content: string | Uint8Array): Promise<{ sizeBytes: number }> {
  await writeFile(path, content);
  return { sizeBytes: content.length };
}

const badge = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 200" width="300" height="200">
  <rect width="300" height="200" rx="18" fill="#f4efe6"/>
  <circle cx="150" cy="100" r="78" fill="#2d6a7a"/>
  <circle cx="182" cy="70" r="16" fill="#ffd27d"/>
  <path d="M84 142 L128 78 L152 112 L172 88 L214 142 A78 78 0 0 1 84 142 Z" fill="#f4efe6"/>
  <path d="M128 78 L140 95 L130 100 L122 94 L116 96 Z" fill="#c9dfe3"/>
  <circle cx="150" cy="100" r="78" fill="none" stroke="#1d3f49" stroke-width="6"/>
</svg>
`;
