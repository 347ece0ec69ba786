/**
 * A recipe's rows as they are computed: let in by the budget, lent one lot at a time, and all given back at the end.
 * Not here: strips of a given height, or tiles (run/streams).
 * Read next: native/rows/row-reader, run/admission/run.
 */
import { whenAborted } from "../core/when-aborted.ts";
import { type ImageHeader, pelBytes } from "../graph/recipe/header.ts";
import type { KernelCall, RecipeNode } from "../graph/recipe/nodes.ts";
import { headerFrom } from "../native/operation/image-header.ts";
import type { HandleScope } from "../native/operation/scope.ts";
import { RowReader } from "../native/rows/row-reader.ts";
import type { RowSource, Rows } from "../native/rows/rows.ts";
import type { Admission } from "./admission/admission.ts";
import type { Run } from "./admission/run.ts";
import { decode } from "./lowering/stages.ts";
import { recipeFailure } from "./source/open-source.ts";

export interface StreamJob {
  readonly recipe: RecipeNode;
  /** Bytes that the caller puts rows together in, within {@link RowStream.scope}. */
  readonly assembled: number;
  /** What is called for each part of the image in the end. */
  readonly fold?: KernelCall | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Open ones are kept here: one that is abandoned is told of once, and not again for each thing that it holds. */
const open = new Set<RowStream>();

export class RowStream implements RowSource, AsyncDisposable {
  readonly header: ImageHeader;
  readonly #run: Run;
  readonly #reader: RowReader;
  readonly #ending: Ending;

  /** @throws {BudgetError} when there can never be room. */
  static async open(admission: Admission, { recipe, assembled, fold, signal }: StreamJob): Promise<RowStream> {
    const ending = new Ending(signal);
    const output = { recipe, format: "strips", options: {}, toMemory: true, assembled, fold } as const;
    const run = await admission.begin({ output, signal: ending.signal });
    try {
      return await run.attempt(async () => {
        // What was lent cannot be taken back, so there is no second time at a lower level.
        const image = run.scope.ownCopy(await decode(run, run.failOn), run.plan.threads);
        const header = headerFrom(image);
        return new RowStream(run, header, await RowReader.open(image), ending);
      });
    } catch (error) {
      await run[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(run: Run, header: ImageHeader, reader: RowReader, ending: Ending) {
    this.header = header;
    this.#run = run;
    this.#reader = reader;
    this.#ending = ending;
    whenAborted(ending.signal, () => reader.kill());
    open.add(this);
  }

  /** Released with the stream. */
  get scope(): HandleScope {
    return this.#run.scope;
  }

  /** libvips threads. */
  get threads(): number {
    return this.#run.plan.threads;
  }

  get rowBytes(): number {
    return this.header.width * pelBytes(this.header);
  }

  /** The next rows, as many as libvips computes at a time; undefined after the last. */
  async next(): Promise<Rows | undefined> {
    const { signal } = this.#ending;
    signal.throwIfAborted();
    try {
      const rows = await this.#reader.next();
      signal.throwIfAborted();
      if (rows === undefined) return undefined;
      const expected = rows.height * this.rowBytes;
      if (rows.bytes.length !== expected) throw new Error(`rows of ${rows.bytes.length} bytes instead of ${expected}`);
      return rows;
    } catch (error) {
      signal.throwIfAborted();
      const [recipe] = this.#run.recipes as readonly [RecipeNode];
      throw this.#run.failureFor(recipeFailure(recipe, error));
    }
  }

  /** Lets computing end soon. */
  stop(): void {
    this.#ending.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!open.delete(this)) return;
    const closed = this.#reader.close();
    this.stop();
    await closed;
    await this.#run[Symbol.asyncDispose]();
  }
}

/** The end of a stream: asked for by the user's signal, or by its own loop. */
class Ending {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();

  constructor(given: AbortSignal | undefined) {
    this.signal = given === undefined ? this.#own.signal : AbortSignal.any([given, this.#own.signal]);
  }

  stop(): void {
    this.#own.abort();
  }
}
