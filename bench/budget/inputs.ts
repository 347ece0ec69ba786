/**
 * The kinds of input files of the budget matrix: every readable codec, in each variant that decides memory.
 * Not here: the cases (bench/budget/cases), or what the pictures look like (test/support/picture/large-pictures).
 * Read next: bench/budget/cases.ts, src/plan/cost/decoder.ts.
 */
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Size } from "../../src/core/rect.ts";
import type { Arguments } from "../../src/native/operation/call.ts";
import { type LargePicture, writeLargePicture } from "../../test/support/picture/large-pictures.ts";
import { writePlanarTiff } from "../../test/support/picture/planar-tiff.ts";
import { cacheFolder } from "../pictures/cache-folder.ts";
import { type StoreKind, storeKinds, writeStore } from "./stores.ts";

interface PictureKind {
  readonly ending: string;
  readonly saver: string;
  readonly args?: Arguments;
  readonly picture?: Omit<LargePicture, "width" | "height">;
}

type Picture = PictureKind["picture"];

const kindOf = (ending: string, saver: string, usual: Arguments) => {
  return (args: Arguments = {}, picture: Picture = {}): PictureKind => {
    return { ending, saver, args: { ...usual, ...args }, picture };
  };
};

const jpeg = kindOf("jpg", "jpegsave", { Q: 85 });
const png = kindOf("png", "pngsave", { compression: 1 });
const webp = kindOf("webp", "webpsave", { effort: 0 });
const avif = kindOf("avif", "heifsave", { compression: "av1", effort: 0, Q: 50 });
const gif = kindOf("gif", "gifsave", { effort: 1 });
const tiff = kindOf("tif", "tiffsave", {});
const tiles = (side: number): Arguments => ({ tile: true, tile_width: side, tile_height: side });

/** Rows of a strip: libvips' maximum, and more than most images here have. */
const oneStrip = 32_768;

const pictureKinds = {
  "jpeg 4:2:0": jpeg({ subsample_mode: "on" }),
  "jpeg 4:4:4": jpeg({ subsample_mode: "off" }),
  "jpeg grey": jpeg({}, { grey: true }),
  "jpeg progressive 4:2:0": jpeg({ subsample_mode: "on", interlace: true }),
  "jpeg progressive 4:4:4": jpeg({ subsample_mode: "off", interlace: true }),
  "jpeg progressive grey": jpeg({ interlace: true }, { grey: true }),
  "jpeg with a gain map": kindOf("jpg", "uhdrsave", { Q: 85 })({}, { bright: true }),
  png: png(),
  "png grey": png({}, { grey: true }),
  "png rgba": png({}, { alpha: true }),
  "png 16 bit": png({}, { deep: true }),
  "png palette": png({ palette: true, effort: 1 }),
  "png interlaced": png({ interlace: true }),
  "png interlaced rgba 16 bit": png({ interlace: true }, { alpha: true, deep: true }),
  gif: gif(),
  "gif of 12 frames": gif({}, { frames: 12 }),
  "webp lossy": webp(),
  "webp lossless": webp({ lossless: true }),
  "webp lossy alpha": webp({ effort: 4 }, { alpha: true }),
  "webp lossless alpha": webp({ lossless: true }, { alpha: true }),
  "webp of 12 frames": webp({}, { frames: 12 }),
  "avif 4:2:0": avif(),
  "avif 4:4:4": avif({ subsample_mode: "off" }),
  "avif alpha": avif({}, { alpha: true }),
  "avif 10 bit": avif({ bitdepth: 10 }, { deep: true }),
  "avif 10 bit 4:4:4": avif({ bitdepth: 10, subsample_mode: "off" }, { deep: true }),
  "tiff strips": tiff({ compression: "deflate", predictor: "horizontal" }),
  "tiff strips raw": tiff({ compression: "none" }),
  "tiff strips raw grey": tiff({ compression: "none" }, { grey: true }),
  "tiff strips raw rgba": tiff({ compression: "none" }, { alpha: true }),
  "tiff strips jpeg": tiff({ compression: "jpeg", Q: 85 }),
  "tiff strips 16 bit": tiff({ compression: "deflate" }, { deep: true }),
  "tiff strips float": tiff({ compression: "none" }, { float: true }),
  "tiff 1008-row strips raw": tiff({ compression: "none", tile_height: 1008 }),
  "tiff 1008-row strips lzw": tiff({ compression: "lzw", predictor: "horizontal", tile_height: 1008 }),
  "tiff 1008-row strips jpeg": tiff({ compression: "jpeg", Q: 85, tile_height: 1008 }),
  "tiff one strip raw": tiff({ compression: "none", tile_height: oneStrip }),
  "tiff one strip deflate": tiff({ compression: "deflate", predictor: "horizontal", tile_height: oneStrip }),
  "tiff one strip jpeg": tiff({ compression: "jpeg", Q: 85, tile_height: oneStrip }),
  "tiff tiles 256": tiff({ compression: "jpeg", ...tiles(256) }),
  "tiff tiles 256 16 bit": tiff({ compression: "deflate", ...tiles(256) }, { deep: true }),
  "tiff tiles 512": tiff({ compression: "deflate", ...tiles(512) }),
  "tiff tiles 1024 rgba": tiff({ compression: "deflate", ...tiles(1024) }, { alpha: true }),
  "tiff pyramid": tiff({ compression: "jpeg", Q: 85, pyramid: true, ...tiles(256) }),
  v: kindOf("v", "vipssave", {})(),
  "v float": kindOf("v", "vipssave", {})({}, { float: true }),
} satisfies Readonly<Record<string, PictureKind>>;

