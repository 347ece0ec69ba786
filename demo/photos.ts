/**
 * Paints and writes the files of the demo, one after the other.
 * Not here: which files (demo/photo-list), or what they show (demo/scenes, demo/planet).
 * Read next: demo/main, which runs `sluice thumb` over them.
 */
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { callInWorker } from "../src/native/operation.ts";
import { Canvas, type Field } from "./field.ts";
import { type Photo, photos } from "./photo-list.ts";
import { planet } from "./planet.ts";
import { step } from "./say.ts";

export interface PhotoOptions {
  readonly folder: string;
  /** Fewer pixels everywhere, for tests; what has to fail still does. */
  readonly small: boolean;
}

export async function makePhotos({ folder, small }: PhotoOptions): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const photo of photos) await makePhoto(photo, folder, small);
  await makePlanet(join(folder, "planet-alpha.png"), small ? 400 : 1200);
  await makeTurningPlanet(join(folder, "planet-turning.gif"), small ? 120 : 320, small ? 8 : 24);
  await step("badge.svg: SVG drawing", () => write(join(folder, "badge.svg"), badge));
  await step("notes.jpg: text with a picture's name", () => write(join(folder, "notes.jpg"), "Milk. Bread. Call Ada.\n"));
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
    const side = small ? 600 : 1000;
    using canvas = new Canvas(Math.round(side * Math.max(1, photo.aspect)), Math.round(side * Math.max(1, 1 / photo.aspect)));
    const developed = await canvas.hold(photo.develop(await photo.scene(canvas)));
    // The side that is as long as the file is wide, whichever way the picture was turned.
    const scale = wide / canvas.width;
    const enlarged = developed.call("resize", { scale, kernel: "cubic" });
    return await save(enlarged, photo.saver, join(folder, file), photo.options);
  });
}

async function makePlanet(path: string, side: number): Promise<void> {
  await step(`planet-alpha.png: ${side} × ${side} PNG with alpha`, async () => {
    using canvas = new Canvas(side, side);
    return await save((await planet(canvas, 0.3)).pixels(), "pngsave", path, {});
  });
}

async function makeTurningPlanet(path: string, side: number, frames: number): Promise<void> {
  await step(`planet-turning.gif: ${side} × ${side} GIF of ${frames} frames`, async () => {
    using canvas = new Canvas(side, side);
    const turns: Field[] = [];
    for (let frame = 0; frame < frames; frame += 1) {
      turns.push(await canvas.hold((await planet(canvas, frame / frames)).pixels()));
    }
    const film = canvas.call("arrayjoin", { in: turns.map(({ image }) => image), across: 1 }).call("copy");
    film.image.setInt("page-height", side);
    return await save(film, "gifsave", path, { effort: 3 });
  });
}

async function save(picture: Field, saver: string, path: string, options: Photo["options"]): Promise<{ sizeBytes: number }> {
  await callInWorker(saver, { in: picture.image, filename: path, ...options });
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
