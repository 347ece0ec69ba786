/**
 * A file of chunks in memory that answers slowly and out of order, and checks that no chunk has two callers at once.
 * Not here: the store that is tested with it.
 * Read next: test/store/chunks/chunked-store.unit.test.ts.
 */
import type { ChunkFile, ChunkPlace } from "../../../src/store/chunks/store.ts";
import { seededRandom } from "../../codec/seeded-random.ts";

export class MemoryChunks implements ChunkFile {
  readonly chunks = new Map<string, Uint8Array>();
  readonly log: string[] = [];
  maxAtOnce = 0;
  failAt = Number.POSITIVE_INFINITY;
  readonly #busy = new Set<string>();
  readonly #random: () => number;

  constructor(seed: number) {
    this.#random = seededRandom(seed);
  }

  async get(place: ChunkPlace): Promise<Uint8Array | undefined> {
    return await this.#alone("get", place, () => this.chunks.get(keyOf(place))?.slice());
  }

  async put(place: ChunkPlace, samples: Uint8Array): Promise<void> {
    const before = samples.slice();
    await this.#alone("put", place, () => {
      if (Buffer.compare(before, samples) !== 0) throw new Error("the samples changed while they were stored");
      this.chunks.set(keyOf(place), before);
    });
  }

  async finish(): Promise<void> {
    if (this.#busy.size > 0) throw new Error("finished while chunks were at work");
    this.log.push("finish");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#busy.size > 0) throw new Error("disposed of while chunks were at work");
    this.log.push("dispose");
  }

  async #alone<T>(what: string, place: ChunkPlace, work: () => T): Promise<T> {
    const key = keyOf(place);
    if (this.#busy.has(key)) throw new Error(`two callers at chunk ${key}`);
    this.#busy.add(key);
    this.maxAtOnce = Math.max(this.maxAtOnce, this.#busy.size);
    for (let turns = Math.floor(this.#random() * 4); turns >= 0; turns -= 1) await new Promise(setImmediate);
    this.#busy.delete(key);
    this.log.push(`${what} ${key}`);
    if (this.log.length > this.failAt) throw new Error("the disk is on fire");
    return work();
  }
}

function keyOf({ row, column }: ChunkPlace): string {
  return `${row},${column}`;
}
