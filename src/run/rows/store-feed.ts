/**
 * Feeds libvips with the rows of a store. It uncompresses each row of chunks once, and reads the next one ahead.
 * Not here: which store (run/source/store-source), or where the rows go (native/rows/row-writer).
 * Read next: native/rows/row-writer, run/rows/strip-feed.
 */
import type { Rect } from "../../core/rect.ts";
import { whenAborted } from "../../core/when-aborted.ts";
import type { ImageHeader } from "../../graph/recipe/header.ts";
import type { StoreSource } from "../../graph/recipe/source.ts";
import { NativeBytes } from "../../native/memory/native-bytes.ts";
import type { RegionMemory } from "../../native/memory/region-memory.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import type { Stoppable } from "../../native/operation/scope.ts";
import { RowWriter } from "../../native/rows/row-writer.ts";
import type { PixelStore } from "../../store/chunks/store.ts";
import type { RunFailure } from "../admission/failure.ts";
import { openStore, rowBytesOf } from "../source/store-source.ts";

/** The run that consumes the rows. */
export interface FedFromStore {
  /** The level to load, if the file has levels and one was chosen. */
  readonly level: number | undefined;
  /** The part to load; undefined for all. */
  readonly region: Rect | undefined;
  /** Records why rows could not be read. libvips itself would not report it. */
  readonly failure: RunFailure;
  readonly signal: AbortSignal | undefined;
}

/** An image whose rows come from a store. Read it in order. */
export interface StoredPixels extends Stoppable {
  readonly image: ImageHandle;
  readonly attributes: PixelStore["attributes"];
}

/** `header` describes the loaded part: the level or the region, if there is one. */
export async function feedStored(source: StoreSource, header: ImageHeader, run: FedFromStore): Promise<StoredPixels> {
  const { level, region, failure, signal } = run;
  const store = await openStore(source, level, signal);
  const { width, height } = store.shape;
  const feed = new StoreFeed(store, region ?? { left: 0, top: 0, width, height }, failure);
  const writer = await RowWriter.open(header, (into) => feed.fill(into)).catch(async (error: unknown) => {
    await feed.close();
    throw error;
  });
  const stop = (): void => writer.stop();
  const unhear = whenAborted(signal, stop);
  return {
    image: writer.image,
    attributes: store.attributes,
    stop,
    [Symbol.asyncDispose]: async () => {
      unhear();
      writer[Symbol.dispose]();
      await feed.close();
    },
  };
}

/** A row of chunks, read or being read; only the loaded part of it. */
interface Band {
  readonly index: number;
  readonly rect: Rect;
  readonly memory: NativeBytes;
  readonly filled: Promise<unknown>;
}

class StoreFeed {
  readonly #failure: RunFailure;
  readonly #store: PixelStore;
  readonly #region: Rect;
  readonly #rows: number;
  readonly #rowBytes: number;
  readonly #memory: NativeBytes[];
  #bands: readonly Band[] = [];
  #isClosed = false;

  constructor(store: PixelStore, region: Rect, failure: RunFailure) {
    const { shape } = store;
    this.#failure = failure;
    this.#store = store;
    this.#region = region;
    this.#rows = Math.min(shape.height, shape.chunk.height);
    this.#rowBytes = rowBytesOf({ ...shape, width: region.width });
    const max = Math.min(this.#rows, region.height);
    this.#memory = [1, 2].map(() => new NativeBytes(max * this.#rowBytes));
  }

  async fill(into: RegionMemory): Promise<void> {
    const { top, height } = into;
    try {
      for (let row = 0; row < height; ) {
        const y = this.#region.top + top + row;
        const { memory, rect } = await this.#band(Math.floor(y / this.#rows));
        if (this.#isClosed) throw new Error("nobody waits for these rows any more");
        const within = y - rect.top;
        const count = Math.min(height - row, rect.height - within);
        into.put(memory.bytes.subarray(within * this.#rowBytes, (within + count) * this.#rowBytes), row);
        row += count;
      }
    } catch (error) {
      if (into.waits) this.#failure.note(error);
      throw error;
    }
  }

  /** Waits for pending reads, then closes the store and frees the memory. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.allSettled(this.#bands.map(({ filled }) => filled));
    await this.#store[Symbol.asyncDispose]();
    for (const memory of this.#memory) memory[Symbol.dispose]();
  }

  async #band(index: number): Promise<Band> {
    let band = this.#bands.find((each) => each.index === index);
    if (band === undefined) {
      // A pending read is no longer useful, because the request is further down. Its memory is needed, so wait for it.
      await Promise.all(this.#bands.map(({ filled }) => filled));
      band = this.#read(index, this.#memory[0] as NativeBytes);
      this.#bands = [band];
    }
    await band.filled;
    const ahead = index + 1;
    const { top, height } = this.#region;
    if (ahead * this.#rows < top + height && !this.#bands.some((each) => each.index === ahead)) {
      const free = this.#memory.find((memory) => memory !== band.memory) as NativeBytes;
      this.#bands = [band, this.#read(ahead, free)];
    }
    return band;
  }

  #read(index: number, memory: NativeBytes): Band {
    const { left, width, ...region } = this.#region;
    const top = Math.max(region.top, index * this.#rows);
    const bottom = Math.min(region.top + region.height, (index + 1) * this.#rows);
    const rect = { left, top, width, height: bottom - top };
    const filled = this.#store.read(rect, memory.bytes.subarray(0, rect.height * this.#rowBytes));
    filled.catch(() => {});
    return { index, rect, memory, filled };
  }
}
