/**
 * Reads and writes rectangles of pixels in a file of chunks: several chunks are in flight, but one caller at a time for
 * each.
 * Not here: where chunks are stored and how they are compressed (store/hdf5, store/zarr), or what this costs
 * (plan/cost/store-writing).
 * Read next: store/chunks/chunk-grid, store/chunks/partial-chunk, plan/cost/store-writing.
 */

import { defaultInFlight } from "../../codec/chunks-at-work.ts";
import { DisposedError, UsageError } from "../../core/errors.ts";
import type { Rect } from "../../core/rect.ts";
import { letGo } from "../bytes/release-buffer.ts";
import { ChunkGrid, type ChunkPart, type RectSamples } from "./chunk-grid.ts";
import { ChunkLocks } from "./chunk-locks.ts";
import { OpenChunk } from "./partial-chunk.ts";
import { AtMost } from "./semaphore.ts";
import type { Attributes, ChunkedStoreOptions, ChunkFile, OpenStore, StoredReading, StoredShape } from "./store.ts";

/** A chunk to store. */
type WholeChunk = Pick<OpenChunk, "place" | "samples">;

/**
 * A whole chunk goes straight to the file. Chunks that are partly given are kept in memory, up to about a row of them.
 * When there are more, the oldest is stored; it is read again when another part of it comes.
 */
export class ChunkedStore implements OpenStore {
  readonly shape: StoredShape;
  readonly attributes: Attributes;
  readonly reading: StoredReading | undefined;
  readonly #file: ChunkFile;
  readonly #grid: ChunkGrid;
  readonly #signal: AbortSignal | undefined;
  /** A slot for each chunk in flight. A caller with a slot never waits for a lock, so the two cannot deadlock. */
  readonly #places: AtMost;
  readonly #locks = new ChunkLocks();
  readonly #writers = new AtMost(1);
  readonly #open = new Map<number, OpenChunk>();
  readonly #storing = new Set<Promise<void>>();
  readonly #reading = new Set<Promise<void>>();
  readonly #spare: Uint8Array[] = [];
  readonly #inFlight: number;
  #failure: unknown;
  #state: "open" | "finished" | "disposed" = "open";
  #disposal: Promise<void> | undefined;

  constructor(shape: StoredShape, file: ChunkFile, options: ChunkedStoreOptions = {}) {
    const { attributes = {}, inFlight = defaultInFlight, signal } = options;
    this.shape = shape;
    this.attributes = attributes;
    this.reading = options.reading;
    this.#file = file;
    this.#grid = new ChunkGrid(shape);
    this.#places = new AtMost(inFlight);
    this.#inFlight = inFlight;
    this.#signal = signal;
  }

