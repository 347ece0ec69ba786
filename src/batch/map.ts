/**
 * Works on several items of an iterable at a time, and returns results in the order of the items.
 * Not here: memory; the work itself reserves in the budget, and waits there. Other helpers are Node's own
 * (docs/guide/outputs.md).
 * Read next: batch/open-images.
 */
import { availableParallelism } from "node:os";
import { UsageError } from "../core/errors.ts";

export interface MapOptions {
  /** Maximum number of items in progress plus results not yet consumed. Default: the number of processors. */
  readonly concurrency?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What the work gets in addition to its item. */
export interface MapContext {
  /** Aborts when the loop over the results ends early, an item fails, or the options' signal aborts. */
  readonly signal: AbortSignal;
}

/**
 * Backpressure: no more than `concurrency` items are started and not consumed, so a slow consumer slows the
 * work. If the loop ends early or an item fails, the remaining work gets an abort signal and is waited for. Then
 * the source is closed.
 *
 * Node's `Readable.from(source).map()` is similar. But after an early end it does not wait for work in progress, so a
 * file may still be written after the loop.
 *
 * @throws the error of the first item, in order, that fails. @throws {UsageError} for a concurrency that is not a
 * whole number from 1 on.
 */
export async function* map<T, R>(
  source: AsyncIterable<T> | Iterable<T>,
  work: (item: T, context: MapContext) => R | PromiseLike<R>,
  { concurrency = availableParallelism(), signal }: MapOptions = {},
): AsyncGenerator<Awaited<R>, void, undefined> {
  if (!(Number.isInteger(concurrency) && concurrency >= 1)) {
    throw new UsageError(`concurrency is ${concurrency} and must be a whole number from 1 on`, {
      cure: "Leave it out.",
    });
  }
  signal?.throwIfAborted();
  using run = new MapRun(source, work, signal);
  const begun: Promise<Step<Awaited<R>>>[] = [];
  try {
    for (;;) {
      while (begun.length < concurrency) begun.push(run.begin());
      const step = await run.unlessAborted(begun.shift() as Promise<Step<Awaited<R>>>);
      signal?.throwIfAborted();
      if (step.done) return;
      yield step.value;
    }
  } finally {
    await run.end();
  }
}

type Step<R> = { readonly done: true } | { readonly done: false; readonly value: R };

class MapRun<T, R> implements Disposable {
  readonly #iterator: AsyncIterator<T> | Iterator<T>;
  readonly #work: (item: T, context: MapContext) => R | PromiseLike<R>;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<unknown>>();
  readonly #unhear: () => void;
  #interrupt: (reason: unknown) => void = () => {};
  /** Requests to the source run one after the other, because not every source supports concurrent ones. */
  #asked: Promise<unknown> = Promise.resolve();
  #asking = 0;

  constructor(
    source: AsyncIterable<T> | Iterable<T>,
    work: (item: T, context: MapContext) => R | PromiseLike<R>,
    signal: AbortSignal | undefined,
  ) {
    this.#iterator = Symbol.asyncIterator in source ? source[Symbol.asyncIterator]() : source[Symbol.iterator]();
    this.#work = work;
    const abort = (): void => {
      this.#stop.abort(signal?.reason);
      this.#interrupt(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    this.#unhear = () => signal?.removeEventListener("abort", abort);
  }

  /** Starts the next item as soon as the source returns it. */
  begin(): Promise<Step<Awaited<R>>> {
    this.#asking += 1;
    const item = this.#asked.then(() => this.#iterator.next());
    this.#asked = item.then(
      () => this.#heard(),
      () => this.#heard(),
    );
    const result = item.then(async (step): Promise<Step<Awaited<R>>> => {
      if (step.done === true || this.#stop.signal.aborted) return { done: true };
      return { done: false, value: await this.#run(step.value) };
    });
    return quiet(result);
  }

  /** Rejects as soon as the caller's signal aborts. (`Promise.race` would keep every result until then.) */
  async unlessAborted<V>(step: Promise<V>): Promise<V> {
    return await new Promise<V>((resolve, reject) => {
      this.#interrupt = reject;
      step.then(resolve, reject);
    });
  }

  async #run(item: T): Promise<Awaited<R>> {
    const running = quiet((async () => await this.#work(item, { signal: this.#stop.signal }))());
    this.#running.add(running);
    try {
      return await running;
    } finally {
      this.#running.delete(running);
    }
  }

  #heard(): void {
    this.#asking -= 1;
  }

  /** Stops the remaining work and closes the source. A source with a pending request closes after its answer. */
  async end(): Promise<void> {
    this.#stop.abort();
    await Promise.allSettled(this.#running);
    const asking = this.#asking > 0;
    const closed = Promise.resolve(this.#iterator.return?.());
    if (asking) quiet(closed);
    else await closed;
  }

  [Symbol.dispose](): void {
    this.#unhear();
  }
}

/** Marks a rejection as handled. The loop throws it when its turn comes. */
function quiet<P extends Promise<unknown>>(promise: P): P {
  promise.catch(() => {});
  return promise;
}
