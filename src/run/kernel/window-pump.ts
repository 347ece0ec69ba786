/**
 * Assembles windows from rows as they are computed, has several windows processed at a time, and returns them in order.
 * Not here: the work (run/kernel/work), the rows (native/rows/row-reader), or the consumers
 * (run/kernel/image, run/fold).
 * Read next: run/kernel/work, run/kernel/image.
 */
import type { Rect } from "../../core/rect.ts";
import { tileRow, tileRowCount } from "../../graph/tiles/tile-layout.ts";
import { SharedBytes } from "../../native/memory/shared-bytes.ts";
import type { RowSource } from "../../native/rows/rows.ts";
import type { KernelWindows } from "../../plan/cost/kernel.ts";
import { TileRowBuffer } from "../rows/tiles.ts";
import type { KernelLayout, SampleKind } from "./layout.ts";
import type { MemoryLayout } from "./messages.ts";
import { memoryLayout, windowAt } from "./window-memory.ts";
import type { KernelWork } from "./work.ts";

const stopped = "nobody waits for these windows any more";

/** A finished window. */
export interface DoneWindow {
  readonly rect: Rect;
  /** Its result, lent until the next call. */
  readonly bytes: Uint8Array;
  /** The value of a fold. */
  readonly value: unknown;
}

export interface PumpJob {
  readonly source: RowSource;
  readonly windows: KernelWindows;
  readonly layout: KernelLayout;
  /** The samples of the rows. */
  readonly kind: SampleKind;
  readonly work: (memory: MemoryLayout) => KernelWork;
}

/** Requests rows only while a window is free. This is the backpressure: a slow consumer or kernel slows libvips. */
export class WindowPump implements AsyncDisposable {
  readonly #job: PumpJob;
  readonly #bytes: SharedBytes;
  readonly #memory: MemoryLayout;
  readonly #work: KernelWork;
  readonly #free: number[];
  readonly #done: Promise<DoneWindow & { readonly slot: number }>[] = [];
  #lent: number | undefined;
  #ended = false;
  #stopped = false;
  #producing: Promise<void> | undefined;
  #failure: { readonly error: unknown } | undefined;
  /** Resolve the promises that the producer and `next` wait for. */
  #wakeProducer: () => void = () => {};
  #wakeConsumer: () => void = () => {};
  #interrupt: (error: Error) => void = () => {};

  constructor(job: PumpJob) {
    const { inBytes, outBytes, count } = job.windows;
    this.#job = job;
    const sizes = memoryLayout(inBytes, outBytes);
    this.#bytes = new SharedBytes(sizes.stride * count);
    this.#memory = { buffer: this.#bytes.buffer, ...sizes };
    this.#work = job.work(this.#memory);
    this.#free = Array.from({ length: count }, (_, slot) => count - 1 - slot);
  }

  /** The next window, from the top down; undefined after the last. @throws the error of the kernel, or of the rows. */
  async next(): Promise<DoneWindow | undefined> {
    this.#producing ??= this.#produce();
    if (this.#lent !== undefined) {
      this.#free.push(this.#lent);
      this.#lent = undefined;
      this.#wakeProducer();
    }
    while (this.#done.length === 0) {
      if (this.#failure !== undefined) throw this.#failure.error;
      if (this.#ended) return undefined;
      this.#refuseStopped();
      await new Promise<void>((resolve) => {
        this.#wakeConsumer = resolve;
      });
    }
    const window = await this.#unlessStopped(this.#done[0] as Promise<DoneWindow & { readonly slot: number }>);
    this.#done.shift();
    this.#lent = window.slot;
    return window;
  }

  /** Starts nothing new, and wakes everything that waits for a window. The caller also stops the rows' source. */
  stop(): void {
    this.#stopped = true;
    this.#wakeProducer();
    this.#wakeConsumer();
    this.#interrupt(new Error(stopped));
  }

  /** Waits for rows that are being computed. The caller stops their source before, and closes it afterwards. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await this.#producing;
    await this.#work.close();
    this.#bytes[Symbol.dispose]();
  }

  /** (`Promise.race` with one promise for the end would keep every window until then.) */
  async #unlessStopped<T>(done: Promise<T>): Promise<T> {
    this.#refuseStopped();
    return await new Promise<T>((resolve, reject) => {
      this.#interrupt = reject;
      done.then(resolve, reject);
    });
  }

  #refuseStopped(): void {
    if (this.#stopped) throw new Error(stopped);
  }

  async #produce(): Promise<void> {
    try {
      await this.#fillWindows();
    } catch (error) {
      this.#failure = { error };
    } finally {
      this.#ended = true;
      this.#wakeConsumer();
    }
  }

  async #fillWindows(): Promise<void> {
    const { source, windows, kind } = this.#job;
    const { image, shape } = windows;
    const header = { width: image.width, ...kind };
    const count = tileRowCount(image, shape);
    const begun: { readonly slot: number; readonly row: TileRowBuffer; readonly rect: Rect }[] = [];
    let next = 0;
    let layout = tileRow(image, shape, 0);
    for (let rows = await source.next(); rows !== undefined; rows = await source.next()) {
      for (let at = rows.top; at < rows.top + rows.height; at += 1) {
        while (next < count && layout.first <= at) {
          const slot = await this.#freeSlot();
          if (slot === undefined) return;
          const [rect] = layout.tiles as readonly [Rect];
          const { input } = windowAt(this.#memory, slot, rect, this.#job.layout);
          begun.push({ slot, rect, row: new TileRowBuffer(input, layout, header, shape) });
          next += 1;
          if (next < count) layout = tileRow(image, shape, next);
        }
        for (const { row } of begun) row.copy(rows, at);
        for (let [first] = begun; first !== undefined && first.row.last <= at; [first] = begun) {
          begun.shift();
          this.#hand(first.slot, first.rect);
        }
      }
      if (this.#stopped) return;
    }
  }

  async #freeSlot(): Promise<number | undefined> {
    while (this.#free.length === 0 && !this.#stopped) {
      await new Promise<void>((resolve) => {
        this.#wakeProducer = resolve;
      });
    }
    return this.#stopped ? undefined : this.#free.pop();
  }

  #hand(slot: number, rect: Rect): void {
    const work = this.#work.run(slot, rect);
    const done = work.then((value) => {
      const { output: bytes } = windowAt(this.#memory, slot, rect, this.#job.layout);
      return { slot, rect, bytes, value };
    });
    // `next` reports a failure in its turn, so it counts as handled here.
    done.catch(() => {});
    this.#done.push(done);
    this.#wakeConsumer();
  }
}
