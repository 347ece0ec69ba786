/**
 * Reads whole numbers of both byte orders, and four-letter names, from bytes.
 * Not here: checking that the bytes exist; missing bytes count as 0, so compare lengths first.
 * Read next: codec/byte-reader.
 */

export function u16be(data: Uint8Array, at: number): number {
  return ((data[at] ?? 0) << 8) | (data[at + 1] ?? 0);
}

export function u16le(data: Uint8Array, at: number): number {
  return (data[at] ?? 0) | ((data[at + 1] ?? 0) << 8);
}

export function u24le(data: Uint8Array, at: number): number {
  return u16le(data, at) | ((data[at + 2] ?? 0) << 16);
}

export function u32be(data: Uint8Array, at: number): number {
  return u16be(data, at) * 65_536 + u16be(data, at + 2);
}

export function u32le(data: Uint8Array, at: number): number {
  return u16le(data, at) + u16le(data, at + 2) * 65_536;
}

/** A 64-bit number; above 2⁵³ it is rounded, which no offset inside a real file ever is. */
export function u64(data: Uint8Array, at: number, littleEndian: boolean): number {
  return littleEndian
    ? u32le(data, at) + u32le(data, at + 4) * 2 ** 32
    : u32be(data, at) * 2 ** 32 + u32be(data, at + 4);
}

/** The bytes as Latin-1 text; shorter if the data ends first. */
export function latin1(data: Uint8Array, at: number, length: number): string {
  const part = data.subarray(at, at + length);
  return Buffer.from(part.buffer, part.byteOffset, part.length).toString("latin1");
}

/** Whether the data has exactly these Latin-1 characters at an offset. */
export function hasText(data: Uint8Array, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (data[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}
