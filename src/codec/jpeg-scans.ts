/**
 * What each scan of a progressive JPEG adds to the picture: which coefficients, of which components,
 * at which precision.
 * Not here: which scans a result needs (plan/load/scan-choice), or the entropy-coded data.
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
  /** The scan's components, as positions in the frame. */
  readonly components: readonly number[];
  /** The first and the last coefficient of the scan, in zigzag order. Coefficient 0 is the mean of a block. */
  readonly spectrum: readonly [first: number, last: number];
  /** Whether the scan adds a bit to coefficients that an earlier scan began. */
  readonly refines: boolean;
  /** Low bits of the coefficients that are still unknown after this scan; 0 if they are exact. */
  readonly missingBits: number;
}

const endOfImage = 0xd9;

/** Collects the scans during a walk over the markers. Each scan ends where the next marker begins. */
export class ScanList {
  readonly #scans: JpegScan[] = [];
  #open: Omit<JpegScan, "end"> | undefined;
  #at = 0;
  #complete = false;
  #understood = true;

  /** Every scan. Undefined if one was not understood, or if the end of the image is missing. */
  get scans(): readonly JpegScan[] | undefined {
    return this.#complete && this.#understood ? this.#scans : undefined;
  }

  /** The walk calls this for every marker. */
  pass(marker: JpegMarker): void {
    this.#at = marker.after - 2;
    if (this.#open !== undefined) this.#scans.push({ ...this.#open, end: this.#at });
    this.#open = undefined;
    this.#complete = marker.code === endOfImage;
  }

  /** The walk calls this when a scan begins at the last marker; `segment` is the scan's header, from its length on. */
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
  /** The number by which scans name the component. */
  readonly id: number;
  readonly horizontal: number;
  readonly vertical: number;
}
