/**
 * Which files the demo makes: one of each kind that a folder of pictures has, three of them such that they have to fail.
 * Not here: painting and writing them (demo/photos).
 * Read next: demo/photos, demo/
 */
import type { Arguments } from "../src/native/operation/call.ts";
import type { Scene } from "./brushes.ts";
import type { Field } from "./field.ts";
import { dunes, forest, mountains, pebbles } from "./land.ts";
import { aurora, dawn, summerClouds } from "./sky.ts";
import { pool, sunset } from "./water.ts";

/** A picture of a scene, enlarged and written by one of libvips' savers. */
export interface Photo {
  readonly file: string;
  /** What it is, for people. */
  readonly kind: string;
  readonly scene: Scene;
  /** Width in pixels over height. */
  readonly aspect: number;
  readonly width: number;
  /** Width where everything is to be quick. */
  readonly smallWidth: number;
  readonly saver: string;
  readonly options: Arguments;
  /** Strength of a sensor's noise: without it files are smaller, and quicker to decode, than any camera's. */
  readonly grain: number;
  /** From the painted picture to the pixels of the file. */
  readonly develop: (painted: Field) => Field;
}

const eightBits = (painted: Field): Field => painted.pixels();

const sixteenBits = (painted: Field): Field =>
  painted.times(257).call("cast", { format: "ushort" }).call("copy", { interpretation: "rgb16" });

const grey = (painted: Field): Field =>
  painted.call("extract_band", { band: 1 }).call("cast", { format: "uchar" }).call("copy", { interpretation: "b-w" });

/** As a camera does that was held upright: the pixels lie on their side, and EXIF says which way is up. */
function lyingDown(painted: Field): Field {
  const turned = painted.pixels().call("rot", { angle: "d270" }).call("copy");
  turned.image.setInt("orientation", 6);
  return turned;
}

const usual = { aspect: 1.5, develop: eightBits };
const jpeg = { saver: "jpegsave", options: { Q: 85 }, grain: 4 };
const progressive = { saver: "jpegsave", options: { Q: 85, interlace: true }, grain: 4 };
const png = { saver: "pngsave", options: { compression: 4 }, grain: 0 };
const webp = { saver: "webpsave", options: { Q: 80, effort: 2 }, grain: 4 };
const avif = { saver: "heifsave", options: { compression: "av1", Q: 55, effort: 1 }, grain: 0 };
const pyramid = {
  saver: "tiffsave",
  grain: 4,
  options: { tile: true, tile_width: 256, tile_height: 256, pyramid: true, compression: "jpeg", Q: 85 },
};

/** In the order of their names, which is that of the contact sheet. */
const all = {
  aurora: { scene: aurora, aspect: 2, develop: eightBits, width: 18_000, smallWidth: 6400, ...jpeg },
  clouds: { ...usual, scene: summerClouds, width: 3600, smallWidth: 1200, ...progressive },
  dawn: { ...usual, scene: dawn, width: 1500, smallWidth: 600, ...png, develop: sixteenBits },
  dunes: { ...usual, scene: dunes, width: 7200, smallWidth: 1800, ...pyramid },
  forest: { scene: forest, aspect: 2 / 3, develop: lyingDown, width: 4800, smallWidth: 1200, ...jpeg },
  mountains: { ...usual, scene: mountains, width: 6000, smallWidth: 1500, ...jpeg },
  pebbles: { ...usual, scene: pebbles, width: 1500, smallWidth: 600, ...png, develop: grey },
  pool: { ...usual, scene: pool, width: 2400, smallWidth: 900, ...webp },
  sunset: { ...usual, scene: sunset, width: 1200, smallWidth: 600, ...avif },
  tooLarge: { ...usual, scene: sunset, width: 9000, smallWidth: 6000, ...progressive, grain: 0 },
} satisfies Record<string, Omit<Photo, "file" | "kind">>;

export const photos: readonly Photo[] = [
  { ...all.aurora, file: "aurora-panorama.jpg", kind: "baseline JPEG" },
  { ...all.clouds, file: "clouds-progressive.jpg", kind: "progressive JPEG" },
  { ...all.dawn, file: "dawn-16-bit.png", kind: "PNG of 16 bits a band" },
  { ...all.dunes, file: "dunes-pyramid.tif", kind: "tiled TIFF with a pyramid" },
  { ...all.forest, file: "forest-turned.jpg", kind: "JPEG turned by EXIF" },
  { ...all.mountains, file: "mountains.jpg", kind: "baseline JPEG" },
  { ...all.pebbles, file: "pebbles-grey.png", kind: "grey PNG" },
  { ...all.pool, file: "pool.webp", kind: "WebP" },
  { ...all.sunset, file: "sunset.avif", kind: "AVIF" },
  { ...all.tooLarge, file: "sunset-too-large.jpg", kind: "progressive JPEG, too large for the budget" },
];

/** A file that has to fail, by its name: why, in short, and the words that its line must have. */
export const plannedFailures: Readonly<Record<string, { readonly why: string; readonly words: RegExp }>> = {
  "clouds-cut-off.jpg": { why: "cut off in the middle", words: /broken or truncated/ },
  "notes.jpg": { why: "text, not a picture", words: /not an image of a known format/ },
  "sunset-too-large.jpg": { why: "refused before it began", words: /^\d+ × \d+ progressive jpeg needs [\d.]+ MB/ },
};
