/**
 * Swaps the byte order of samples, in place.
 * Not here: which data has which order; the formats say so.
 * Read next: core/pixel-format.
 */

/** `size` is the bytes of one number; a complex sample is two numbers. */
export function swapBytes(bytes: Uint8Array, size: number): Uint8Array {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (size === 2) buffer.swap16();
  else if (size === 4) buffer.swap32();
  else if (size === 8) buffer.swap64();
  return bytes;
}
