/**
 * Memory of a region that is to be filled with whole rows, which lie further apart there where libvips pads them.
 * Not here: where the rows come from (run/strip-feed, run/store-feed, run/kernel-image).
 * Read next: native/region, native/row-writer.
 */
import { viewBytes } from "./memory.ts";
import type { RegionRows } from "./region.ts";

/** Only for as long as the region waits: then its memory is libvips' again. */
export class RegionMemory {
  readonly #bytes: Uint8Array;
  readonly #rowBytes: number;
  readonly #bytesPerLine: number;

  constructor({ address, bytesPerLine, height }: RegionRows, rowBytes: number) {
    this.#bytes = viewBytes(address, bytesPerLine * (height - 1) + rowBytes);
    this.#rowBytes = rowBytes;
    this.#bytesPerLine = bytesPerLine;
  }

  /** Writes whole rows, one behind the other in `rows`, the first to row `row` of the region, which counts from 0. */
  put(rows: Uint8Array, row: number): void {
    const apart = this.#bytesPerLine === this.#rowBytes ? rows.length : this.#rowBytes;
    for (let at = 0; at < rows.length; at += apart) {
      const line = row + at / this.#rowBytes;
      this.#bytes.set(rows.subarray(at, at + apart), line * this.#bytesPerLine);
    }
  }
}
