/**
 * The memory of a libvips region that a callback fills with whole rows. libvips may pad each row of a region.
 * Not here: where the rows come from (run/rows/strip-feed, run/rows/store-feed, run/kernel/image).
 * Read next: native/memory/region, native/rows/row-writer.
 */
import { viewBytes } from "../library/read-memory.ts";
import type { RegionPixels } from "./region.ts";

/** Valid only while the callback waits. Afterwards the memory belongs to libvips again, and writes are refused. */
export class RegionMemory {
  /** The row of the image that is the region's first row. */
  readonly top: number;
  readonly height: number;
  readonly #bytes: Uint8Array;
  readonly #rowBytes: number;
  readonly #bytesPerLine: number;
  readonly #waits: () => boolean;

  constructor({ address, bytesPerLine, top, height }: RegionPixels, rowBytes: number, waits: () => boolean) {
    this.top = top;
    this.height = height;
    this.#bytes = viewBytes(address, bytesPerLine * (height - 1) + rowBytes);
    this.#rowBytes = rowBytes;
    this.#bytesPerLine = bytesPerLine;
    this.#waits = waits;
  }

  /** Whether the callback still waits. It may have stopped during any `await`, so check again after each. */
  get waits(): boolean {
    return this.#waits();
  }

  /**
   * Writes whole rows that lie one behind the other in `rows`. The first goes to row `row` of the
   * region, counted from 0.
   * @throws {Error} when the callback no longer waits for them.
   */
  put(rows: Uint8Array, row: number): void {
    if (!this.#waits()) throw new Error("nobody waits for these rows any more");
    const apart = this.#bytesPerLine === this.#rowBytes ? rows.length : this.#rowBytes;
    for (let at = 0; at < rows.length; at += apart) {
      const line = row + at / this.#rowBytes;
      this.#bytes.set(rows.subarray(at, at + apart), line * this.#bytesPerLine);
    }
  }
}
