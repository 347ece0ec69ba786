/**
 * Where an image's bytes come from: a regular file, with what identified it when it was opened, bytes in memory, or a
 * stream of bytes.
 * Not here: reading them (run/open-source).
 * Read next: graph/header.
 */

/** What tells a file from another, and from itself after a change. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
  readonly sizeBytes: bigint;
  readonly modifiedNs: bigint;
}

export interface FileSource {
  readonly kind: "file";
  readonly path: string;
  readonly identity: FileIdentity;
}

export interface BytesSource {
  readonly kind: "bytes";
  readonly bytes: Uint8Array;
}

/** The bytes of a file as they come: a stream of Node or of the web, or anything else that gives bytes in turn. */
export type ByteStream = AsyncIterable<Uint8Array>;

/** A stream of bytes, and where they go. */
export interface StreamedSource {
  readonly kind: "stream";
  /** Bytes that have come. */
  readonly size: number;
  /** What the stream failed with, where it did. */
  readonly failure: Error | undefined;
  /** Lets go of the stream, and of its bytes on disk. */
  dispose(): void;
}

export type ImageSource = FileSource | BytesSource | StreamedSource;

/** How messages call a source. */
export function sourceName(source: ImageSource): string {
  if (source.kind === "stream") return "a stream of bytes";
  return source.kind === "file" ? source.path : `${source.bytes.length} bytes in memory`;
}
