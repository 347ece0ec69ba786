/**
 * Photo-like pictures of any size, written to disk as a stream: a gigapixel costs time and disk, but little memory.
 * Not here: small pictures for judging pixels (test/support/picture/pictures), or the choice of sizes and codecs.
 * Read next: bench/pictures/large-files.ts, bench/budget/inputs.ts.
 */
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { dirname, extname } from "node:path";
import { native } from "../../../src/native/library/library.ts";
import { ImageHandle } from "../../../src/native/object/image-handle.ts";
import { type Arguments, callInWorker } from "../../../src/native/operation/call.ts";
import { HandleScope } from "../../../src/native/operation/scope.ts";

export interface LargePicture {
  readonly width: number;
  readonly height: number;
  /** Pictures of two seeds differ. Default 1. */
  readonly seed?: number;
  readonly alpha?: boolean;
  readonly grey?: boolean;
  /** 16 bits a sample instead of 8. */
  readonly deep?: boolean;
  /** Floating-point samples, 0 to 255. */
  readonly float?: boolean;
  /** Values brighter than white, as photos with a gain map have them; `uhdrsave` requires them. */
  readonly bright?: boolean;
  /** Number of frames of an animation. It divides the height; each frame gets its share of the rows. */
  readonly frames?: number;
}

/** A square of this side is computed once, and repeated over the picture. */
const tileSide = 1024;

/** Soft colours, finer texture, and the noise of a sensor; a JPEG of it takes 1.4 bits a pixel, like a photo's. */
const layers = [
  { cell_size: 512, strength: 150 },
  { cell_size: 64, strength: 60 },
  { cell_size: 8, strength: 20 },
] as const;
const noise = 6;

/**
 * Writes a picture with one of libvips' savers, such as `jpegsave`, and its arguments. An existing file stays as it is.
 * A half-written file never has the final name.
 */
export async function writeLargePicture(
  path: string,
  picture: LargePicture,
  saver: string,
  args: Arguments = {},
): Promise<string> {
  if (existsSync(path)) return path;
  mkdirSync(dirname(path), { recursive: true });
  using scope = new HandleScope();
  const image = largePicture(scope, picture);
  const unfinished = `${path}.${process.pid}${extname(path)}`;
  await callInWorker(saver, { in: image, filename: unfinished, ...args });
  renameSync(unfinished, path);
  return path;
}

function largePicture(scope: HandleScope, picture: LargePicture): ImageHandle {
  const { width, height, grey, deep, float, bright, frames } = picture;
  const across = Math.ceil(width / tileSide);
  const down = Math.ceil(height / tileSide);
  const repeated = scope.image("replicate", { in: tileOf(picture), across, down });
  const area = scope.image("extract_area", { input: repeated, left: 0, top: 0, width, height });
  const named = scope.image("copy", { in: area, interpretation: grey ? "b-w" : "srgb" });
  if (frames !== undefined) named.setInt("page-height", height / frames);
  if (bright) return scope.image("colourspace", { in: named, space: "scrgb" });
  if (float) return scope.image("cast", { in: named, format: "float" });
  return deep ? scope.image("colourspace", { in: named, space: grey ? "grey16" : "rgb16" }) : named;
}

/** A tile takes longer to compute than to write into twenty megapixels, so tiles are kept until the process ends. */
const tiles = new Map<string, ImageHandle>();

function tileOf({ seed = 1, alpha = false, grey = false }: LargePicture): ImageHandle {
  const key = `${seed} ${alpha} ${grey}`;
  const known = tiles.get(key);
  if (known !== undefined) return known;
  using scope = new HandleScope();
  const bands = (grey ? 1 : 3) + (alpha ? 1 : 0);
  const planes = Array.from({ length: bands }, (_, band) => plane(scope, seed * 100 + band * 10));
  const joined = scope.image("bandjoin", { in: planes });
  const tile = inMemory(scope.image("cast", { in: joined, format: "uchar" }));
  tiles.set(key, tile);
  return tile;
}

/** One band of the tile. */
function plane(scope: HandleScope, seed: number): ImageHandle {
  const size = { width: tileSide, height: tileSide };
  const soft = layers.map(({ cell_size, strength }, index) => {
    const perlin = scope.image("perlin", { ...size, cell_size, seed: seed + index });
    return scope.image("linear", { in: perlin, a: strength, b: 0 });
  });
  const grain = scope.image("gaussnoise", { ...size, mean: 128, sigma: noise, seed });
  return scope.image("sum", { in: [...soft, grain] });
}

function inMemory(image: ImageHandle): ImageHandle {
  const address = native().vips_image_copy_memory(image.address);
  if (address === null) throw new Error("the picture could not be computed");
  return new ImageHandle(address);
}
