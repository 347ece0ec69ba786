/**
 * The facts of PNG, WebP and GIF files, judged by sharp's metadata.
 * Not here: files that are broken (hostile.test).
 * Read next: src/codec/png-chunks, webp-chunks and gif-blocks.
 */
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { bytesReader } from "../../src/codec/byte-reader.ts";
import { readGifBlocks } from "../../src/codec/gif-blocks.ts";
import { readPngChunks } from "../../src/codec/png-chunks.ts";
import { readWebpChunks } from "../../src/codec/webp-chunks.ts";
import { frames, noise } from "./samples.ts";

const webp = (data: Uint8Array, maxFrames = 100) => readWebpChunks(bytesReader(data), { maxFrames });
const gif = (data: Uint8Array, maxFrames = 100) => readGifBlocks(bytesReader(data), { maxFrames });

/** A PNG chunk; its checksum is left 0, since nothing here looks at it. */
function pngChunk(type: string, payload: Buffer): Buffer {
  const chunk = Buffer.alloc(12 + payload.length);
  chunk.writeUInt32BE(payload.length, 0);
  chunk.write(type, 4, "latin1");
  payload.copy(chunk, 8);
  return chunk;
}

function riffChunk(type: string, payload: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(type, 0, "latin1");
  head.writeUInt32LE(payload.length, 4);
  return Buffer.concat([head, payload, Buffer.alloc(payload.length % 2)]);
}

/** A WebP with the canvas 3 × 5 and the given chunks. */
function extendedWebp(flags: number, chunks: readonly Buffer[]): Buffer {
  const canvas = riffChunk("VP8X", Buffer.from([flags, 0, 0, 0, 2, 0, 0, 4, 0, 0]));
  return riffChunk("RIFF", Buffer.concat([Buffer.from("WEBP"), canvas, ...chunks]));
}

describe("PNG", () => {
  it.each([
    { channels: 1, options: { progressive: false }, colourType: 0, bitDepth: 8 },
    { channels: 3, options: { progressive: true }, colourType: 2, bitDepth: 8 },
    { channels: 4, options: { progressive: true }, colourType: 6, bitDepth: 8 },
    { channels: 3, options: { palette: true, colours: 16 }, colourType: 3, bitDepth: 4 },
  ] as const)("$channels bands, colour type $colourType", async ({ channels, options, colourType, bitDepth }) => {
    const pipeline = noise(203, 101, channels);
    if (channels === 1) pipeline.toColourspace("b-w");
    const data = await pipeline.png(options).toBuffer();
    const interlaced = "progressive" in options && options.progressive;
    const told = await sharp(data).metadata();
    expect(told).toMatchObject({ width: 203, height: 101, isProgressive: interlaced });
    expect(readPngChunks(bytesReader(data))).toEqual({
      width: 203,
      height: 101,
      bitDepth,
      colourType,
      interlaced,
      animated: false,
      frames: 1,
    });
  });

  it("an animation is one whose control chunk comes before the pixels", async () => {
    const data = await noise(20, 10).png().toBuffer();
    const control = pngChunk("acTL", Buffer.from([0, 0, 0, 7, 0, 0, 0, 0]));
    const text = pngChunk("tEXt", Buffer.from("Comment\0acTL"));
    const animated = Buffer.concat([data.subarray(0, 33), text, control, data.subarray(33)]);
    expect(readPngChunks(bytesReader(animated))).toMatchObject({ animated: true, frames: 7 });
    const late = Buffer.concat([data.subarray(0, -12), control, data.subarray(-12)]);
    expect(readPngChunks(bytesReader(late))).toMatchObject({ animated: false, frames: 1 });
  });
});

describe("WebP", () => {
  it.each([
    { channels: 3, lossless: false },
    { channels: 3, lossless: true },
    { channels: 4, lossless: false },
    { channels: 4, lossless: true },
  ] as const)("$channels bands, lossless $lossless", async ({ channels, lossless }) => {
    const data = await noise(203, 101, channels).webp({ lossless }).toBuffer();
    expect(await sharp(data).metadata()).toMatchObject({ width: 203, height: 101, hasAlpha: channels === 4 });
    expect(webp(data)).toEqual({
      width: 203,
      height: 101,
      lossless,
      alpha: channels === 4,
      animated: false,
      frames: 1,
    });
  });

  it("a canvas with metadata", async () => {
    const data = await noise(203, 101).withMetadata({ density: 300 }).webp().toBuffer();
    expect(data.toString("latin1", 12, 16)).toBe("VP8X");
    expect(webp(data)).toMatchObject({ width: 203, height: 101, lossless: false, alpha: false, frames: 1 });
  });

  it.each([true, false])("an animation, lossless %s", async (lossless) => {
    const data = await (await frames(7, 33, 21)).webp({ lossless }).toBuffer();
    expect(await sharp(data).metadata()).toMatchObject({ width: 33, height: 21, pages: 7 });
    expect(webp(data)).toMatchObject({ width: 33, height: 21, lossless, animated: true, frames: 7 });
    expect(webp(data, 7)?.frames).toBe(7);
    expect(webp(data, 4)?.frames).toBe(5);
  });

  it("an extended file that ends before its picture, or has no room for more chunks", () => {
    expect(webp(extendedWebp(0x10, []))).toEqual({ width: 3, height: 5, alpha: true, animated: false, frames: 1 });
    const empty = riffChunk("JUNK", Buffer.alloc(0));
    expect(webp(extendedWebp(0x02, new Array<Buffer>(100_000).fill(empty)))).toBeUndefined();
    const frame = riffChunk("ANMF", Buffer.alloc(0));
    expect(webp(extendedWebp(0x02, new Array<Buffer>(1000).fill(frame)), 2000)?.frames).toBe(1000);
  });
});

describe("GIF", () => {
  it.each([1, 2, 9])("%i frames", async (count) => {
    const data =
      count === 1 ? await noise(33, 21).gif().toBuffer() : await (await frames(count, 33, 21)).gif().toBuffer();
    const told = await sharp(data).metadata();
    expect(told).toMatchObject({ width: 33, height: 21 });
    expect(told.pages ?? 1).toBe(count);
    expect(gif(data)).toEqual({ width: 33, height: 21, frames: count });
    expect(gif(data, count)?.frames).toBe(count);
    expect(gif(data, count - 1)?.frames).toBe(count);
  });

  it("20,000 frames, counted as far as they are allowed", () => {
    const head = Buffer.from("GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff", "latin1");
    const frame = Buffer.from("\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0", "latin1");
    const data = Buffer.concat([head, ...new Array<Buffer>(20_000).fill(frame), Buffer.from(";")]);
    expect(gif(data, 1e6)).toEqual({ width: 1, height: 1, frames: 20_000 });
    expect(gif(data, 100)?.frames).toBe(101);
  });

  it("what follows the trailer is not the image's", async () => {
    const data = await noise(33, 21).gif().toBuffer();
    expect(gif(Buffer.concat([data, data.subarray(13)]))?.frames).toBe(1);
  });
});
