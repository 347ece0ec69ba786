/**
 * Opens images whose bytes come as a stream: live if the decoder allows it, otherwise from scratch.
 * Not here: the stream itself, and its stored bytes (run/source/streamed-bytes).
 * Read next: run/source/streamed-bytes, run/source/read-header.
 */
import { closeSync } from "node:fs";
import { type ByteReader, bytesReader } from "../../codec/byte-reader.ts";
import { readJpegMarkers } from "../../codec/jpeg-markers.ts";
import type { ByteRange } from "../../codec/jpeg-scans.ts";
import { readPngChunks } from "../../codec/png-chunks.ts";
import { type Codec, sniffCodec } from "../../codec/sniff.ts";
import { UnreadableError } from "../../core/errors.ts";
import { whenAborted } from "../../core/when-aborted.ts";
import type { StreamedSource } from "../../graph/recipe/source.ts";
import { sourceFromDescriptor } from "../../native/object/byte-source.ts";
import { Handle, takeReference } from "../../native/object/handle.ts";
import type { ByteChannel } from "../../native/rows/byte-channel.ts";
import { raiseWorkerLimit } from "../../native/thread/run-in-worker.ts";
import type { ScratchFile } from "../scratch/scratch-file.ts";
import { readFully } from "./regular-file.ts";
import { type PartReader, sourceWithout } from "./skipped-bytes.ts";
import { StreamedBytes } from "./streamed-bytes.ts";

/** Maximum size of a header in a live stream. A file with more bytes before its pixels is staged in scratch. */
const maxHeadBytes = 2 ** 20;

/**
 * A source that libvips reads in a worker thread, blocking there until bytes come. It raises the limit of workers, so
 * that no other call waits for it.
 */
export class ChannelSource extends Handle {
  readonly #channel: ByteChannel;
  readonly #unhear: () => void;

  /** Closed on dispose, or when the signal aborts. */
  constructor(source: Handle, channel: ByteChannel, signal: AbortSignal | undefined) {
    super(takeReference(source.address), "source");
    this.#channel = channel;
    raiseWorkerLimit(1);
    this.#unhear = whenAborted(signal, () => channel[Symbol.dispose]());
  }

  override dispose(): void {
    if (this.disposed) return;
    super.dispose();
    this.#unhear();
    this.#channel[Symbol.dispose]();
    raiseWorkerLimit(-1);
  }
}

/** @throws {UnreadableError} when the stream has failed, or has no bytes. */
export async function openStream(
  source: StreamedSource,
  skip: readonly ByteRange[],
  signal: AbortSignal | undefined,
): Promise<Handle> {
  if (!(source instanceof StreamedBytes)) throw new Error("a stream of another kind");
  const channel = skip.length === 0 ? source.live() : undefined;
  if (channel !== undefined) {
    using given = fromDescriptor(channel.descriptor);
    return new ChannelSource(given, channel, signal);
  }
  const file = await source.staged(signal);
  if (skip.length === 0) return reopened(file);
  const read: PartReader["read"] = (into, offset) => readFully(file.descriptor, into, offset);
  return await sourceWithout({ size: source.size, read }, skip);
}

/** The first bytes of a stream, if its decoder can read bytes that come only once; otherwise undefined. */
export async function headOf(stream: StreamedBytes): Promise<StreamHead | undefined> {
  const bytes = await stream.head((soFar) => findWay(soFar).way !== "unknown", maxHeadBytes);
  const { way, codec } = findWay(bytes);
  return way === "live" ? { bytes, codec } : undefined;
}

/** The first bytes of a stream, and the format that they begin with. */
export interface StreamHead {
  readonly bytes: Uint8Array;
  readonly codec: Codec | undefined;
}

/** How a stream is read, by its first bytes. */
interface Found {
  readonly way: "live" | "staged" | "unknown";
  readonly codec: Codec | undefined;
}

function findWay(head: Uint8Array): Found {
  const reader = bytesReader(head);
  const codec = sniffCodec(reader);
  return { codec, way: wayOf(head, reader, codec) };
}

/**
 * `live` for a sequential JPEG whose first scan has everything, and for a PNG that is not interlaced: both
 * decode row by row.
 */
function wayOf(head: Uint8Array, reader: ByteReader, codec: Codec | undefined): Found["way"] {
  if (codec === "jpeg") {
    const facts = readJpegMarkers(reader, { maxScans: 1 });
    if (facts === undefined || facts.scans === 0) return "unknown";
    return facts.multiScan ? "staged" : "live";
  }
  if (codec === "png") {
    const facts = readPngChunks(reader);
    if (facts === undefined || Buffer.from(head.buffer, head.byteOffset, head.length).indexOf("IDAT") < 0)
      return "unknown";
    return facts.interlaced ? "staged" : "live";
  }
  return codec === undefined && head.length < 1000 ? "unknown" : "staged";
}

/**
 * A source over the stored bytes of a stream. libvips moves the file position when it reads, so each source has
 * its own descriptor.
 */
export function reopened(file: ScratchFile): Handle {
  const descriptor = file.reopen();
  try {
    return fromDescriptor(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function fromDescriptor(descriptor: number): Handle {
  const source = sourceFromDescriptor(descriptor);
  if (source !== undefined) return source;
  throw new UnreadableError("the bytes of the stream could not be opened", { cure: "Save them to a file first." });
}
