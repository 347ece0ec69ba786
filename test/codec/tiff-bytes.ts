/**
 * Makes TIFF files byte by byte, classic and big, in both byte orders, with SubIFDs and with lies.
 * Not here: pixels other than grey ones without compression.
 * Read next: tiff-directories.test, which has sharp read them.
 */

export interface TiffSpec {
  readonly width: number;
  readonly height: number;
  readonly subifds?: readonly TiffSpec[];
  /** More tags, after the others: tag, type, count, value or offset as it stands in the entry. */
  readonly extra?: readonly (readonly [tag: number, type: number, count: number, value: number])[];
}

export interface TiffOptions {
  readonly big: boolean;
  readonly little: boolean;
  /** Where the chain goes on after the last page, instead of ending: the position of a page, for a loop. */
  readonly loopTo?: number;
}

/** A TIFF of these pages, one strip each, without compression. */
export function tiffBytes(pages: readonly TiffSpec[], { big, little, loopTo }: TiffOptions): Buffer {
  let file: Buffer = Buffer.alloc(big ? 16 : 8);
  const wordBytes = big ? 8 : 4;

  function number(value: number, size: number): Buffer {
    const bytes = Buffer.alloc(size);
    if (size === 8) bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeUIntLE(value, 0, size);
    return little ? bytes : bytes.reverse();
  }
  function append(data: Buffer): number {
    const at = file.length;
    file = Buffer.concat([file, data, Buffer.alloc(data.length % 2)]);
    return at;
  }
  function entry(tag: number, type: number, values: readonly number[]): Buffer {
    const size = type === 3 ? 2 : type === 16 ? 8 : 4;
    let value: Buffer = Buffer.concat(values.map((one) => number(one, size)));
    if (value.length > wordBytes) value = number(append(value), wordBytes);
    value = Buffer.concat([value, Buffer.alloc(wordBytes - value.length)]);
    return Buffer.concat([number(tag, 2), number(type, 2), number(values.length, wordBytes), value]);
  }
  function directory(spec: TiffSpec): { readonly offset: number; readonly link: number } {
    const { width, height, subifds = [], extra = [] } = spec;
    const children = subifds.map((child) => directory(child).offset);
    const pixels = append(Buffer.alloc(width * height, 128));
    const offsetType = big ? 16 : 4;
    const entries = [
      entry(256, 4, [width]),
      entry(257, 4, [height]),
      entry(258, 3, [8]),
      entry(259, 3, [1]),
      entry(262, 3, [1]),
      entry(273, offsetType, [pixels]),
      entry(277, 3, [1]),
      entry(278, 4, [height]),
      entry(279, 4, [width * height]),
      ...(children.length > 0 ? [entry(330, offsetType, children)] : []),
      ...extra.map(([tag, type, count, value]) =>
        Buffer.concat([number(tag, 2), number(type, 2), number(count, wordBytes), number(value, wordBytes)]),
      ),
    ];
    const count = number(entries.length, big ? 8 : 2);
    const offset = append(Buffer.concat([count, ...entries, number(0, wordBytes)]));
    return { offset, link: offset + count.length + Buffer.concat(entries).length };
  }

  const header = [
    Buffer.from(little ? "II" : "MM"),
    number(big ? 43 : 42, 2),
    ...(big ? [number(8, 2), number(0, 2)] : []),
  ];
  const written = pages.map(directory);
  Buffer.concat([...header, number(written[0]?.offset ?? 0, wordBytes)]).copy(file);
  for (const [index, { link }] of written.entries()) {
    const next = written[index + 1] ?? (loopTo === undefined ? undefined : written[loopTo]);
    number(next?.offset ?? 0, wordBytes).copy(file, link);
  }
  return file;
}
