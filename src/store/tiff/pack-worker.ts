/**
 * A thread that compresses tiles of a TIFF: quickly, or as hard as it was told to, which zlib does.
 * Not here: which tiles (store/tiff/pack-threads), or where they go (store/tiff/packed-rows).
 * Read next: store/bytes/quick-deflate.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { Deflater } from "../bytes/deflater.ts";
import { QuickDeflate } from "../bytes/quick-deflate.ts";
import { letGo } from "../bytes/release-buffer.ts";
import type { PackedMessage, PackMessage, PackWorkerData } from "./pack-messages.ts";

/** What repeats itself is searched by zlib, at its quickest level. */
const searchLevel = 1;

const { memory, scratch, packing } = workerData as PackWorkerData;
const bytes = new Uint8Array(memory.buffer);
const quick = new QuickDeflate(memory, scratch);
/** One stream for all tiles; what zlib's calls for whole buffers leave behind is soon more than what is priced. */
const zlib = new Deflater(packing.level ?? searchLevel, packing.rows * packing.rowBytes);
const port = parentPort as MessagePort;

let last = Promise.resolve();
port.on("message", (message: PackMessage) => {
  // One after the other: they share the scratch memory.
  last = last.then(async () => port.postMessage(await answer(message)));
});

async function answer({ from, count, to }: PackMessage): Promise<PackedMessage> {
  try {
    const lengths: number[] = [];
    let end = to;
    for (let tile = 0; tile < count; tile += 1) {
      const length = await packTile(from + tile * packing.rowBytes, end);
      lengths.push(length);
      end += length;
    }
    return { lengths };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns how many bytes it takes. */
async function packTile(from: number, to: number): Promise<number> {
  const { predicted, level, pel, rowBytes, ...rows } = packing;
  // With no pixel on the left a row is copied.
  const samples = quick.take({ ...rows, from, rowBytes, pel: predicted ? pel : rowBytes });
  if (level !== undefined) return (await search(samples, to, Number.POSITIVE_INFINITY)) ?? 0;
  const { packedBytes, repeats } = quick.measure(samples.length);
  const found = repeats ? await search(samples, to, packedBytes) : undefined;
  return found ?? quick.write(samples.length, to);
}

/** What zlib makes of it, or nothing where that takes as much as what can be had without a search. */
async function search(samples: Uint8Array, to: number, max: number): Promise<number | undefined> {
  const packed = await zlib.deflated(samples);
  const { length } = packed;
  const isLess = length < max;
  if (isLess) bytes.set(packed, to);
  letGo(packed);
  return isLess ? length : undefined;
}
