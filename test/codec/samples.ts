/**
 * Small images in every format that sharp writes, for the parsers to read.
 * Not here: files that no encoder makes (jpeg-bytes, tiff-bytes).
 * Read next: codec-facts.test.
 */
import sharp, { type Sharp } from "sharp";
import { seededRandom } from "./seeded-random.ts";

/** Noise, so that encoders have something to write and no two frames are alike. */
export function noise(width: number, height: number, channels: 1 | 3 | 4 = 3, seed = 1): Sharp {
  const random = seededRandom(seed);
  const data = Uint8Array.from({ length: width * height * channels }, () => random() * 256);
  return sharp(data, { raw: { width, height, channels } });
}

/** Several frames as one animation or multi-page image. */
export async function frames(count: number, width: number, height: number): Promise<Sharp> {
  const pages = await Promise.all(
    Array.from({ length: count }, (_, index) =>
      noise(width, height, 3, index + 1)
        .png()
        .toBuffer(),
    ),
  );
  return sharp(pages, { join: { animated: true } });
}

/** One small file of each kind, by a name for the test's output. */
export async function smallFiles(): Promise<Readonly<Record<string, Buffer>>> {
  const image = (): Sharp => noise(24, 20);
  const animation = await frames(3, 16, 12);
  return {
    "baseline.jpg": await image().jpeg({ quality: 40 }).toBuffer(),
    "progressive.jpg": await image().jpeg({ quality: 40, progressive: true }).toBuffer(),
    "plain.png": await image().png().toBuffer(),
    "interlaced.png": await image().png({ progressive: true }).toBuffer(),
    "lossy.webp": await image().webp().toBuffer(),
    "lossless.webp": await noise(24, 20, 4).webp({ lossless: true }).toBuffer(),
    "alpha.webp": await noise(24, 20, 4).webp().toBuffer(),
    "animated.webp": await animation.clone().webp({ lossless: true }).toBuffer(),
    "animated.gif": await animation.clone().gif().toBuffer(),
    "strips.tif": await image().tiff({ compression: "lzw" }).toBuffer(),
    "pyramid.tif": await noise(48, 40, 1).tiff({ tile: true, tileWidth: 16, tileHeight: 16, pyramid: true }).toBuffer(),
    "big.tif": await image().tiff({ bigtiff: true }).toBuffer(),
    "pages.tif": await animation.clone().tiff().toBuffer(),
    "image.avif": await image().avif({ effort: 0 }).toBuffer(),
  };
}
