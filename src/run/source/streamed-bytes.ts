/**
 * The bytes of a file that come as a stream: a decoder reads them as they come, the first time, and all of them go to
 * scratch on the way, for whoever asks again.
 * Not here: whether a decoder can do with bytes that come once (run/source/read-header).
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

/** Of streams that nobody disposed of; their file goes with them. */
const collected = new FinalizationRegistry<ScratchFile>((file) => {
  file[Symbol.dispose]();
  process.emitWarning("an image was opened from a stream and never disposed: its bytes stayed in scratch until now", {
    code: "SLUICE_LEAK",
  });
});

export class StreamedBytes implements StreamedSource {
  readonly kind = "stream";
  /** The stream's own error, where it had one: what was decoded from it knows less. */
  failure: UnreadableError | undefined;
  readonly #stream: ByteStream;
  readonly #chunks: AsyncIterator<unknown>;
  /** Aborted when it is disposed of: a stream may never give what was asked for. */
  readonly #disposal = new AbortController();
  #file: ScratchFile | undefined;
  #size = 0;
  #head: Uint8Array | undefined;
  #ended = false;
  /** One asks the stream at a time; resolves when the last that did is done. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(stream: ByteStream) {
    this.#stream = stream;
    this.#chunks = stream[Symbol.asyncIterator]();
  }

  /** Bytes that have come. */
  get size(): number {
    return this.#size;
  }

  /** The first bytes, until `enough` says so of them, but not many more than `most`. Only before anything else. */
  async head(enough: (head: Uint8Array) => boolean, most: number): Promise<Uint8Array> {
    let head: Uint8Array = new Uint8Array(0);
    while (head.length < most && !enough(head)) {
      const next = await this.#next();
      if (next === undefined) break;
      head = Buffer.concat([head, next]);
    }
    return head;
  }

  /** From now on {@link live} may be asked for: the decoder can do with bytes that come once, `head` first. */
  mayBeLive(head: Uint8Array): void {
    this.#head = head;
  }

  /** All bytes have come. @returns the file that has them. @throws {UnreadableError} when the stream failed. */
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

  /** A channel through which the bytes come while they are read from its other end: once, and undefined after that. */
  live(): ByteChannel | undefined {
    const head = this.#head;
    this.#head = undefined;
    const channel = head === undefined || this.#disposal.signal.aborted ? undefined : ByteChannel.open();
    if (channel === undefined) return undefined;
    // A reader that has what it needs closes its end: the rest stays in the stream.
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

  /** The next bytes, which are in the file by then; undefined after the last. */
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
    // Its iterator would first wait for what was asked for.
    if (this.#stream instanceof Readable) this.#stream.destroy();
    // What goes wrong while it ends is nobody's fault here.
    await this.#chunks.return?.().catch(() => {});
  }
}

/** Rejects with the signal's reason as soon as it is aborted, whatever becomes of the work. */
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
