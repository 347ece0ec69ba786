/**
 * A thread that compresses tiles of a TIFF: quickly, or as hard as it was told to, which zlib does.
 * Not here: which tiles (store/tiff/pack-threads), or where they go (store/tiff/packed-rows).
 * Read next: store/bytes/quick-deflate.
 */
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { deflateSync } from "node:zlib";
import { QuickDeflate } from "../bytes/quick-deflate.ts";
import type { PackedMessage, PackMessage, PackWorkerData } from "./pack-messages.ts";

/** What repeats itself is searched by zlib, at its quickest level. */
const searchLevel = 1;

const { memory, scratch, packing } = workerData as PackWorkerData;
const bytes = new Uint8Array(memory.buffer);
const quick = new QuickDeflate(memory, scratch);
const port = parentPort as MessagePort;

port.on("message", (message: PackMessage) => {
  port.postMessage(answer(message));
});

function answer({ from, count, to }: PackMessage): PackedMessage {
  try {
    const lengths: number[] = [];
    let end = to;
    for (let tile = 0; tile < count; tile += 1) {
      const length = packTile(from + tile * packing.rowBytes, end);
      lengths.push(length);
      end += length;
    }
    return { lengths };
  } catch (error) {
    return { failure: error instanceof Error ? error.message : String(error) };
  }
}

/** @returns how many bytes it takes. */
function packTile(from: number, to: number): number {
  const { predicted, level, pel, rowBytes, ...rows } = packing;
  // With no pixel on the left a row is copied.
  const samples = quick.take({ ...rows, from, rowBytes, pel: predicted ? pel : rowBytes });
  if (level !== undefined) return search(samples, level, to);
  const { length, repeats } = quick.pack(samples.length, to);
  return repeats ? search(samples, searchLevel, to, length) : length;
}

/** What zlib makes of it, unless that takes more than what is there already. */
function search(samples: Uint8Array, level: number, to: number, max = Number.POSITIVE_INFINITY): number {
  const packed = deflateSync(samples, { level, chunkSize: samples.length + 65_536 });
  if (packed.length >= max) return max;
  bytes.set(packed, to);
  return packed.length;
}
