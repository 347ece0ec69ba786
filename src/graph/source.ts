/**
 * Where an image's bytes come from: a regular file, with what identified it when it was opened, or bytes in memory.
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

export type ImageSource = FileSource | BytesSource;

/** How messages call a source. */
export function sourceName(source: ImageSource): string {
  return source.kind === "file" ? source.path : `${source.bytes.length} bytes in memory`;
}
