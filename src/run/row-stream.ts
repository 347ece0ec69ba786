/**
 * A recipe's rows as they are computed: let in by the budget, lent one lot at a time, and all given back at the end.
 * Not here: strips of a given height, or tiles (run/streams).
 * Read next: native/rows/row-reader, run/admission/admission.
 */
import { whenAborted } from "../core/when-aborted.ts";
import { type ImageHeader, pelBytes } from "../graph/recipe/header.ts";
import { sourcesOf } from "../graph/recipe/node.ts";
import type { KernelCall, RecipeNode } from "../graph/recipe/nodes.ts";
import { viewBytes } from "../native/library/read-memory.ts";
import { headerFrom } from "../native/operation/image-header.ts";
import { HandleScope } from "../native/operation/scope.ts";
import { RowReader } from "../native/rows/row-reader.ts";
import type { Admission } from "./admission/admission.ts";
import type { RunFailure } from "./admission/failure.ts";
import { endOfStrips, failureOfSources } from "./admission/failure.ts";
import { loosest } from "./admission/strict-then-lenient.ts";
import { decode } from "./lowering/stages.ts";
import type { Rows } from "./rows/rows.ts";
import { decodeFailure } from "./source/open-source.ts";

export interface StreamJob {
  readonly recipe: RecipeNode;
  /** Bytes that the caller puts rows together in, within {@link RowStream.scope}. */
  readonly assembled: number;
  /** What is called for each part of the image in the end. */
  readonly fold?: KernelCall | undefined;
  readonly signal: AbortSignal | undefined;
}

/** What a stream is made of. */
interface OpenStream extends Pick<RowStream, "scope" | "header" | "threads"> {
  readonly ending: Ending;
  readonly failure: RunFailure;
}

/** Open ones are kept here: one that is abandoned is told of once, and not again for each thing that it holds. */
const open = new Set<RowStream>();

export class RowStream implements AsyncDisposable {
  /** Released with the stream. */
  readonly scope: HandleScope;
  readonly header: ImageHeader;
  /** libvips threads. */
  readonly threads: number;
  readonly #failure: RunFailure;
  readonly #recipe: RecipeNode;
  readonly #reader: RowReader;
  readonly #ends: Ending;

  /** @throws {BudgetError} when there can never be room. */
  static async open(admission: Admission, { recipe, assembled, fold, signal }: StreamJob): Promise<RowStream> {
    const ending = new Ending(signal);
    try {
      const output = { recipe, format: "strips", options: {}, toMemory: true, assembled, fold } as const;
      const { result, release } = await admission.keep({ output, signal: ending.signal }, async (admitted) => {
        const scope = new HandleScope();
        try {
          // What was lent cannot be taken back, so there is no second time at a lower level.
          const failOn = loosest(sourcesOf(recipe));
          const image = await decode({ recipe, admitted, failOn, signal: ending.signal, scope });
          const own = scope.image("copy", { in: image });
          const { failure, plan } = admitted;
          own.setInt("concurrency", plan.threads);
          const header = headerFrom(own);
          const reader = await RowReader.open(own);
          return new RowStream(recipe, reader, { scope, header, ending, failure, threads: plan.threads });
        } catch (error) {
          await scope[Symbol.asyncDispose]();
          throw error;
        }
      });
      ending.releases(release);
      return result;
    } catch (error) {
      ending.end();
      throw error;
    }
  }

  private constructor(recipe: RecipeNode, reader: RowReader, { scope, header, ending, failure, threads }: OpenStream) {
    this.scope = scope;
    this.header = header;
    this.threads = threads;
    this.#failure = failure;
    this.#recipe = recipe;
    this.#reader = reader;
    this.#ends = ending;
    whenAborted(ending.signal, () => reader.kill());
    open.add(this);
  }

  get rowBytes(): number {
    return this.header.width * pelBytes(this.header);
  }

  /** The next rows, as many as libvips computes at a time; undefined after the last. */
  async next(): Promise<Rows | undefined> {
    const { signal } = this.#ends;
    signal.throwIfAborted();
    try {
      const rows = await this.#reader.next();
      signal.throwIfAborted();
      if (rows === undefined) return undefined;
      const { address, bytesPerLine, top, height } = rows;
      if (bytesPerLine !== this.rowBytes) throw new Error(`rows of ${bytesPerLine} bytes instead of ${this.rowBytes}`);
      return { top, height, bytes: viewBytes(address, bytesPerLine * height) };
    } catch (error) {
      signal.throwIfAborted();
      throw failureOfSources([this.#recipe]) ?? this.#failure.first ?? this.#decodeFailure(error);
    }
  }

  /** Lets computing end soon. */
  stop(): void {
    this.#ends.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!open.delete(this)) return;
    const closed = this.#reader.close();
    this.#ends.stop();
    await closed;
    await this.scope[Symbol.asyncDispose]();
    await endOfStrips([this.#recipe]);
    this.#ends.end();
  }

  #decodeFailure(error: unknown): unknown {
    const [only, ...others] = sourcesOf(this.#recipe);
    return only === undefined || others.length > 0 ? error : decodeFailure(only, error);
  }
}

/** The end of a stream: asked for by the user's signal or by its own loop, and what is done then. */
class Ending {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  #release: () => void = () => {};

  constructor(given: AbortSignal | undefined) {
    this.signal = given === undefined ? this.#own.signal : AbortSignal.any([given, this.#own.signal]);
  }

  releases(release: () => void): void {
    this.#release = release;
  }

  stop(): void {
    this.#own.abort();
  }

  end(): void {
    this.#release();
  }
}