/** Kinds that none of libvips' savers writes. */
const otherKinds = {
  svg: (folder: string, size: Size) => writeSvg(join(folder, `drawing-${size.width}x${size.height}.svg`), size),
  "tiff planar": (folder: string, size: Size) =>
    writePlanarTiff(join(folder, `planar-${size.width}x${size.height}.tif`), size),
};

export type InputKind = keyof typeof pictureKinds | keyof typeof otherKinds | StoreKind;

export const inputKinds = [
  ...Object.keys(pictureKinds),
  ...Object.keys(otherKinds),
  ...storeKinds,
] as readonly InputKind[];

/** Small, but large enough for the largest tiles: libvips refuses tiles that are much larger than their image. */
export const tinySize: Size = { width: 1024, height: 768 };

/** Makes the file unless an earlier run has left it, and returns its path. */
export async function writeInput(
  kind: InputKind,
  { width, height }: Size,
  folder = cacheFolder("budget"),
): Promise<string> {
  if (kind === "svg" || kind === "tiff planar") return otherKinds[kind](folder, { width, height });
  if (isStoreKind(kind)) {
    return await writeStore(
      kind,
      { width, height },
      folder,
      await writeInput("tiff strips raw", { width, height }, folder),
    );
  }
  const { ending, saver, args, picture }: PictureKind = pictureKinds[kind];
  // The files outlive the run. A kind whose definition has changed needs a new file.
  const version = createHash("sha256").update(JSON.stringify(pictureKinds[kind])).digest("hex").slice(0, 8);
  const title = kind.replaceAll(/[^a-z0-9]+/g, "-");
  const file = join(folder, `${title}-${version}-${width}x${height}.${ending}`);
  return await writeLargePicture(file, { width, height, ...picture }, saver, args);
}

function isStoreKind(kind: InputKind): kind is StoreKind {
  return (storeKinds as readonly string[]).includes(kind);
}

function writeSvg(file: string, { width, height }: Size): string {
  const circles = Array.from({ length: 200 }, (_, index) => {
    const [x, y] = [(index * 7919) % width, (index * 104_729) % height];
    return `<circle cx="${x}" cy="${y}" r="${width / 20}" fill="hsl(${index * 7}, 70%, 50%)" fill-opacity="0.7"/>`;
  });
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`;
  if (!existsSync(file)) writeFileSync(file, `${head}${circles.join("")}</svg>`);
  return file;
}
