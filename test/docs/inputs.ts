/**
 * Small files under the names that blocks of the documentation use: `photo.jpg`, `scan.tif`, `stack.h5` …
 * Not here: which block needs which; a folder gets all of them, or those that a text names.
 * Read next: test/docs/blocks.ts.
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as h5wasm from "h5wasm/node";
import sharp, { type JpegOptions, type Sharp } from "sharp";
import { allBlocks, isModule, root } from "./blocks.ts";

/** A smooth picture with some noise, in RGB. */
function picture(width: number, height: number): Sharp {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at += 1) data[at] = ((at / 997) % 200) + ((at * 7919) % 31);
  return sharp(data, { raw: { width, height, channels: 3 } });
}

async function jpeg(width: number, height: number, options: JpegOptions = {}): Promise<Buffer> {
  return await picture(width, height).jpeg(options).toBuffer();
}

/** A file whose header claims a size that its data does not have: enough for a plan, which reads headers only. */
async function claiming(width: number, height: number, options: JpegOptions = {}): Promise<Buffer> {
  const small = await jpeg(64, 64, options);
  const marker = options.progressive === true ? 0xc2 : 0xc0;
  const at = small.indexOf(Buffer.from([0xff, marker]));
  small.writeUInt16BE(height, at + 5);
  small.writeUInt16BE(width, at + 7);
  return small;
}

async function band(width: number, height: number): Promise<Buffer> {
  const data = Uint16Array.from({ length: width * height }, (_, at) => 1000 + ((at * 31) % 5000));
  return await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace("grey16")
    .tiff()
    .toBuffer();
}

async function scan(width: number, height: number): Promise<Buffer> {
  return await picture(width, height).tiff({ tile: true, compression: "deflate" }).toBuffer();
}

const makers: Readonly<Record<string, () => Promise<Buffer>>> = {
  "photo.jpg": () => jpeg(900, 600),
  "photos/a.jpg": () => jpeg(480, 320),
  "photos/b.jpg": () => jpeg(320, 480, { progressive: true }),
  "photos/below/c.jpg": () => jpeg(320, 240),
  "more/d.png": () => picture(300, 200).png().toBuffer(),
  "mark.png": () =>
    sharp({ create: { width: 90, height: 40, channels: 4, background: "#ff000080" } })
      .png()
      .toBuffer(),
  "scan.tif": () => scan(1600, 1500),
  "scans/e.tif": () => scan(350, 250),
  "nir.tif": () => band(600, 400),
  "red.tif": () => band(600, 400),
  "demo/photos/clouds-progressive.jpg": () => jpeg(3600, 2400, { progressive: true }),
};

/** Too large to be run: plans only. */
const claims: Readonly<Record<string, () => Promise<Buffer>>> = {
  "photos/poster.jpg": () => claiming(9000, 9000, { progressive: true }),
  "demo/photos/aurora-panorama.jpg": () => claiming(18_000, 9000),
  "demo/photos/clouds-cut-off.jpg": () => claiming(3600, 2400),
  "demo/photos/dunes-pyramid.tif": () =>
    picture(1800, 1200).tiff({ tile: true, pyramid: true, compression: "jpeg" }).toBuffer(),
  "demo/photos/forest-turned.jpg": () => claiming(7200, 4800),
  "demo/photos/mountains.jpg": () => claiming(6000, 4000),
  "demo/photos/notes.jpg": async () => Buffer.from("no image at all\n"),
  "demo/photos/sunset-too-large.jpg": () => claiming(9000, 6000, { progressive: true }),
};

async function put(folder: string, files: Readonly<Record<string, () => Promise<Buffer>>>): Promise<void> {
  for (const [name, make] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), await make());
  }
}

/** Modules of kernels and pipelines, as the pages have them. */
function putTexts(folder: string): void {
  for (const { language, text } of allBlocks()) {
    if (language === "yaml") writeFileSync(join(folder, "pipeline.yaml"), text);
  }
  for (const { text } of allBlocks().filter(isModule)) {
    writeFileSync(join(folder, /^\/\/ (\S+)/.exec(text)?.[1] ?? ""), text);
  }
}

/** A folder in which `sluice` is a command on the path `bin`, and "sluice" the built package. */
export async function makeInputs(): Promise<string> {
  if (!existsSync(join(root, "dist", "cli.js"))) throw new Error("there is no dist/cli.js: run npm run build");
  const folder = mkdtempSync(join(tmpdir(), "sluice-docs-"));
  await put(folder, makers);
  putTexts(folder);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules", "sluice"), "dir");
  mkdirSync(join(folder, "bin"));
  const command = `#!/bin/sh\nexec "${process.execPath}" "${join(root, "dist", "cli.js")}" "$@"\n`;
  writeFileSync(join(folder, "bin", "sluice"), command, { mode: 0o755 });
  mkdirSync(join(folder, "thumbs"));
  await putStores(folder);
  return folder;
}

/** Stores: HDF5 by libhdf5, with a dimension of pages, which Sluice only reads; and Zarr by Sluice itself. */
async function putStores(folder: string): Promise<void> {
  await h5wasm.ready;
  const file = new h5wasm.File(join(folder, "stack.h5"), "w");
  const data = Uint8Array.from({ length: 20 * 240 * 320 }, (_, at) => at % 251);
  file.create_group("scans").create_dataset({ name: "left", data, shape: [20, 240, 320], dtype: "<B" });
  file.close();
  const program = `
    import { Image } from "sluice";
    await Image.grey(1300, 1100).linear([200], [0]).cast("uchar").save("slide.zarr", { pyramid: true });`;
  execFileSync(process.execPath, ["--input-type=module", "-e", program], { cwd: folder, stdio: ["ignore", 2, 2] });
}

/** A copy of those inputs for one page. */
export function copyOf(inputs: string): string {
  const folder = mkdtempSync(join(tmpdir(), "sluice-docs-"));
  cpSync(inputs, folder, { recursive: true, verbatimSymlinks: true });
  return folder;
}

/** Adds the files that are too large to be run, as far as a text names their folder. */
export async function addClaims(folder: string, text: string): Promise<void> {
  const wanted = Object.entries(claims).filter(([name]) => text.includes(name) || text.includes("demo/photos/*"));
  await put(folder, Object.fromEntries(wanted));
}

/** For what is started in such a folder. */
export function environment(folder: string): NodeJS.ProcessEnv {
  const { SLUICE_LIBVIPS, SLUICE_MEMORY, NODE_OPTIONS, ...others } = process.env;
  return { ...others, PATH: `${join(folder, "bin")}:${others["PATH"]}`, COLUMNS: "100" };
}
