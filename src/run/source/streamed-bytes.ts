/**
 * The bytes of a file that come as a stream. The first reader may get them live. All bytes also go to scratch,
 * for later readers.
 * Not here: whether a decoder can read bytes that come only once (run/source/read-header).
 * Read next: native/rows/byte-channel, run/scratch/scratch-file.
 */
import { write } from "node:fs";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { bytes } from "../../core/bytes.ts";
import { DisposedError, UnreadableError, UsageError } from "../../core/errors.ts";
import { whenAborted } from "../../core/when-aborted.ts";
import type { ByteStream, StreamedSource } from "../../graph/recipe/source.ts";
import { ByteChannel } from "../../native/rows/byte-channel.ts";
import { ScratchFile } from "../scratch/scratch-file.ts";

const writeAt = promisify(write);

/** Warns about streams that were never disposed, and deletes their files. */
const collected = new FinalizationRegistry<ScratchFile>((file) => {
  file[Symbol.dispose]();
  process.emitWarning("an image was opened from a stream and never disposed: its bytes stayed in scratch until now", {
    code: "SLUICE_LEAK",
  });
});

export class StreamedBytes implements StreamedSource {
  readonly kind = "stream";
  /** The stream's own error, if any. It says more than the decoder's error that follows from it. */
  failure: UnreadableError | undefined;
  readonly #stream: ByteStream;
  readonly #chunks: AsyncIterator<unknown>;
  /** Aborts on dispose: a stream may never answer a pending read. */
  readonly #disposal = new AbortController();
  #file: ScratchFile | undefined;
  #size = 0;
  #head: Uint8Array | undefined;
  #ended = false;
  /** Requests to the stream run one at a time. Resolves when the last one is done. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(stream: ByteStream) {
    this.#stream = stream;
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Bytes that have arrived. */
  get size(): number {
    return this.#size;
  }

  /**
   * The first bytes: reads until `enough` returns true, but not many more than `max`. Call it before anything else.
   */
  async head(enough: (head: Uint8Array) => boolean, max: number): Promise<Uint8Array> {
    let head: Uint8Array = new Uint8Array(0);
    while (head.length < max && !enough(head)) {
      const next = await this.#next();
      if (next === undefined) break;
      head = Buffer.concat([head, next]);
    }
    return head;
  }

  /** Allows {@link live} from now on: the decoder can read bytes that come only once, starting with `head`. */
  mayBeLive(head: Uint8Array): void {
    this.#head = head;
  }

  /**
   * Waits until all bytes have arrived. @returns the file that has them. @throws {UnreadableError} when
   * the stream failed.
   */
  async staged(signal?: AbortSignal): Promise<ScratchFile> {
    const all = this.#inTurn(async () => {
      while ((await this.#next()) !== undefined) signal?.throwIfAborted();
    });
    await orAborted(all, signal);
    if (this.#file === undefined || this.#size === 0) {
      throw new UnreadableError("the stream has no bytes", { cure: "Check where it comes from." });
    }
    return this.#file;
  }

  /** A channel that delivers the bytes while its other end reads them. Works once; undefined after that. */
  live(): ByteChannel | undefined {
    const head = this.#head;
    this.#head = undefined;
    const channel = head === undefined || this.#disposal.signal.aborted ? undefined : ByteChannel.open();
    if (channel === undefined) return undefined;
    // A reader that has enough closes its end. The rest then stays in the stream.
    const fed = this.#inTurn(async () => {
      for (let next: Uint8Array | undefined = head; next !== undefined; next = await this.#next()) {
        if (!(await channel.write(next))) return;
      }
      channel.finish();
    });
    fed.catch(() => channel[Symbol.dispose]());
    return channel;
  }

  dispose(): void {
    if (this.#disposal.signal.aborted) return;
    this.#disposal.abort(new DisposedError("this image is disposed", { cure: "Keep it in scope while it is used." }));
    collected.unregister(this);
    this.#file?.[Symbol.dispose]();
    if (!this.#ended) void this.#end();
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => {});
    return await mine;
  }

  /** The next bytes, already written to the file; undefined after the last. */
  async #next(): Promise<Uint8Array | undefined> {
    this.#disposal.signal.throwIfAborted();
    if (this.failure !== undefined) throw this.failure;
    if (this.#ended) return undefined;
    const { done, value } = await this.#asked();
    if (done === true) {
      this.#ended = true;
      return undefined;
    }
    if (!(value instanceof Uint8Array)) {
      await this.#end();
      const what = typeof value === "string" ? "text" : `a ${(value as object | null)?.constructor?.name ?? "null"}`;
      throw new UsageError(`the stream gives ${what} instead of bytes`, { cure: "Give a stream without an encoding." });
    }
    await this.#store(value);
    return value;
  }

  async #asked(): Promise<IteratorResult<unknown>> {
    try {
      return await orAborted(this.#chunks.next(), this.#disposal.signal);
    } catch (error) {
      this.#disposal.signal.throwIfAborted();
      this.#ended = true;
      const words = error instanceof Error ? error.message : String(error);
      this.failure = new UnreadableError(`its stream failed after ${this.#size} bytes: ${words}`, {
        cause: error,
        cure: "Ask for it again.",
      });
      throw this.failure;
    }
  }

  async #store(chunk: Uint8Array): Promise<void> {
    if (this.#file === undefined) {
      this.#file = new ScratchFile({ reopens: true });
      collected.register(this, this.#file, this);
    }
    for (let written = 0; written < chunk.length; ) {
      const rest = chunk.subarray(written);
      const { bytesWritten } = await writeAt(this.#file.descriptor, rest, 0, rest.length, this.#size);
      written += bytesWritten;
      this.#size = bytes(this.#size + bytesWritten);
    }
  }

  async #end(): Promise<void> {
    this.#ended = true;
    // The stream's iterator would first wait for the pending read.
    if (this.#stream instanceof Readable) this.#stream.destroy();
    // An error while it ends no longer matters.
    await this.#chunks.return?.().catch(() => {});
  }
}

/** Rejects with the signal's reason as soon as it aborts, even if the work continues. */
async function orAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  let unhear = (): void => {};
  try {
    const aborted = new Promise<never>((_, reject) => {
      unhear = whenAborted(signal, () => reject(signal.reason));
    });
    return await Promise.race([work, aborted]);
  } finally {
    unhear();
    work.catch(() => {});
  }
}
