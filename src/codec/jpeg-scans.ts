/**
 * What each scan of a progressive JPEG adds to the picture: which coefficients, of which components, how exactly.
 * Not here: which of them a result needs (plan/load/scan-choice), or the entropy-coded data.
 * Read next: codec/jpeg-markers, ITU-T T.81 G.1.1.1.
 */
import type { JpegMarker } from "./jpeg-marker-search.ts";

/** Bytes `start` to `end` of a file, `end` not included. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One scan, from its marker to the last byte of its data. */
export interface JpegScan extends ByteRange {
  /** Which components, as positions in the frame. */
  readonly components: readonly number[];
  /** The first and the last coefficient of the scan, in zigzag order; 0 is the mean of a block. */
  readonly spectrum: readonly [first: number, last: number];
  /** Whether the scan adds a bit to coefficients that an earlier one began. */
  readonly refines: boolean;
  /** Bits below which the coefficients are still unknown after this scan; 0 when it makes them exact. */
  readonly missingBits: number;
}

const endOfImage = 0xd9;

/** Gathers the scans as a walk over the markers meets them: each ends where the next marker begins. */
export class ScanList {
  readonly #scans: JpegScan[] = [];
  #open: Omit<JpegScan, "end"> | undefined;
  #at = 0;
  #complete = false;
  #understood = true;

  /** Every scan, or undefined where one was not understood, or the image did not come to its end. */
  get scans(): readonly JpegScan[] | undefined {
    return this.#complete && this.#understood ? this.#scans : undefined;
  }

  /** To be told every marker. */
  pass(marker: JpegMarker): void {
    this.#at = marker.after - 2;
    if (this.#open !== undefined) this.#scans.push({ ...this.#open, end: this.#at });
    this.#open = undefined;
    this.#complete = marker.code === endOfImage;
  }

  /** A scan begins at the marker that was just passed; `segment` is its header, from its length on. */
  begin(segment: Uint8Array, frame: readonly JpegComponent[]): void {
    const count = segment[2] ?? 0;
    const components: number[] = [];
    for (let index = 0; index < count; index += 1) {
      components.push(frame.findIndex(({ id }) => id === segment[3 + 2 * index]));
    }
    const [first, last, bits] = segment.subarray(3 + 2 * count);
    if (components.includes(-1) || first === undefined || last === undefined || bits === undefined) {
      this.#understood = false;
      return;
    }
    const [refines, missingBits] = [bits >> 4 > 0, bits & 15];
    this.#open = { start: this.#at, components, spectrum: [first, last], refines, missingBits };
  }
}

/** How finely a component is sampled, relative to the others. */
export interface JpegComponent {
  /** By which scans name it. */
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
}
