/**
 * Byte shuffle: the first bytes of all samples, then the second bytes, and so on. This compresses better than whole
 * samples.
 * Not here: compression (store/bytes/deflate). For samples of one byte it would change nothing, and is not used.
 * Read next: store/bytes/deflate.
 */

/** `size` is the bytes of one sample. Bytes after the last whole sample stay where they are. */
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

/** Reverses {@link shuffled}. */
export function unshuffled(bytes: Uint8Array, size: number, into = new Uint8Array(bytes.length)): Uint8Array {
  const count = Math.floor(bytes.length / size);
  for (let byte = 0; byte < size; byte += 1) {
    const start = byte * count;
    for (let sample = 0, to = byte; sample < count; sample += 1, to += size) into[to] = bytes[start + sample] as number;
  }
  into.set(bytes.subarray(count * size), count * size);
  return into;
}
