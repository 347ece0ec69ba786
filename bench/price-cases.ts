/**
 * The files and options that the price table is checked with: every codec in, every format out, in two sizes.
 * Not here: running them (bench/prices).
 * Read next: src/plan/decoder-cost.ts, src/plan/encoder-cost.ts.
 */
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputFormat } from "../src/graph/encoding.ts";
import type { SaveOptions } from "../src/graph/engine.ts";
import type { Size } from "../src/graph/header.ts";
import type { Arguments } from "../src/native/operation.ts";
import { type LargePicture, writeLargePicture } from "../test/support/large-pictures.ts";

export interface PriceCase {
  readonly name: string;
  /** Writes the input at some size, the full one or a tiny one; a file that is there already is kept. */
  readonly write: (folder: string, size: Size) => Promise<string>;
  readonly input: Size;
  /** Longer side of the thumbnail. */
  readonly box: number;
  readonly format: OutputFormat;
  readonly options: SaveOptions;
}

interface InputKind {
  readonly ending: string;
  readonly saver: string;
  readonly args?: Arguments;
  readonly picture?: Omit<LargePicture, "width" | "height">;
}

const jpeg = (args: Arguments, picture: InputKind["picture"] = {}): InputKind => {
  return { ending: "jpg", saver: "jpegsave", args: { Q: 85, ...args }, picture };
};
const tiff = (args: Arguments, picture: InputKind["picture"] = {}): InputKind => {
  return { ending: "tif", saver: "tiffsave", args, picture };
};

/** Rows of a strip: more than any image here has. */
const oneStrip = 32_768;

const inputKinds: Readonly<Record<string, InputKind>> = {
  "jpeg 4:2:0": jpeg({ subsample_mode: "on" }),
  "jpeg 4:4:4": jpeg({ subsample_mode: "off" }),
  "jpeg grey": jpeg({}, { grey: true }),
  "jpeg progressive 4:2:0": jpeg({ subsample_mode: "on", interlace: true }),
  "jpeg progressive 4:4:4": jpeg({ subsample_mode: "off", interlace: true }),
  "jpeg progressive grey": jpeg({ interlace: true }, { grey: true }),
  png: { ending: "png", saver: "pngsave", args: { compression: 1 } },
  "png grey": { ending: "png", saver: "pngsave", args: { compression: 1 }, picture: { grey: true } },
  "png rgba": { ending: "png", saver: "pngsave", args: { compression: 1 }, picture: { alpha: true } },
  "png 16 bit": { ending: "png", saver: "pngsave", args: { compression: 1 }, picture: { deep: true } },
  "png palette": { ending: "png", saver: "pngsave", args: { compression: 1, palette: true, effort: 1 } },
  "png interlaced": { ending: "png", saver: "pngsave", args: { compression: 1, interlace: true } },
  "png interlaced rgba 16 bit": {
    ending: "png",
    saver: "pngsave",
    args: { compression: 1, interlace: true },
    picture: { alpha: true, deep: true },
  },
  gif: { ending: "gif", saver: "gifsave", args: { effort: 1 } },
  "webp lossy": { ending: "webp", saver: "webpsave", args: { effort: 0 } },
  "webp lossless": { ending: "webp", saver: "webpsave", args: { effort: 0, lossless: true } },
  "webp lossy alpha": { ending: "webp", saver: "webpsave", args: { effort: 4 }, picture: { alpha: true } },
  "webp lossless alpha": {
    ending: "webp",
    saver: "webpsave",
    args: { effort: 0, lossless: true },
    picture: { alpha: true },
  },
  "avif 4:2:0": { ending: "avif", saver: "heifsave", args: { compression: "av1", effort: 0, Q: 50 } },
  "avif 4:4:4": {
    ending: "avif",
    saver: "heifsave",
    args: { compression: "av1", effort: 0, Q: 50, subsample_mode: "off" },
  },
  "avif alpha": {
    ending: "avif",
    saver: "heifsave",
    args: { compression: "av1", effort: 0, Q: 50 },
    picture: { alpha: true },
  },
  "avif 10 bit": {
    ending: "avif",
    saver: "heifsave",
    args: { compression: "av1", effort: 0, Q: 50, bitdepth: 10 },
    picture: { deep: true },
  },
  "avif 10 bit 4:4:4": {
    ending: "avif",
    saver: "heifsave",
    args: { compression: "av1", effort: 0, Q: 50, bitdepth: 10, subsample_mode: "off" },
    picture: { deep: true },
  },
  "tiff strips": tiff({ compression: "deflate", predictor: "horizontal" }),
  "tiff strips raw": tiff({ compression: "none" }),
  "tiff strips jpeg": tiff({ compression: "jpeg", Q: 85 }),
  "tiff strips 16 bit": tiff({ compression: "deflate" }, { deep: true }),
  "tiff 1008-row strips raw": tiff({ compression: "none", tile_height: 1008 }),
  "tiff 1008-row strips lzw": tiff({ compression: "lzw", predictor: "horizontal", tile_height: 1008 }),
  "tiff 1008-row strips jpeg": tiff({ compression: "jpeg", Q: 85, tile_height: 1008 }),
  "tiff one strip raw": tiff({ compression: "none", tile_height: oneStrip }),
  "tiff one strip deflate": tiff({ compression: "deflate", predictor: "horizontal", tile_height: oneStrip }),
  "tiff one strip jpeg": tiff({ compression: "jpeg", Q: 85, tile_height: oneStrip }),
  "tiff tiles 256": tiff({ compression: "jpeg", tile: true, tile_width: 256, tile_height: 256 }),
  "tiff tiles 512": tiff({ compression: "deflate", tile: true, tile_width: 512, tile_height: 512 }),
  "tiff tiles 1024 rgba": tiff(
    { compression: "deflate", tile: true, tile_width: 1024, tile_height: 1024 },
    { alpha: true },
  ),
};

