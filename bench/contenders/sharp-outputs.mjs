/**
 * Several widths of every file below a folder with sharp: one pipeline each, and all of a file's under `Promise.all`.
 * Not here: the widths, which are arguments.
 * Read next: bench/outputs.ts.
 */
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

const [input, output, list, format, ...files] = process.argv.slice(2);
const widths = list.split(",").map(Number);
const names = files.length > 0 ? files : await readdir(input);

await mkdir(output, { recursive: true });
const size = (name, width) =>
  sharp(join(input, name), { limitInputPixels: false })
    .resize({ width, withoutEnlargement: true })
    .toFormat(format, { quality: 80 })
    .toFile(join(output, `${name}-${width}.${format}`));
await Promise.all(names.flatMap((name) => widths.map((width) => size(name, width))));
