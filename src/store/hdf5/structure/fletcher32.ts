/**
 * HDF5's checksum filter: Fletcher's sum of 16-bit words, big-endian on every machine, stored after the bytes.
 * Not here: deflate's own checksum, which zlib checks.
 * Read next: store/hdf5/structure/packing.
 */

/** Words that can be added before a 32-bit sum overflows. */
const wordsAtOnce = 360;

export function fletcher32(bytes: Uint8Array): number {
  let [low, high] = [0, 0];
  const words = bytes.length >> 1;
  for (let word = 0; word < words; ) {
    const end = Math.min(words, word + wordsAtOnce);
    for (; word < end; word += 1) {
      low += ((bytes[2 * word] as number) << 8) | (bytes[2 * word + 1] as number);
      high += low;
    }
    low = folded(low);
    high = folded(high);
  }
  if (bytes.length % 2 === 1) {
    low = folded(low + ((bytes[bytes.length - 1] as number) << 8));
    high = folded(high + low);
  }
  return ((folded(high) << 16) | folded(low)) >>> 0;
}

function folded(sum: number): number {
  return (sum & 0xffff) + (sum >>> 16);
}

export function withChecksum(bytes: Uint8Array): Uint8Array {
  const out = Buffer.allocUnsafe(bytes.length + 4);
  out.set(bytes);
  out.writeUInt32LE(fletcher32(bytes), bytes.length);
  return out;
}

/** The bytes without their checksum. @throws {Error} when it is wrong. */
export function checkedBytes(stored: Uint8Array): Uint8Array {
  if (stored.length < 4) throw new Error("it is too short for a checksum");
  const bytes = stored.subarray(0, stored.length - 4);
  const told = Buffer.from(stored.buffer, stored.byteOffset + bytes.length, 4).readUInt32LE(0);
  const sum = fletcher32(bytes);
  // Before release 1.6.3, libhdf5 swapped the bytes of both halves on little-endian machines.
  const swapped = (((sum & 0x00ff00ff) << 8) | ((sum >>> 8) & 0x00ff00ff)) >>> 0;
  if (told !== sum && told !== swapped) throw new Error("its checksum is wrong");
  return bytes;
}
