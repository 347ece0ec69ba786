/**
 * Thumbnails of every file below a folder with sharp, as sharp's own documentation does it: `Promise.all` over the files.
 * Not here: orientation, which sharp leaves to its caller and Sluice applies; leaving it out favours sharp.
 * Read next: bench/thumb.ts.
 */
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";

const [input, output, ...files] = process.argv.slice(2);

/** With file names, only those files. By default, sharp refuses more than 268 megapixels. */
const names = files.length > 0 ? files : await namesBelow(input);
const options = files.length > 0 ? { limitInputPixels: false } : {};

await mkdir(output, { recursive: true });
const results = await Promise.allSettled(
  names.map((name) =>
    sharp(join(input, name), options)
      .resize(500, 500, { fit: "inside", withoutEnlargement: true })
      .toFile(join(output, name.replaceAll("/", "-"))),
  ),
);
const failures = results.filter(({ status }) => status === "rejected");
for (const { reason } of failures) process.stderr.write(`${reason}\n`);
process.exitCode = failures.length > 0 ? 10 : 0;

async function namesBelow(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() || entry.isSymbolicLink())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(folder.length + 1));
}
