/**
 * Memory of a region that is to be filled with whole rows, which lie further apart there where libvips pads them.
 * Not here: where the rows come from (run/rows/strip-feed, run/rows/store-feed, run/kernel/image).
 * Read next: native/memory/region, native/rows/row-writer.
 */
import { viewBytes } from "../library/read-memory.ts";
import type { RegionRows } from "./region.ts";

/** Only for as long as the region waits: then its memory is libvips' again, and nothing is written to it any more. */
export class RegionMemory {
  /** The image's row that is the region's first. */
  readonly top: number;
  readonly height: number;
  readonly #bytes: Uint8Array;
  readonly #rowBytes: number;
  readonly #bytesPerLine: number;
  readonly #waits: () => boolean;

  constructor({ address, bytesPerLine, top, height }: RegionRows, rowBytes: number, waits: () => boolean) {
    this.top = top;
    this.height = height;
    this.#bytes = viewBytes(address, bytesPerLine * (height - 1) + rowBytes);
    this.#rowBytes = rowBytes;
    this.#bytesPerLine = bytesPerLine;
    this.#waits = waits;
  }

  /** Whether the region still waits. It may have stopped wherever something was awaited. */
  get waits(): boolean {
    return this.#waits();
  }

  /**
   * Writes whole rows, one behind the other in `rows`, the first to row `row` of the region, which counts from 0.
   * @throws {Error} when nobody waits for them any more.
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
