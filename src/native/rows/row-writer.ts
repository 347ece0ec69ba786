/**
 * An image whose rows JavaScript writes into libvips' memory on demand, from the top down.
 * Not here: where the rows come from (run/rows/strip-feed).
 * Read next: native/thread/callback-thread, native/rows/row-reader.
 */
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import { rowsAsked } from "../../plan/cost/tile-lines.ts";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { tileHeight } from "../library/tile-height.ts";
import { RegionMemory } from "../memory/region-memory.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { callForImage } from "../operation/call.ts";
import { setFields } from "../operation/image-header.ts";
import { type CallbackThread, takeCallbackThread } from "../thread/callback-thread.ts";
import { raiseWorkerLimit } from "../thread/run-in-worker.ts";

/** Writes rows. If it throws, everything that is computed from the image fails. */
export type FillRegion = (into: RegionMemory) => Promise<void>;

/** `VIPS_DEMAND_STYLE_THINSTRIP`: whole rows, few at a time. */
const thinStrips = 2;

/** Dispose of it when nothing computes from the image any more. */
export class RowWriter implements Disposable {
  /** The image. Consumers must read it in order, once. */
  readonly image: ImageHandle;
  readonly #thread: CallbackThread;
  #stopped = false;

  static async open(header: ImageHeader, fill: FillRegion): Promise<RowWriter> {
    return new RowWriter(await takeCallbackThread(), header, fill);
  }

  private constructor(thread: CallbackThread, header: ImageHeader, fill: FillRegion) {
    this.#thread = thread;
    thread.begin({
      rows: (rows) => {
        // The message was sent before the writer stopped and arrived afterwards: the memory belongs to libvips again.
        if (this.#stopped) return;
        const rowBytes = header.width * pelBytes(header);
        fill(new RegionMemory(rows, rowBytes, () => !this.#stopped)).then(
          () => this.#written(),
          () => this.stop(),
        );
      },
      fault: () => this.stop(),
    });
    // A call that computes from this image occupies a worker and waits for JavaScript. JavaScript may need another
    // worker to get there.
    raiseWorkerLimit(1);
    this.image = inOrder(generated(header, thread.generate), header);
  }

  /** Fails the present request for rows and all later ones. Rows that are being written are no longer valid. */
  stop(): void {
    if (this.#stopped) return;
    this.#stopped = true;
    this.#thread.stop();
  }

  #written(): void {
    if (!this.#stopped) this.#thread.answer();
  }

  [Symbol.dispose](): void {
    this.#stopped = true;
    this.image.dispose();
    raiseWorkerLimit(-1);
    this.#thread.release();
  }
}

/** An image whose pixels a callback makes. */
function generated(header: ImageHeader, callback: Pointer): ImageHandle {
  const functions = native();
  const image = new ImageHandle(functions.vips_image_new() as Pointer);
  const { height, pages } = header;
  setFields(image, { ...header, height: height * pages });
  const noInputs = new BigUint64Array(1);
  functions.vips_image_pipeline_array(image.address, thinStrips, noInputs);
  functions.vips_image_generate(image.address, null, callback, null, null, null);
  // Loaders that stream set this field too: operations that request many rows at a time then keep the rows in order.
  image.setInt("vips-sequential", 1);
  if (pages > 1) {
    image.setInt("n-pages", pages);
    image.setInt("page-height", height);
  }
  return image;
}

/** Makes requests for rows arrive in order; several threads would request them in any order. */
function inOrder(image: ImageHandle, header: ImageHeader): ImageHandle {
  using rows = image;
  const height = Math.min(rows.height, rowsAsked(header.width * pelBytes(header), tileHeight()));
  return callForImage("sequential", { in: rows, tile_height: height });
}
