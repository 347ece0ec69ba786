/**
 * Encoded bytes as a stream: the encoder runs while somebody reads, and waits where nobody does.
 * Not here: encoding (run/output/encode), or bytes that are wanted all at once (run/outputs).
 * Read next: native/rows/byte-channel.
 */

import { read } from "node:fs";
import { addAbortSignal, Readable } from "node:stream";
import { promisify } from "node:util";
import { UsageError } from "../core/errors.ts";
import type { AnyStreamOptions } from "../graph/image/engine.ts";
import { type OutputFormat, refuseFileFormat, type SaverFormat } from "../graph/output/encoding.ts";
import type { EncodeOptions } from "../graph/output/format-options.generated.ts";
import type { RecipeNode } from "../graph/recipe/nodes.ts";
import { targetToDescriptor } from "../native/object/byte-source.ts";
import { ByteChannel } from "../native/rows/byte-channel.ts";
import type { Admission } from "./admission/admission.ts";
import { decode } from "./lowering/stages.ts";
import { encodeToTarget, encodingOf } from "./output/encode.ts";
import { type FileOutput, fileOutput } from "./output/output-file.ts";
import { ScratchFile } from "./scratch/scratch-file.ts";

const readAt = promisify(read);

/** What a stream of bytes is planned as. */
export type StreamedOutput = FileOutput & { readonly format: SaverFormat };

/** @throws {UnsupportedError} for formats that are no stream of bytes. */
export function streamedOutput(recipe: RecipeNode, format: OutputFormat, options: EncodeOptions): StreamedOutput {
  refuseFileFormat(format);
  if (options.maxBytes !== undefined) {
    throw new UsageError("a stream has begun before its size is known, so maxBytes is for files and bytes", {
      cure: "Use encode or save, or leave it out.",
    });
  }
  // The writer of TIFF goes back to what it has written, and Windows has no channel.
  const streamed = format !== "tiff" && ByteChannel.isThere;
  return { ...fileOutput(recipe, format, options, false), format, streamed };
}

/** @throws {UnsupportedError} for formats that are no stream of bytes. */
export function encodedStream(
  admission: Admission,
  recipe: RecipeNode,
  format: OutputFormat,
  { signal, ...options }: AnyStreamOptions,
): Readable {
  const output = streamedOutput(recipe, format, options);
  const ending = new AbortController();
  const made = encodedBytes({ admission, output, signal: ending.signal });
  const stream = Readable.from(made, { objectMode: false });
  // A generator that waits for the encoder does not hear of its stream's end by itself.
  const destroy = stream._destroy.bind(stream);
  stream._destroy = (error, callback) => {
    ending.abort(error ?? new Error("the stream was destroyed"));
    destroy(error, callback);
  };
  return signal === undefined ? stream : addAbortSignal(signal, stream);
}

interface EncodedJob {
  readonly admission: Admission;
  readonly output: StreamedOutput;
  readonly signal: AbortSignal;
}

async function* encodedBytes(job: EncodedJob): AsyncGenerator<Buffer, undefined> {
  using channel = job.output.streamed === true ? ByteChannel.open() : undefined;
  if (channel === undefined) return yield* stagedBytes(job);
  const run = encodeInto(channel.descriptor, () => channel[Symbol.dispose](), job).finally(() => channel.end());
  const over = run.catch(() => {});
  try {
    yield* channel.socket;
    await run;
  } catch (error) {
    // The run knows better why its bytes have ended.
    await run;
    throw error;
  } finally {
    channel[Symbol.dispose]();
    await over;
  }
}

/** Bytes of a file that are read at a time. */
const chunkBytes = 2 ** 16;

/**
 * Encoded whole, on disk, and read from there: one chunk after the other. A stream of Node's would read ahead, and still
 * do so when the file is closed.
 */
async function* stagedBytes(job: EncodedJob): AsyncGenerator<Buffer, undefined> {
  using file = new ScratchFile();
  await encodeInto(file.descriptor, undefined, job);
  for (let position = 0; ; ) {
    const chunk = Buffer.allocUnsafeSlow(chunkBytes);
    const { bytesRead } = await readAt(file.descriptor, chunk, 0, chunkBytes, position);
    if (bytesRead === 0) return;
    yield chunk.subarray(0, bytesRead);
    position += bytesRead;
  }
}

async function encodeInto(
  descriptor: number,
  stop: (() => void) | undefined,
  { admission, output, signal }: EncodedJob,
): Promise<void> {
  await using run = await admission.begin({ output, signal });
  await run.attempt(async () => {
    // What was read of it cannot be taken back, so there is no second time at a lower level.
    const image = await decode(run, run.failOn);
    const target = run.scope.keep(targetToDescriptor(descriptor));
    await encodeToTarget(run.scope, image, { target, stop }, encodingOf(output, run.plan, { signal }));
  });
}
