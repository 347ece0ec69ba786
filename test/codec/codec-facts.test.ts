/**
 * Formats by their first bytes, and the size of every small file, as sharp gives them.
 * Not here: the further facts of each format (jpeg-markers.test, tiff-directories.test, other-codecs.test).
 * Read next: src/codec/codec-facts.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { bytesReader } from "../../src/codec/byte-reader.ts";
import { type CodecFacts, readCodecFacts } from "../../src/codec/codec-facts.ts";
import { sniffCodec } from "../../src/codec/sniff.ts";
import { noise, smallFiles } from "./samples.ts";

const limits = { maxScans: 100, maxFrames: 1000 };
const facts = (data: Uint8Array): CodecFacts | undefined => readCodecFacts(bytesReader(data), limits);
const text = (content: string): Buffer => Buffer.from(content, "latin1");

describe("files written by sharp", async () => {
  const files = await smallFiles();
  it.each(Object.entries(files))("%s has the format that sharp gives it", async (name, data) => {
    const told = await sharp(data).metadata();
    const codec = name.endsWith(".avif") ? "avif" : told.format;
    expect(facts(data)?.codec).toBe(codec);
    expect(sniffCodec(bytesReader(data))).toBe(codec);
  });

  it.each(Object.entries(files))("%s has the size that sharp gives it", async (name, data) => {
    const { width, height, pageHeight } = await sharp(data).metadata();
    const found = facts(data);
    const [own] = Object.entries(found ?? {}).flatMap(([key, value]) => (key === "codec" ? [] : [value as object]));
    if (name.endsWith(".avif")) expect(found).toEqual({ codec: "avif" });
    else if (found?.codec === "tiff") expect(found.directories[0]).toMatchObject({ width, height });
    else expect(own).toMatchObject({ width, height: pageHeight ?? height });
  });
});

describe("first bytes", () => {
  const svg = '<?xml version="1.0"?>\n<!-- a comment -->\n<SVG xmlns="http://www.w3.org/2000/svg"/>';
  it.each([
    ["svg", svg],
    ["svg", `\xef\xbb\xbf${svg}`],
    ["pdf", "%PDF-1.7\n"],
    ["jxl", "\xff\x0a\x00"],
    ["jxl", "\0\0\0\x0cJXL \r\n\x87\n"],
    ["jp2k", "\0\0\0\x0cjP  \r\n\x87\n"],
    ["jp2k", "\xff\x4f\xff\x51\x00"],
    ["avif", "\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf"],
    ["heif", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ["heif", "\0\0\0\x14ftypmif1\0\0\0\0heic"],
    ["bmp", "BM\x9a\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0"],
    ["ppm", "P6\n10 10\n255\n"],
    ["ppm", "PF 10 10"],
    ["fits", "SIMPLE  =                    T"],
    ["rad", "#?RADIANCE\n"],
    ["exr", "v/1\x01"],
    ["mat", "MATLAB 5.0 MAT-file"],
    ["psd", "8BPS\0\x01"],
  ])("of %s", (codec, content) => {
    expect(facts(text(content))).toEqual({ codec });
  });

  it("of SVG that is compressed, and of anything else that is", () => {
    expect(sniffCodec(bytesReader(gzipSync(svg)))).toBe("svg");
    expect(sniffCodec(bytesReader(gzipSync(`${svg}${"<!-- -->".repeat(1e5)}`)))).toBe("svg");
    expect(sniffCodec(bytesReader(gzipSync(Buffer.alloc(10e6))))).toBeUndefined();
    expect(sniffCodec(bytesReader(text("\x1f\x8b\x08 not really")))).toBeUndefined();
  });

  it("of libvips' own format, as sharp writes it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sluice-sniff-"));
    try {
      const path = join(folder, "image.v");
      await noise(9, 9).toFile(path);
      expect(sniffCodec(bytesReader(readFileSync(path)))).toBe("vips");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it.each([
    ["nothing", ""],
    ["zeros", "\0".repeat(100)],
    ["a page of HTML", "<!doctype html><html><head><title>No image</title></head></html>"],
    ["text that begins like a bitmap", "BMW makes cars, and this is a text about them"],
    ["a film", "\0\0\0\x18ftypisom\0\0\x02\0isommp41"],
    ["RIFF that is sound", "RIFF\x24\0\0\0WAVEfmt "],
    ["text that begins like a Netpbm image", "P2P networks"],
  ])("of %s say nothing", (_, content) => {
    expect(facts(text(content))).toBeUndefined();
  });
});
