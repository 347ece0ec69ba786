/**
 * An image whose rows JavaScript writes where libvips wants them, when it wants them, from the top down.
 * Not here: where they come from (run/rows/strip-feed).
 * Read next: native/thread/callback-thread, native/rows/row-reader.
 */
import { type ImageHeader, pelBytes } from "../../graph/recipe/header.ts";
import { rowsAsked } from "../../plan/cost/tile-lines.ts";
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { RegionMemory } from "../memory/region-memory.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { callForImage } from "../operation/call.ts";
import { setFields } from "../operation/image-header.ts";
import { type CallbackThread, takeCallbackThread } from "../thread/callback-thread.ts";
import { raiseWorkerLimit } from "../thread/run-in-worker.ts";

/** Writes rows; what it throws fails everything that is computed from the image. */
export type FillRows = (into: RegionMemory) => Promise<void>;

/** `VIPS_DEMAND_STYLE_THINSTRIP`: whole rows, few at a time. */
const thinStrips = 2;

/** Dispose of it when nothing computes from the image any more. */
export class RowWriter implements Disposable {
  /** To be read in order, once. */
  readonly image: ImageHandle;
  readonly #thread: CallbackThread;
  #stopped = false;

  static async open(header: ImageHeader, fill: FillRows): Promise<RowWriter> {
    return new RowWriter(await takeCallbackThread(), header, fill);
  }

  private constructor(thread: CallbackThread, header: ImageHeader, fill: FillRows) {
    this.#thread = thread;
    thread.begin({
      rows: (rows) => {
        // Told of before the writer was stopped, and heard of afterwards: their memory is libvips' again.
        if (this.#stopped) return;
        const rowBytes = header.width * pelBytes(header);
        fill(new RegionMemory(rows, rowBytes, () => !this.#stopped)).then(
          () => this.#written(),
          () => this.stop(),
        );
      },
      fault: () => this.stop(),
    });
    // What computes from the image waits for JavaScript, in a worker that others might need to get there.
    raiseWorkerLimit(1);
    this.image = inOrder(generated(header, thread.generate), header);
  }

  /** Fails what is asked for, and all that will be. Where rows are being written, they are not there any more. */
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
  // As loaders say of what they stream: operations that ask for many rows at a time then keep them in order.
  image.setInt("vips-sequential", 1);
  if (pages > 1) {
    image.setInt("n-pages", pages);
    image.setInt("page-height", height);
  }
  return image;
}

/** Several threads would ask for rows in any order. */
function inOrder(image: ImageHandle, header: ImageHeader): ImageHandle {
  using rows = image;
  const height = Math.min(rows.height, rowsAsked(header.width * pelBytes(header)));
  return callForImage("sequential", { in: rows, tile_height: height });
}
