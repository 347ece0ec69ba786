/**
 * One of the jobs with sharp, without its cache, on the given number of threads: 0 for its own choice.
 * Not here: coding JPEG in two passes, which is sharp's default and holds every coefficient; without it, it needs less.
 * Read next: bench/limits/contenders.ts.
 */
import sharp from "sharp";

const [job, input, output, threads] = process.argv.slice(2);
sharp.cache(false);
sharp.concurrency(Number(threads));
const image = sharp(input, { limitInputPixels: false });
const jpeg = { quality: 80, optimiseCoding: false };
const tiles = { tile: true, tileWidth: 128, tileHeight: 128 };

const jobs = {
  thumbnail: () => image.resize(500, 500, { fit: "inside" }).jpeg(jpeg),
  progressive: () => image.resize(500, 500, { fit: "inside" }).jpeg(jpeg),
  blur: () => image.blur(2).tiff({ ...tiles, compression: "deflate", predictor: "horizontal" }),
  convert: () => image.jpeg(jpeg),
  rotate: () => image.rotate(90).jpeg(jpeg),
  turn: () =>
    image
      // sharp mirrors before it rotates, whatever the order of the calls.
      .flop()
      .rotate(90)
      .tiff({ ...tiles, compression: "none" }),
};

await jobs[job]().toFile(output);
