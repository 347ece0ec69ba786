/**
 * The image that a kernel makes. Its rows are computed on demand, from another image's rows, within one plan.
 * Not here: windows (run/kernel/window-pump), or the pipelines on both sides (run/lowering/lowering).
 * Read next: run/kernel/window-pump, native/rows/row-reader, native/rows/row-writer.
 */
import { whenAborted } from "../../core/when-aborted.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import { headerOf } from "../../graph/recipe/node.ts";
import type { KernelNode } from "../../graph/recipe/nodes.ts";
import type { RegionMemory } from "../../native/memory/region-memory.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import type { Stoppable } from "../../native/operation/scope.ts";
import { RowReader } from "../../native/rows/row-reader.ts";
import { RowWriter } from "../../native/rows/row-writer.ts";
import type { RowSource } from "../../native/rows/rows.ts";
import { joinedHeader, kernelWindows } from "../../plan/cost/kernel.ts";
import type { RunFailure } from "../admission/failure.ts";
import type { KernelLayout } from "./layout.ts";
import { type DoneWindow, WindowPump } from "./window-pump.ts";
import { kernelWork } from "./work.ts";

export interface KernelJob {
  readonly node: KernelNode;
  /** The images of its inputs, side by side. It must outlive the kernel's image and have no other user. */
  readonly input: ImageHandle;
  readonly threads: number;
  readonly signal: AbortSignal | undefined;
  /** Records what the kernel fails with. `explained` turns an error of the input's rows into one for the user. */
  readonly failure: RunFailure;
  readonly explained: (error: unknown) => unknown;
}

/** Computes nothing before rows are requested. Dispose of it when nothing computes from its image any more. */
export class KernelImage implements Stoppable {
  readonly #job: KernelJob;
  readonly #writer: RowWriter;
  readonly #unhear: () => void;
  #reader: Promise<RowReader> | undefined;
  #pump: WindowPump | undefined;
  /** The present window, and the next row of the image. */
  #window: DoneWindow | undefined;
  #top = 0;
  #stopped = false;

  static async open(job: KernelJob): Promise<KernelImage> {
    let made: KernelImage | undefined;
    const writer = await RowWriter.open(job.node.header, async (into) => await made?.fill(into));
    made = new KernelImage(job, writer);
    return made;
  }

  private constructor(job: KernelJob, writer: RowWriter) {
    this.#job = job;
    this.#writer = writer;
    this.#unhear = whenAborted(job.signal, () => this.stop());
  }

  get image(): ImageHandle {
    return this.#writer.image;
  }

  /** Writes rows into libvips' memory. */
  async fill(into: RegionMemory): Promise<void> {
    const { top, height } = into;
    try {
      if (top < this.#top) throw new Error(`out of order read: row ${top} after row ${this.#top}`);
      const rowBytes = this.#job.node.header.width * pelBytes(this.#job.node.header);
      for (this.#top = top; this.#top < top + height; ) {
        const { rect, bytes } = await this.#windowOf(this.#top);
        const from = this.#top - rect.top;
        const count = Math.min(rect.height - from, top + height - this.#top);
        into.put(bytes.subarray(from * rowBytes, (from + count) * rowBytes), this.#top - top);
        this.#top += count;
      }
    } catch (error) {
      if (!this.#stopped) this.#job.failure.note(error);
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unhear();
    this.stop();
    await this.#pump?.[Symbol.asyncDispose]();
    const reader = await this.#reader?.catch(() => undefined);
    await reader?.close();
    this.#writer[Symbol.dispose]();
  }

  async #windowOf(row: number): Promise<DoneWindow> {
    this.#pump ??= this.#begin();
    while (this.#window === undefined || this.#window.rect.top + this.#window.rect.height <= row) {
      this.#window = await this.#pump.next();
      if (this.#window === undefined) throw new Error(`row ${row} is asked for after the last`);
    }
    return this.#window;
  }

  #begin(): WindowPump {
    const { node, threads } = this.#job;
    const { call, header } = node;
    const headers = node.inputs.map(headerOf);
    const layout = kernelLayout(node);
    const windows = kernelWindows(headers, header, call, threads);
    const { workers } = windows;
    return new WindowPump({
      source: this.#rows(),
      windows,
      layout,
      kind: joinedHeader(headers),
      work: (memory) => kernelWork({ call, layout, memory, workers }),
    });
  }

  #rows(): RowSource {
    const { input, explained } = this.#job;
    return {
      next: async () => {
        if (this.#stopped) return undefined;
        try {
          this.#reader ??= RowReader.open(input);
          return await (await this.#reader).next();
        } catch (error) {
          throw explained(error);
        }
      },
    };
  }

  /** Ends the computation soon, and fails every request for rows. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#job.input.kill();
    this.#pump?.stop();
    this.#writer.stop();
  }
}

function kernelLayout({ inputs, call, header }: KernelNode): KernelLayout {
  const kinds = inputs.map(headerOf).map(({ bands, format }) => ({ bands, format }));
  return { form: call.form, inputs: kinds, output: { bands: header.bands, format: header.format }, halo: call.halo };
}
