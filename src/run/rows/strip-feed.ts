/**
 * Feeds an image with strips that a program makes. Requests each strip when libvips needs its rows,
 * and copies it there.
 * Not here: the requirements on a strip (graph/recipe/strip-source), or where the rows go (native/rows/row-writer).
 * Read next: native/rows/row-writer, run/admission/outer-reservations.
 */
import { UsageError } from "../../core/errors.ts";
import { whenAborted } from "../../core/when-aborted.ts";
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import { type GivenStrip, rowsOf, type StripSource } from "../../graph/recipe/strip-source.ts";
import type { RegionMemory } from "../../native/memory/region-memory.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { RowWriter } from "../../native/rows/row-writer.ts";
import { heldByWaiting, whileWaiting } from "../admission/outer-reservations.ts";

/** The run that consumes the strips. */
export interface FedRun {
  /** Bytes that the run has reserved. */
  readonly held: number;
  readonly signal: AbortSignal | undefined;
}

/** An image that is fed. Dispose of it when nothing computes from it any more. */
export interface FedImage extends Disposable {
  readonly image: ImageHandle;
}

/** @throws {UsageError} when another run has taken the strips before. */
export async function feedStrips(source: StripSource, header: ImageHeader, run: FedRun): Promise<FedImage> {
  const feed = new StripFeed(source, header, run.held + heldByWaiting());
  const writer = await RowWriter.open(header, (into) => feed.fill(into));
  const unhear = whenAborted(run.signal, () => {
    feed.stop();
    writer.stop();
  });
  return {
    image: writer.image,
    [Symbol.dispose]: () => {
      unhear();
      writer[Symbol.dispose]();
      feed.end();
    },
  };
}

class StripFeed {
  readonly #source: StripSource;
  readonly #header: ImageHeader;
  readonly #strips: AsyncIterator<GivenStrip> | Iterator<GivenStrip>;
  readonly #held: number;
  /** The unread rest of the present strip, and the image's row at which it begins. */
  #rest = new Uint8Array(0);
  #top = 0;
  #ended = false;
  #stopped = false;

  constructor(source: StripSource, header: ImageHeader, held: number) {
    this.#source = source;
    this.#header = header;
    this.#strips = source.take();
    this.#held = held;
  }

  /** @throws any error of the strips' own code. @throws {UsageError} when the strips do not agree with the header. */
  async fill(into: RegionMemory): Promise<void> {
    const { top, height } = into;
    try {
      const rowBytes = this.#header.width * pelBytes(this.#header);
      await this.#skipTo(top, rowBytes);
      for (let row = 0; row < height; ) {
        if (this.#rest.length === 0) await this.#next();
        const rows = Math.min(height - row, this.#rest.length / rowBytes);
        into.put(this.#take(rows, rowBytes), row);
        row += rows;
      }
      if (this.#top === this.#rowCount) await this.#expectEnd();
    } catch (error) {
      if (!this.#stopped) this.#source.failure ??= error as Error;
      throw error;
    }
  }

  /** Gives up the present request: its memory belongs to libvips again. */
  stop(): void {
    this.#stopped = true;
  }

  /** Ends the strips' own code, unless it has ended. */
  end(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#source.ended = orPatience(Promise.resolve(this.#strips.return?.()));
  }

  get #rowCount(): number {
    return this.#header.height * this.#header.pages;
  }

  async #skipTo(top: number, rowBytes: number): Promise<void> {
    if (top < this.#top) throw new Error(`out of order read: row ${top} is asked for after row ${this.#top} was given`);
    while (this.#top < top) {
      if (this.#rest.length === 0) await this.#next();
      this.#take(Math.min(top - this.#top, this.#rest.length / rowBytes), rowBytes);
    }
  }

  #take(rows: number, rowBytes: number): Uint8Array {
    const taken = this.#rest.subarray(0, rows * rowBytes);
    this.#rest = this.#rest.subarray(rows * rowBytes);
    this.#top += rows;
    return taken;
  }

  async #next(): Promise<void> {
    const { done, value } = await this.#ask();
    if (done !== true) {
      this.#rest = rowsOf(value, this.#header, this.#top);
      return;
    }
    throw new UsageError(`the strips ended after ${this.#top} of ${this.#rowCount} rows`, {
      cure: "Give all rows, or correct the height in the header.",
    });
  }

  async #expectEnd(): Promise<void> {
    if (this.#ended) return;
    const { done } = await this.#ask();
    if (done === true) return;
    throw new UsageError(`the strips have more than the ${this.#rowCount} rows of the image`, {
      cure: "Correct the height in the header, or give fewer rows.",
    });
  }

  async #ask(): Promise<IteratorResult<GivenStrip>> {
    const result = await whileWaiting(this.#held, () => this.#strips.next());
    if (result.done === true) this.#ended = true;
    if (this.#stopped) throw new Error("nobody waits for these strips any more");
    return result;
  }
}

/** The strips' code may wait for something that never comes. */
const patienceMs = 1000;

async function orPatience(work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  // An error while it ends does not concern the run, which is over.
  await Promise.race([work.catch(() => {}), patience]);
  clearTimeout(timer);
}
