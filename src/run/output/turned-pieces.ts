/**
 * Writes an image that is turned as a whole: its rows are put, turned, into pieces of whole chunks of the result, and each
 * piece is stored where it belongs, before the next is begun.
 * Not here: when this is done (plan/turned), or the file (store/chunks/store).
 * Read next: plan/turned, graph/recipe/turn, run/rows/place-pixels.
 */
import type { Rect, Size } from "../../core/rect.ts";
import { pelBytes } from "../../graph/recipe/header.ts";
import type { MetadataNode, OperationNode } from "../../graph/recipe/nodes.ts";
import { isSideways, type Turn, turnedPart } from "../../graph/recipe/turn.ts";
import { NativeBytes } from "../../native/memory/native-bytes.ts";
import type { ImageHandle } from "../../native/object/image-handle.ts";
import { setMetadata } from "../../native/object/metadata.ts";
import type { HandleScope } from "../../native/operation/scope.ts";
import { RowReader } from "../../native/rows/row-reader.ts";
import { pieceRows, type Turned } from "../../plan/turned.ts";
import type { OpenStore } from "../../store/chunks/store.ts";
import { type Placing, placePels } from "../rows/place-pixels.ts";
import type { Encoding } from "./encode.ts";

/** The result as libvips would give it. To be asked for its header and metadata: its pixels would all have to wait. */
export function turnedWhole(scope: HandleScope, image: ImageHandle, { steps }: Turned): ImageHandle {
  return (steps as readonly (OperationNode | MetadataNode)[]).reduce((made, step) => {
    if (step.kind === "metadata") return setMetadata(scope.image("copy", { in: made }), step.fields);
    const { in: _, ...args } = step.args;
    return scope.image(step.name, { ...(args as { angle?: string; direction?: string }), in: made });
  }, image);
}

/** `image` is what is turned, and this call's alone. Its rows are computed from the top down. */
export async function writeTurned(
  image: ImageHandle,
  store: OpenStore,
  turned: Turned,
  { signal, progress }: Pick<Encoding, "signal" | "progress">,
): Promise<void> {
  const pel = pelBytes(image);
  const pieces = new Pieces({ width: image.width, height: image.height }, turned, store.shape.chunk);
  using memory = new NativeBytes(pieces.maxPixels * pel);
  await using rows = await RowReader.open(image, { apart: false, signal });
  let piece = pieces.at(0);
  for (let lot = await rows.next(); lot !== undefined; lot = await rows.next()) {
    const bottom = lot.top + lot.height;
    for (let top = lot.top; top < bottom; ) {
      const end = Math.min(bottom, piece.top + piece.height);
      const size = { width: image.width, height: end - top };
      const [from, to] = [top, end].map((row) => (row - lot.top) * size.width * pel);
      placePels(lot.bytes.subarray(from, to), memory.bytes, pel, size, pieces.placing(piece, top));
      top = end;
      if (end < piece.top + piece.height) continue;
      await store.write(pieces.rectOf(piece), memory.bytes.subarray(0, piece.height * size.width * pel));
      progress?.reached(end / image.height);
      if (end < image.height) piece = pieces.at(end);
    }
  }
}

/** Rows of the image that make whole chunks of the result, and so much of it as has no more. */
interface Piece {
  readonly top: number;
  readonly height: number;
}

class Pieces {
  readonly #size: Size;
  readonly #turns: readonly Turn[];
  readonly #wholeRows: number;
  readonly #first: number;

  constructor(size: Size, turned: Turned, chunk: Size) {
    this.#size = size;
    this.#turns = turned.turns;
    this.#wholeRows = Math.min(size.height, pieceRows(turned, chunk));
    // Pieces that begin at the far end of the result are whole chunks where the first has what is left over.
    const { left, top } = this.#turned({ left: 0, top: 0, width: size.width, height: 1 });
    const isAtStart = (isSideways(this.#turns) ? left : top) === 0;
    this.#first = isAtStart ? this.#wholeRows : size.height % this.#wholeRows || this.#wholeRows;
  }

  get maxPixels(): number {
    return this.#wholeRows * this.#size.width;
  }

  at(top: number): Piece {
    return { top, height: Math.min(top === 0 ? this.#first : this.#wholeRows, this.#size.height - top) };
  }

  /** Where it lies in the result. */
  rectOf({ top, height }: Piece): Rect {
    return this.#turned({ left: 0, top, width: this.#size.width, height });
  }

  /** Where the pixels of a row of it, and of those below, go in its memory. */
  placing(piece: Piece, row: number): Placing {
    const rect = this.rectOf(piece);
    const placeOf = (left: number, top: number): number => {
      const pixel = this.#turned({ left, top, width: 1, height: 1 });
      return (pixel.top - rect.top) * rect.width + pixel.left - rect.left;
    };
    const origin = placeOf(0, row);
    return { origin, stepX: placeOf(1, row) - origin, stepY: placeOf(0, row + 1) - origin };
  }

  #turned(rect: Rect): Rect {
    return turnedPart({ rect, size: this.#size }, this.#turns).rect;
  }
}
