/**
 * LZF, h5py's own fast compression: runs of literal bytes, and copies of bytes from up to 8 KiB before.
 * Not here: compressing with it; few programs except h5py read it.
 * Read next: store/hdf5/structure/packing.
 */

/** Decompresses `length` bytes. @throws {Error} with a reason when the stream is not valid. */
export function fromLzf(stored: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(length);
  let to = 0;
  for (let at = 0; at < stored.length; ) {
    const control = stored[at++] as number;
    if (control < 32) {
      const end = at + control + 1;
      if (end > stored.length) throw new Error("it is cut off");
      if (to + control + 1 > length) throw new Error(`it inflates to more than ${length} bytes`);
      out.set(stored.subarray(at, end), to);
      to += control + 1;
      at = end;
    } else {
      const isLong = control >> 5 === 7;
      if (at + (isLong ? 2 : 1) > stored.length) throw new Error("it is cut off");
      const count = (control >> 5) + 2 + (isLong ? (stored[at++] as number) : 0);
      const from = to - ((control & 31) << 8) - (stored[at++] as number) - 1;
      if (from < 0) throw new Error("it copies from before its beginning");
      if (to + count > length) throw new Error(`it inflates to more than ${length} bytes`);
      // The source of a copy may overlap its destination, so copy byte by byte.
      for (let byte = 0; byte < count; byte += 1) out[to + byte] = out[from + byte] as number;
      to += count;
    }
  }
  return out.subarray(0, to);
}
