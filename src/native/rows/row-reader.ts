/**
 * Computes an image row by row, in order, with all threads. Lends the rows in libvips' own memory, without a copy.
 * Not here: strips as users see them (run/rows/strips), or the budget.
 * Read next: native/thread/callback-thread.
 */
import { OperationError } from "../../core/errors.ts";
import { whenAborted } from "../../core/when-aborted.ts";
import { errorLines } from "../library/error-text.ts";
import { viewBytes } from "../library/read-memory.ts";
import type { RegionPixels } from "../memory/region.ts";
import type { ImageHandle } from "../object/image-handle.ts";
import { type CallbackThread, takeCallbackThread } from "../thread/callback-thread.ts";
import type { ResultMessage } from "../thread/messages.ts";
import { runInWorker } from "../thread/run-in-worker.ts";
import type { RowSource, Rows } from "./rows.ts";

export interface RowReaderOptions {
  /**
   * Whether the call has a thread of its own. It needs one if the consumer may pause between rows, or never ask for the
   * next. Otherwise it takes its turn among the other calls. Default true.
   */
  readonly apart?: boolean;
  /** Ends the computation; `next` then throws its reason. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A reader owns a thread that serves the callback of `vips_sink_disc`, and mostly another that calls it. The image must
 * outlive the reader and have no other user: closing the reader kills it.
 */
export class RowReader implements RowSource, AsyncDisposable {
  readonly #image: ImageHandle;
  readonly #thread: CallbackThread;
  readonly #signal: AbortSignal | undefined;
  readonly #unhear: () => void;
  #arrived: RegionPixels | undefined;
  #isLent = false;
  #fault: Error | undefined;
  #outcome: ResultMessage | undefined;
  /** Resolves the promise that `next` or `close` waits for. */
  #wake: (() => void) | undefined;

  /** Starts to compute. The first rows are computed before the consumer asks for them. */
  static async open(image: ImageHandle, options: RowReaderOptions = {}): Promise<RowReader> {
    return new RowReader(image, await takeCallbackThread(), options);
  }

  private constructor(image: ImageHandle, thread: CallbackThread, { apart = true, signal }: RowReaderOptions) {
    this.#image = image;
    this.#thread = thread;
    this.#signal = signal;
    this.#unhear = whenAborted(signal, () => this.kill());
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
   * The next rows, at the image's full width; undefined after the last. They are lent until the next call, or until the
   * reader is closed. Only one call at a time.
   * @throws {OperationError} when libvips fails. @throws the signal's reason.
   */
  async next(): Promise<Rows | undefined> {
    this.#giveBack();
    await this.#until(() => this.#arrived !== undefined || this.#outcome !== undefined);
    this.#signal?.throwIfAborted();
    if (this.#arrived === undefined) return this.#end();
    const { address, bytesPerLine, top, height } = this.#arrived;
    this.#arrived = undefined;
    this.#isLent = true;
    return { top, height, bytes: viewBytes(address, bytesPerLine * height) };
  }

  /** Asks the computation to end soon. Lent rows stay valid. */
  kill(): void {
    this.#image.kill();
  }

  /** Ends the computation and waits for that. Afterwards nothing uses the image, and lent rows are no longer valid. */
  async close(): Promise<void> {
    this.#unhear();
    if (this.#outcome === undefined) this.#stop();
    await this.#until(() => this.#outcome !== undefined);
    this.#thread.release();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
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
