/**
 * Computes an image row by row, in order, with all threads, and lends the rows where libvips has put them: no copy.
 * Not here: strips as users see them (run/rows/strips), or the budget.
 * Read next: native/thread/callback-thread.
 */
import { OperationError } from "../../core/errors.ts";
import { errorLines } from "../library/error-text.ts";
import type { RegionRows } from "../memory/region.ts";
import type { ImageHandle } from "../object/image-handle.ts";
import { type CallbackThread, takeCallbackThread } from "../thread/callback-thread.ts";
import type { ResultMessage } from "../thread/messages.ts";
import { runInWorker } from "../thread/run-in-worker.ts";

export interface RowReaderOptions {
  /**
   * Whether the call has a thread of its own: for whoever may take their time over rows, or never ask for the next. Without
   * one it is a call like others, and has a turn among them. Default true.
   */
  readonly apart?: boolean;
}

/**
 * A thread belongs to a reader that serves the callback of `vips_sink_disc`, and mostly another that calls it. The image
 * must outlive it, and belong to nobody else: closing the reader kills it.
 */
export class RowReader {
  readonly #image: ImageHandle;
  readonly #thread: CallbackThread;
  #arrived: RegionRows | undefined;
  #isLent = false;
  #fault: Error | undefined;
  #outcome: ResultMessage | undefined;
  /** Resolves what `next` or `close` waits for. */
  #wake: (() => void) | undefined;

  /** Starts to compute; the first rows are under way before they are asked for. */
  static async open(image: ImageHandle, { apart = true }: RowReaderOptions = {}): Promise<RowReader> {
    return new RowReader(image, await takeCallbackThread(), apart);
  }

  private constructor(image: ImageHandle, thread: CallbackThread, apart: boolean) {
    this.#image = image;
    this.#thread = thread;
    thread.begin({
      rows: (rows) => this.#change(() => (this.#arrived = rows)),
      fault: (error) => this.#change(() => (this.#fault = error)),
    });
    const call = runInWorker("vips_sink_disc", [image.address, thread.write, null], {
      apart,
      cancel: () => this.#stop(),
    });
    const failed: ResultMessage = { result: -1, errorText: "" };
    call
      .catch((error: Error) => {
        this.#fault = error;
        return failed;
      })
      .then((outcome) => this.#change(() => (this.#outcome = outcome)));
  }

  /**
   * The next rows, at the image's full width; undefined after the last. They are lent until this is called again, or
   * the reader is closed. Only one call at a time.
   * @throws {OperationError} when libvips fails.
   */
  async next(): Promise<RegionRows | undefined> {
    this.#giveBack();
    await this.#until(() => this.#arrived !== undefined || this.#outcome !== undefined);
    const rows = this.#arrived;
    if (rows === undefined) return this.#end();
    this.#arrived = undefined;
    this.#isLent = true;
    return rows;
  }

  /** Lets computing end soon; rows that are lent stay where they are. */
  kill(): void {
    this.#image.kill();
  }

  /** Ends computing and waits for that: afterwards nothing uses the image, and no lent rows are there any more. */
  async close(): Promise<void> {
    if (this.#outcome === undefined) this.#stop();
    await this.#until(() => this.#outcome !== undefined);
    this.#thread.release();
  }

  #giveBack(): void {
    if (!this.#isLent) return;
    this.#isLent = false;
    this.#thread.answer();
  }

  #stop(): void {
    this.#image.kill();
    this.#thread.stop();
  }

  #change(change: () => void): void {
    change();
    this.#wake?.();
  }

  async #until(holds: () => boolean): Promise<void> {
    this.#thread.keepAlive(true);
    while (!holds()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#thread.keepAlive(false);
  }

  #end(): undefined {
    if (this.#fault !== undefined) throw this.#fault;
    const { result, errorText } = this.#outcome as ResultMessage;
    if (result === 0) return undefined;
    throw new OperationError(errorLines(errorText).join("; ") || "libvips gave no reason", {
      operation: "strips",
      cure: "Get a good copy of the file.",
    });
  }
}
