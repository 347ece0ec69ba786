/**
 * The rows of an image for one of Sluice's own writers: as libvips computes them, until a signal aborts.
 * Not here: rows for users' loops, which can end in more ways (run/row-stream).
 * Read next: native/rows/row-reader, run/output/store-file.
 */
import { whenAborted } from "../../core/when-aborted.ts";
import { viewBytes } from "../../native/library/read-memory.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { RowReader } from "../../native/rows/row-reader.ts";
import type { Rows } from "./rows.ts";

export class ImageRows implements AsyncDisposable {
  readonly #reader: RowReader;
  readonly #signal: AbortSignal | undefined;
  readonly #unhear: () => void;

  /** Takes the image over; the image must outlive the reader. */
  static async open(image: ImageHandle, signal: AbortSignal | undefined): Promise<ImageRows> {
    return new ImageRows(await RowReader.open(image, { apart: false }), signal);
  }

  private constructor(reader: RowReader, signal: AbortSignal | undefined) {
    this.#reader = reader;
    this.#signal = signal;
    this.#unhear = whenAborted(signal, () => reader.kill());
  }

  /** The next rows, lent until the next call; undefined after the last. */
  async next(): Promise<Rows | undefined> {
    try {
      const rows = await this.#reader.next();
      this.#signal?.throwIfAborted();
      if (rows === undefined) return undefined;
      const { address, bytesPerLine, top, height } = rows;
      return { top, height, bytes: viewBytes(address, bytesPerLine * height) };
    } catch (error) {
      this.#signal?.throwIfAborted();
      throw error;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unhear();
    await this.#reader.close();
  }
}