/** Input sizes of about 16 and 48 megapixels. */
const sizes: readonly Size[] = [
  { width: 4896, height: 3264 },
  { width: 8448, height: 5632 },
];

export function decoderCases(): PriceCase[] {
  const rasters = Object.entries(inputKinds).flatMap(([name, kind]) =>
    sizes.map((input): PriceCase => {
      const write = (folder: string, size: Size): Promise<string> => writeInput(folder, name, kind, size);
      return { name, write, input, box: 500, format: "jpeg", options: {} };
    }),
  );
  return [
    ...rasters,
    ...sizes.map((input): PriceCase => {
      return { name: "svg", write: writeSvg, input, box: 500, format: "jpeg", options: {} };
    }),
  ];
}

interface OutputKind {
  readonly format: OutputFormat;
  readonly options: SaveOptions;
  readonly alpha?: boolean;
  /** Where the largest would take minutes. */
  readonly boxes?: readonly number[];
}

const avifBoxes = [500, 1000, 2000, 3000];

const outputKinds: Readonly<Record<string, OutputKind>> = {
  "to jpeg": { format: "jpeg", options: {} },
  "to jpeg, quality 95": { format: "jpeg", options: { quality: 95 } },
  "to jpeg, interlaced": { format: "jpeg", options: { interlace: true } },
  "to png": { format: "png", options: {} },
  "to png, alpha": { format: "png", options: {}, alpha: true },
  "to png, interlaced": { format: "png", options: { interlace: true } },
  "to webp": { format: "webp", options: {} },
  "to webp, alpha": { format: "webp", options: {}, alpha: true },
  "to webp, lossless": { format: "webp", options: { lossless: true } },
  "to webp, lossless alpha": { format: "webp", options: { lossless: true }, alpha: true },
  "to avif": { format: "avif", options: {}, boxes: avifBoxes },
  "to avif, alpha": { format: "avif", options: {}, alpha: true, boxes: avifBoxes },
  "to avif, quality 90": { format: "avif", options: { quality: 90 }, boxes: [500, 1000, 2000] },
  "to gif": { format: "gif", options: {} },
  "to tiff": { format: "tiff", options: {} },
  "to tiff, jpeg tiles": { format: "tiff", options: { compression: "jpeg", tile: true } },
  "to tiff, pyramid": { format: "tiff", options: { tile: true, pyramid: true } },
};

/** The input has the thumbnail's own size and is cheap to read, so that what is held is the encoder's. */
export function encoderCases(): PriceCase[] {
  const usual = [500, 1000, 2000, 4000];
  return Object.entries(outputKinds).flatMap(([name, { format, options, alpha = false, boxes = usual }]) =>
    boxes.map((box): PriceCase => {
      const input = { width: box, height: (box * 3) / 4 };
      const kind = tiff({ compression: "none" }, { alpha });
      const write = (folder: string, size: Size): Promise<string> =>
        writeInput(folder, alpha ? "raw alpha" : "raw", kind, size);
      return { name, write, input, box, format, options };
    }),
  );
}

function writeInput(folder: string, name: string, kind: InputKind, { width, height }: Size): Promise<string> {
  // The files outlive the run, and a kind that was changed since needs other ones.
  const version = createHash("sha256").update(JSON.stringify(kind)).digest("hex").slice(0, 8);
  const title = name.replaceAll(/[^a-z0-9]+/g, "-");
  const file = join(folder, `${title}-${version}-${width}x${height}.${kind.ending}`);
  return writeLargePicture(file, { width, height, ...kind.picture }, kind.saver, kind.args);
}

async function writeSvg(folder: string, { width, height }: Size): Promise<string> {
  const file = join(folder, `drawing-${width}x${height}.svg`);
  const circles = Array.from({ length: 200 }, (_, index) => {
    const [x, y] = [(index * 7919) % width, (index * 104_729) % height];
    return `<circle cx="${x}" cy="${y}" r="${width / 20}" fill="hsl(${index * 7}, 70%, 50%)" fill-opacity="0.7"/>`;
  });
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`;
  if (!existsSync(file)) writeFileSync(file, `${head}${circles.join("")}</svg>`);
  return file;
}
