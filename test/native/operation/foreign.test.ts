/**
 * Loaders and savers with each kind of input and output: bytes, sources, targets, files, flags and a 64-bit offset.
 * Not here: which formats there are, or the cost of decoding.
 * Read next: src/native/object/byte-source.ts.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  memoryTarget,
  sourceFromBytes,
  sourceFromFile,
  takeTargetBytes,
} from "../../../src/native/object/byte-source.ts";
import type { ImageHandle } from "../../../src/native/object/image-handle.ts";
import { type Arguments, call, callForImage } from "../../../src/native/operation/call.ts";
import { blob, flat, image, imageOf, samplesOf } from "../../support/picture/native-images.ts";

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const samples = [0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255];
const shape = { width: 4, height: 3 };
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "sluice-foreign-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("bytes", () => {
  test("a flat grey survives JPEG exactly, since its blocks have no other coefficient than the mean", () => {
    using grey = flat({ width: 24, height: 16 }, 128);
    const buffer = blob(call("jpegsave_buffer", { in: grey }));
    expect([...buffer.subarray(0, 3), ...buffer.subarray(-2)]).toEqual([0xff, 0xd8, 0xff, 0xff, 0xd9]);
    using out = callForImage("jpegload_buffer", { buffer });
    expect([out.width, out.height, out.bands, out.format]).toEqual([24, 16, 1, "uchar"]);
    expect(new Set(samplesOf(out))).toEqual(new Set([128]));
  });

  test("an SVG gives the colour that it says", () => {
    const rect = '<rect width="3" height="2" fill="#0a141e"/>';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2">${rect}</svg>`;
    using out = callForImage("svgload_buffer", { buffer: new TextEncoder().encode(svg) });
    expect([out.width, out.height, out.bands]).toEqual([3, 2, 4]);
    expect(samplesOf(out)).toEqual(new Array(6).fill([10, 20, 30, 255]).flat());
  });

  test("a loader tells its flags as a number", () => {
    using grey = flat(shape, 1);
    const buffer = blob(call("pngsave_buffer", { in: grey }));
    const { flags, ...rest } = call("pngload_buffer", { buffer });
    using out = image(rest);
    const sequential = 4;
    expect(flags).toBe(sequential);
    expect(out.width).toBe(4);
  });
});

describe("sources and targets", () => {
  test("a memory target gathers a PNG, which a memory source and a file source read back", () => {
    using input = imageOf(shape, samples);
    using target = memoryTarget();
    expect(call("pngsave_target", { in: input, target })).toEqual({});
    const bytes = takeTargetBytes(target);
    expect([...bytes.subarray(0, 8)]).toEqual(pngSignature);

    using inMemory = sourceFromBytes(bytes);
    using first = callForImage("pngload_source", { source: inMemory });
    expect(samplesOf(first)).toEqual(samples);

    const path = join(folder, "Größe [1,2] 写真.png");
    writeFileSync(path, bytes);
    using inFile = sourceFromFile(path) as NonNullable<ReturnType<typeof sourceFromFile>>;
    using second = callForImage("pngload_source", { source: inFile });
    expect(samplesOf(second)).toEqual(samples);
  });

  test("a JPEG through a source", () => {
    using grey = flat({ width: 8, height: 8 }, 77);
    using source = sourceFromBytes(blob(call("jpegsave_buffer", { in: grey })));
    using out = callForImage("jpegload_source", { source });
    expect(new Set(samplesOf(out))).toEqual(new Set([77]));
  });
});

describe("files", () => {
  test("a file name is text: saved, read by Node, and loaded again", () => {
    const filename = join(folder, "saved.png");
    using input = imageOf(shape, samples);
    expect(call("pngsave", { in: input, filename })).toEqual({});
    expect([...readFileSync(filename).subarray(0, 8)]).toEqual(pngSignature);
    using out = callForImage("pngload", { filename });
    expect(samplesOf(out)).toEqual(samples);
  });

  test("a 64-bit number: rawload skips a header of that many bytes", () => {
    const filename = join(folder, "with-header.raw");
    writeFileSync(filename, Uint8Array.from([99, 98, 97, ...samples]));
    using out = callForImage("rawload", { filename, ...shape, bands: 1, offset: 3 });
    expect(samplesOf(out)).toEqual(samples);
  });
});

describe("flags", () => {
  const load = (args: Arguments): ImageHandle =>
    callForImage("jpegload_buffer", { buffer: blob(call("jpegsave_buffer", args)) });
  const saved = (keep: string | number): { icc: boolean; exif: boolean } => {
    using colour = flat({ ...shape, bands: 3 }, 128);
    // JPEG keeps a resolution in its own header, and libvips also writes any resolution as EXIF data.
    using tagged = load({ in: colour, profile: "srgb" });
    using out = load({ in: tagged, keep });
    return { icc: out.has("icc-profile-data"), exif: out.has("exif-data") };
  };

  test("by name, several joined, as a number, and none", () => {
    expect(saved("icc")).toEqual({ icc: true, exif: false });
    expect(saved("exif")).toEqual({ icc: false, exif: true });
    expect(saved("exif:icc")).toEqual({ icc: true, exif: true });
    expect(saved(8)).toEqual({ icc: true, exif: false });
    expect(saved("none")).toEqual({ icc: false, exif: false });
    expect(saved("")).toEqual({ icc: false, exif: false });
    expect(saved("all")).toEqual({ icc: true, exif: true });
  });
});
