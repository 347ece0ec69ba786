/**
 * Uses sharp and Sluice in one process, alternately and then at the same time, on an image of one grey.
 * Not here: judging the result, which goes to stdout as JSON.
 * Read next: test/native/library/library.process.test.ts.
 */
import sharp from "sharp";
import { callForImage, callInWorker } from "../../../src/native/operation/call.ts";
import { flat } from "../picture/native-images.ts";

const side = 64;

async function bySharp(): Promise<number> {
  const raw = { width: side, height: side, channels: 1 } as const;
  const data = await sharp(Buffer.alloc(side * side, 10), { raw })
    .negate()
    .toColourspace("b-w")
    .raw()
    .toBuffer();
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}

async function bySluice(): Promise<unknown> {
  using grey = flat({ width: side, height: side }, 10);
  using out = callForImage("invert", { in: grey });
  return (await callInWorker("avg", { in: out }))["out"];
}

const sharpBefore = await bySharp();
const sluice = await bySluice();
const sharpAfter = await bySharp();
const together = await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? bySharp() : bySluice())));
const both = new Set(together).size === 1 ? together[0] : together;
process.stdout.write(`${JSON.stringify({ sharpBefore, sluice, sharpAfter, both })}\n`);
