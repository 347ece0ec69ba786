/**
 * Byte shuffle: first bytes of all samples, then second bytes, and so on, which compresses better than whole samples.
 * Not here: compression (store/bytes/deflate). With samples of one byte it would change nothing, and is not asked for.
 * Read next: store/bytes/deflate.
 */

/** `size`: bytes of one sample. Bytes after the last whole sample stay where they are. */
export function shuffled(bytes: Uint8Array, size: number, into = new Uint8Array(bytes.length)): Uint8Array {
  const count = Math.floor(bytes.length / size);
  for (let byte = 0; byte < size; byte += 1) {
    const start = byte * count;
    for (let sample = 0, from = byte; sample < count; sample += 1, from += size)
      into[start + sample] = bytes[from] as number;
  }
  into.set(bytes.subarray(count * size), count * size);
  return into;
}

/** The other way. */
export function unshuffled(bytes: Uint8Array, size: number, into = new Uint8Array(bytes.length)): Uint8Array {
  const count = Math.floor(bytes.length / size);
  for (let byte = 0; byte < size; byte += 1) {
    const start = byte * count;
    for (let sample = 0, to = byte; sample < count; sample += 1, to += size) into[to] = bytes[start + sample] as number;
  }
  into.set(bytes.subarray(count * size), count * size);
  return into;
}
