/**
 * Turns samples of the other byte order round, in place.
 * Not here: who has which order; formats say so.
 * Read next: core/pixel-format.
 */

/** `size`: bytes of one number; a complex sample is two. */
export function swapBytes(bytes: Uint8Array, size: number): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else if (size === 8) buffer.swap64();
  return bytes;
}
