/**
 * Makes a grey TIFF with smaller copies after each page or in sub-IFDs. Every copy has a grey of its own.
 * Not here: compression, tiles, or wrong sizes (test/codec/tiff-bytes).
 * Read next: test/thumb/levels.test.ts.
 */

export interface GreyLevel {
  readonly width: number;
  readonly height: number;
  readonly grey: number;
}

const short = 3;
const long = 4;

/** The levels as successive pages, or those after the first as its sub-IFDs. Little-endian, classic. */
export function tiffOfLevels(levels: readonly GreyLevel[], kind: "pages" | "subifds"): Buffer {
  const parts: Buffer[] = [Buffer.from("II*\0\0\0\0\0", "latin1")];
  let length = 8;
  const append = (part: Buffer): number => {
    const at = length;
    parts.push(part);
    length += part.length;
    return at;
  };

  const directory = ({ width, height, grey }: GreyLevel, subifds: readonly number[], next: number): number => {
    const pixels = append(Buffer.alloc(width * height + ((width * height) % 2), grey));
    const list = subifds.length < 2 ? (subifds[0] ?? 0) : append(words(subifds));
    const entries = [
      entry(254, long, 1, kind === "subifds" && subifds.length > 0 ? 0 : 1),
      entry(256, long, 1, width),
      entry(257, long, 1, height),
      entry(258, short, 1, 8),
      entry(259, short, 1, 1),
      entry(262, short, 1, 1),
      entry(273, long, 1, pixels),
      entry(277, short, 1, 1),
      entry(278, long, 1, height),
      entry(279, long, 1, width * height),
      ...(subifds.length > 0 ? [entry(330, long, subifds.length, list)] : []),
    ];
    const count = Buffer.alloc(2);
    count.writeUInt16LE(entries.length);
    return append(Buffer.concat([count, ...entries, words([next])]));
  };

  const [first, ...smaller] = levels as readonly [GreyLevel, ...GreyLevel[]];
  let start: number;
  if (kind === "pages") {
    start = levels.reduceRight((next, level) => directory(level, [], next), 0);
  } else {
    const copies = smaller.map((level) => directory(level, [], 0));
    start = directory(first, copies, 0);
  }
  const file = Buffer.concat(parts);
  file.writeUInt32LE(start, 4);
  return file;
}

function entry(tag: number, type: number, count: number, value: number): Buffer {
  const buffer = Buffer.alloc(12);
  buffer.writeUInt16LE(tag, 0);
  buffer.writeUInt16LE(type, 2);
  buffer.writeUInt32LE(count, 4);
  buffer.writeUInt32LE(value, 8);
  return buffer;
}

function words(values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(values.length * 4);
  for (const [index, value] of values.entries()) buffer.writeUInt32LE(value, index * 4);
  return buffer;
}
