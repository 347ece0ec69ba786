/**
 * Other implementations that compute the expected result of an operation: numpy and Pillow, and the vips command.
 * Not here: whether they are installed (case-tests checks it; a case says with `needs` that it uses one).
 * Read next: test/operations/case-tests.ts.
 */
import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type PixelFormat, pixelFormats, sampleBytes, samplesFrom } from "../../src/core/pixel-format.ts";
import { python } from "../support/judge/judge.ts";
import type { CaseValue, Picture } from "./case.ts";

const prelude = `
import io, json, sys, numpy
from PIL import Image, ImageCms
given = json.load(sys.stdin)
def array(picture):
    return numpy.array(picture["data"], dtype=numpy.float64).reshape(picture["height"], picture["width"], -1)
def answer(value):
    json.dump(value.tolist() if hasattr(value, "tolist") else value, sys.stdout)
`;

/**
 * Runs a Python program. In it, `given` is the argument, `array(picture)` a numpy array of rows, columns and bands, and
 * `answer(value)` returns an array or a value and ends the program.
 * @returns the program's answer; an array comes as nested arrays.
 */
export function askPython<T>(program: string, given: Readonly<Record<string, unknown>>): Promise<T> {
  const plain = JSON.stringify(given, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as never) : value));
  return new Promise((settle, fail) => {
    const child = execFile(
      python ?? "python3",
      ["-c", prelude + program],
      { maxBuffer: 2 ** 26 },
      (error, out, problem) => (error === null ? settle(JSON.parse(out) as T) : fail(new Error(problem))),
    );
    child.stdin?.end(plain);
  });
}

const magic = 0xb6a6f208;
const headerBytes = 64;
/** libvips' numbers for interpretations. */
const interpretations: Readonly<Record<string, number>> = {
  multiband: 0,
  "b-w": 1,
  histogram: 10,
  xyz: 12,
  lab: 13,
  cmyk: 15,
  rgb: 17,
  cmc: 18,
  lch: 19,
  labs: 21,
  srgb: 22,
  yxy: 23,
  fourier: 24,
  rgb16: 25,
  grey16: 26,
  matrix: 27,
  scrgb: 28,
  hsv: 29,
};

/**
 * Runs an operation with the vips command: first the required arguments in their order, with `"out"` for the output
 * image, then the options as on its command line.
 */
export function askVips(
  operation: string,
  required: readonly CaseValue[],
  options: Readonly<Record<string, string | number>> = {},
): Picture {
  const folder = mkdtempSync(join(tmpdir(), "sluice-vips-"));
  try {
    const out = join(folder, "out.v");
    const words = required.map((value, index) => (value === "out" ? out : wordFor(value, join(folder, `${index}`))));
    const flags = Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    // The bundled libvips sets VIPSHOME in the environment. Another libvips would search it for its modules.
    const env = { ...process.env, VIPSHOME: undefined };
    execFileSync("vips", [operation, ...words, ...flags], { stdio: ["ignore", "ignore", "pipe"], env });
    return readVipsFile(out);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wordFor(value: CaseValue, name: string): string {
  if (typeof value !== "object" || value instanceof Uint8Array) return String(value);
  if ("data" in value) return writeVipsFile(value, `${name}.v`);
  return (value as readonly (number | Picture)[])
    .map((item, index) => (typeof item === "number" ? item : writeVipsFile(item, `${name}-${index}.v`)))
    .join(" ");
}

/** libvips' own file format: a header of 64 bytes, and the samples as they are in memory. */
function writeVipsFile({ width, height, bands, format, interpretation, data }: Picture, path: string): string {
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32BE(magic, 0);
  [width, height, bands, 0, pixelFormats.indexOf(format), 0].forEach((value, index) => {
    header.writeInt32LE(value, 4 + index * 4);
  });
  header.writeInt32LE(interpretations[interpretation ?? "multiband"] as number, 28);
  header.writeFloatLE(1, 32);
  header.writeFloatLE(1, 36);
  writeFileSync(path, Buffer.concat([header, new Uint8Array(data.buffer, data.byteOffset, data.byteLength)]));
  return path;
}

function readVipsFile(path: string): Picture {
  const file = readFileSync(path);
  const [width, height, bands] = [4, 8, 12].map((offset) => file.readInt32LE(offset)) as [number, number, number];
  const format = pixelFormats[file.readInt32LE(20)] as PixelFormat;
  const length = width * height * bands * sampleBytes(format);
  // A copy is aligned for its samples. The bytes of a small file may lie anywhere in Node's buffer pool.
  const bytes = Uint8Array.from(file.subarray(headerBytes, headerBytes + length));
  return { width, height, bands, format, data: samplesFrom(format, bytes) };
}