  async read(rect: Rect, into?: Uint8Array): Promise<Uint8Array> {
    this.#check(rect);
    const length = this.#grid.bytesOf(rect);
    const samples = into ?? new Uint8Array(length);
    this.#checkLength(samples, length);
    const to = { rect, samples };
    const parts = this.#grid.partsOf(rect);
    let failure: unknown;
    // Start only as many reads as can be in flight, so that a large rectangle is not a million promises.
    const each = Array.from({ length: this.#inFlight }, async () => {
      for (const part of parts) {
        if (failure !== undefined) break;
        await this.#readPart(part, to).catch((error: unknown) => {
          failure ??= error;
        });
      }
    });
    const all: Promise<void> = Promise.all(each).then(() => {
      this.#reading.delete(all);
    });
    this.#reading.add(all);
    await all;
    if (failure !== undefined) throw failure;
    return samples;
  }

  async write(rect: Rect, pixels: Uint8Array): Promise<void> {
    this.#check(rect);
    this.#checkLength(pixels, this.#grid.bytesOf(rect));
    await this.#writers.run(async () => {
      const below = await this.#writeColumn(rect, pixels);
      for (const part of this.#grid.partsOf(below)) {
        this.#checkWritable();
        await this.#writePart(part, { rect, samples: pixels });
        this.#checkWritable();
        while (this.#open.size > this.#maxOpen) await this.#storeOldest();
      }
    });
  }

  async finish(): Promise<void> {
    await this.#writers.run(async () => {
      this.#checkWritable();
      while (this.#open.size > 0 && this.#failure === undefined) await this.#storeOldest();
      await this.#settled();
      this.#checkWritable();
      this.#freeSpare();
      await this.#file.finish();
      this.#state = "finished";
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#state = "disposed";
    this.#disposal ??= this.#letGo();
    await this.#disposal;
  }

  async #letGo(): Promise<void> {
    // Pending writers and readers get the error that the store is disposed of, and start nothing new.
    await this.#writers.enter();
    await this.#settled();
    await Promise.all(this.#reading);
    for (const { samples } of this.#open.values()) letGo(samples);
    this.#open.clear();
    this.#freeSpare();
    await this.#file[Symbol.asyncDispose]();
  }

  /** Enough for strips: the chunks of a row are complete before the next row begins. */
  get #maxOpen(): number {
    return this.#grid.columns;
  }

  async #readPart(part: ChunkPart, to: RectSamples): Promise<void> {
    const index = this.#grid.indexOf(part.place);
    const free = await this.#locks.take(index);
    try {
      this.#checkReadable();
      const open = this.#open.get(index);
      if (open !== undefined) return this.#grid.fromChunk(part, to, open.samples);
      const stored = await this.#places.run(() => this.#file.get(part.place));
      this.#grid.fromChunk(part, to, stored);
      if (stored !== undefined) letGo(stored);
    } finally {
      free();
    }
  }

  /**
   * Writes whole chunks below each other, where the file takes the samples as they are. @returns the rest of the
   * rectangle.
   */
  async #writeColumn(rect: Rect, pixels: Uint8Array): Promise<Rect> {
    const places = this.#file.putColumn === undefined ? [] : this.#grid.columnOf(rect);
    const [first] = places;
    if (first === undefined) return rect;
    this.#checkWritable();
    const indexes = places.map((place) => this.#grid.indexOf(place));
    const locks = await Promise.all(indexes.map((index) => this.#locks.take(index)));
    try {
      for (const index of indexes) this.#open.delete(index);
      const samples = pixels.subarray(0, places.length * this.#grid.chunkBytes);
      await this.#places.run(async () => await this.#file.putColumn?.(first, samples));
    } finally {
      for (const free of locks) free();
    }
    const rows = places.length * this.shape.chunk.height;
    return { ...rect, top: rect.top + rows, height: rect.height - rows };
  }

  /** Resolves when the part's samples have been copied. */
  async #writePart(part: ChunkPart, from: RectSamples): Promise<void> {
    const index = this.#grid.indexOf(part.place);
    const free = await this.#locks.take(index);
    let kept = false;
    try {
      const open = this.#open.get(index);
      if (part.whole && open === undefined) {
        await this.#places.enter();
        const samples = this.#buffer(!part.full);
        this.#grid.intoChunk(part, from, samples);
        kept = true;
        this.#store({ place: part.place, samples }, free);
        return;
      }
      const chunk = open ?? (await this.#reopen(part));
      this.#grid.intoChunk(part, from, chunk.samples);
      chunk.note(part);
      if (!chunk.complete) {
        this.#open.set(index, chunk);
        return;
      }
      this.#open.delete(index);
      await this.#places.enter();
      kept = true;
      this.#store(chunk, free);
    } finally {
      if (!kept) free();
    }
  }

  /** An open chunk, with its present content from the file. */
  async #reopen({ place }: ChunkPart): Promise<OpenChunk> {
    const stored = await this.#places.run(() => this.#file.get(place));
    const samples = this.#buffer();
    if (stored !== undefined) {
      samples.set(stored);
      letGo(stored);
    }
    return new OpenChunk(place, this.#grid.rectOf(place), samples);
  }

  async #storeOldest(): Promise<void> {
    const [index] = this.#open.keys();
    if (index === undefined) return;
    const free = await this.#locks.take(index);
    await this.#places.enter();
    const chunk = this.#open.get(index) as OpenChunk;
    this.#open.delete(index);
    this.#store(chunk, free);
  }

  /** Stores a chunk in the background. At the end, it releases the slot that the caller entered, and the lock. */
  #store(chunk: WholeChunk, free: () => void): void {
    const storing: Promise<void> = this.#put(chunk).finally(() => {
      this.#storing.delete(storing);
      this.#keepSpare(chunk.samples);
      this.#places.leave();
      free();
    });
    this.#storing.add(storing);
  }

  async #put({ place, samples }: WholeChunk): Promise<void> {
    try {
      await this.#file.put(place, samples);
    } catch (error) {
      this.#failure ??= error;
    }
  }

  async #settled(): Promise<void> {
    while (this.#storing.size > 0) await Promise.all(this.#storing);
  }

  /** A buffer for a chunk: zeros, unless the whole chunk is about to be filled. */
  #buffer(isEmptied = true): Uint8Array {
    const spare = this.#spare.pop();
    if (spare === undefined) return new Uint8Array(this.#grid.chunkBytes);
    return isEmptied ? spare.fill(0) : spare;
  }

  /** Keeps a buffer for reuse: a row of chunks is complete at about the same time, and the next row needs as many. */
  #keepSpare(samples: Uint8Array): void {
    if (this.#spare.length < this.#maxOpen + this.#inFlight && this.#state === "open") this.#spare.push(samples);
    else letGo(samples);
  }

  #freeSpare(): void {
    for (const samples of this.#spare.splice(0)) letGo(samples);
  }

  #checkReadable(): void {
    if (this.#state === "disposed") throw disposed();
    this.#signal?.throwIfAborted();
  }

  #check(rect: Rect): void {
    this.#checkReadable();
    if (this.#grid.holds(rect)) return;
    const { left, top, width, height } = rect;
    throw new UsageError(
      `${width} × ${height} pixels at ${left}, ${top} are not inside an image of ${this.shape.width} × ${this.shape.height}`,
      { cure: "Give a rectangle of whole pixels inside the image." },
    );
  }

  #checkLength(samples: Uint8Array, length: number): void {
    if (samples.byteLength === length) return;
    throw new UsageError(`the rectangle's samples take ${length} bytes, and the array has ${samples.byteLength}`, {
      cure: "Give exactly as many: width × height × bands × the sample's size.",
    });
  }

  #checkWritable(): void {
    this.#checkReadable();
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#state === "open") return;
    throw new UsageError("the store is finished and cannot be written any more", { cure: "Write before finish()." });
  }
}

function disposed(): DisposedError {
  return new DisposedError("the store was disposed of", { cure: "Keep it for as long as it is used." });
}
