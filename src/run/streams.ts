/**
 * Runs recipes for loops: strips and tiles as async generators, which end the work whatever way their loop is left.
 * Not here: the rows (run/row-stream), or how strips and tiles are made of them (run/rows/strips, run/rows/tiles).
 * Read next: run/row-stream.
 */
import type { Readable } from "node:stream";
import { callSiteOf } from "../budget/ledger/call-site.ts";
import { samplesFrom } from "../core/pixel-format.ts";
import type { AnyStreamOptions, Fold, RunOptions, Streams } from "../graph/image/engine.ts";
import type { OutputFormat } from "../graph/output/encoding.ts";
import { pelBytes } from "../graph/recipe/header.ts";
import { headerOf } from "../graph/recipe/node.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import {
  checkStripHeight,
  type Strip,
  type StripOptions,
  type Tile,
  type TileOptions,
  tileShape,
} from "../graph/tiles/strip.ts";
import { tileRowPixels, tileRowsAtOnce } from "../graph/tiles/tile-layout.ts";
import { NativeBytes } from "../native/memory/native-bytes.ts";
import type { Rows } from "../native/rows/rows.ts";
import { allRows } from "../plan/cost/pipeline.ts";
import type { Admission } from "./admission/admission.ts";
import { encodedStream } from "./encoded-stream.ts";
import { foldTiles } from "./fold.ts";
import { RowStream, type StreamJob } from "./row-stream.ts";
import { type Loop, takenBack, watched } from "./rows/lent-views.ts";
import { inHeights } from "./rows/strips.ts";
import { inTiles } from "./rows/tiles.ts";

export class VipsStreams implements Streams {
  readonly #admission: Admission;
  readonly #checkViews: () => boolean;

  /** `checkViews`: whether late uses of what is lent are to throw. */
  constructor(admission: Admission, checkViews: () => boolean) {
    this.#admission = admission;
    this.#checkViews = checkViews;
  }

  strips(recipe: RecipeNode, { height, signal }: StripOptions): AsyncGenerator<Strip, undefined> {
    checkStripHeight(height);
    const loop: Loop = { open: false, place: callSiteOf(this.strips) };
    const { width, pages, height: pageHeight, ...header } = headerOf(recipe);
    const rows = Math.min(height ?? 0, pageHeight * pages);
    const assembled = rows * width * pelBytes(header);
    const made = makeStrips(this.#admission, { recipe, assembled, signal }, rows, loop);
    return watched(this.#checkViews() ? takenBack(made) : made, loop);
  }

  async fold(recipe: RecipeNode, fold: Fold, options: RunOptions): Promise<unknown> {
    return await foldTiles(this.#admission, recipe, fold, options);
  }

  tiles(recipe: RecipeNode, options: TileOptions): AsyncGenerator<Tile, undefined> {
    const shape = tileShape(options);
    const loop: Loop = { open: false, place: callSiteOf(this.tiles) };
    const made = makeTiles(this.#admission, { recipe, signal: options.signal }, shape, loop);
    return watched(this.#checkViews() ? takenBack(made) : made, loop);
  }

  encoded(recipe: RecipeNode, format: OutputFormat, options: AnyStreamOptions): Readable {
    return encodedStream(this.#admission, recipe, format, options);
  }
}

async function* makeStrips(
  admission: Admission,
  job: StreamJob,
  height: number,
  loop: Loop,
): AsyncGenerator<Strip, undefined> {
  loop.open = true;
  try {
    await using stream = await RowStream.open(admission, job);
    const { rowBytes, scope, header } = stream;
    const { width, bands, format } = header;
    const strip = ({ top, height, bytes }: Rows): Strip => {
      return { data: samplesFrom(format, bytes), left: 0, top, width, height, bands };
    };
    if (height === 0) {
      for (let rows = await stream.next(); rows !== undefined; rows = await stream.next()) yield strip(rows);
    } else {
      const { bytes: memory } = scope.keep(new NativeBytes(height * rowBytes));
      for await (const rows of inHeights(stream, { height, rowBytes, memory })) yield strip(rows);
    }
  } finally {
    loop.open = false;
  }
}

async function* makeTiles(
  admission: Admission,
  { recipe, signal }: Omit<StreamJob, "assembled">,
  shape: ReturnType<typeof tileShape>,
  loop: Loop,
): AsyncGenerator<Tile, undefined> {
  const image = allRows(headerOf(recipe));
  const rowBytes = tileRowPixels(image, shape) * pelBytes(headerOf(recipe));
  const assembled = rowBytes * tileRowsAtOnce(image, shape);
  loop.open = true;
  try {
    await using stream = await RowStream.open(admission, { recipe, assembled, signal });
    const { bytes: memory } = stream.scope.keep(new NativeBytes(assembled));
    const { header } = stream;
    for await (const { tile, bytes } of inTiles(stream, header, shape, { memory, rowBytes })) {
      yield { data: samplesFrom(header.format, bytes), ...tile, bands: header.bands, halo: shape.halo };
    }
  } finally {
    loop.open = false;
  }
}
