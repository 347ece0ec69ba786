/**
 * Filter pipeline messages: what was done to a chunk's bytes before they were stored, in order.
 * Not here: doing it (store/hdf5/structure/packing).
 * Read next: store/hdf5/structure/packing.
 */
import { type ByteParser, NotUnderstood } from "./byte-parser.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** HDF5's own filters, and h5py's, by their numbers. */
const numbers = { deflate: 1, shuffle: 2, fletcher32: 3, lzf: 32_000 } as const;
export type FilterName = keyof typeof numbers;

export interface Filter {
  readonly name: FilterName;
  /** The level of deflate; bytes of a sample for shuffle; nothing for a checksum. */
  readonly values: readonly number[];
}

/**
 * The names are always written: libhdf5 1.10 reads files without them, and then its h5repack and h5copy run over the
 * end of a buffer.
 */
export function writeFilterPipeline(out: ByteWriter, filters: readonly Filter[]): ByteWriter {
  out.u8(1, filters.length).zeros(6);
  for (const { name, values } of filters) {
    const length = Math.ceil((name.length + 1) / 8) * 8;
    // A chunk may go without an optional filter. libhdf5 has it so for deflate and shuffle, not for a checksum.
    const optional = name === "fletcher32" ? 0 : 1;
    out.u16(numbers[name], length, optional, values.length);
    out
      .text(name)
      .zeros(length - name.length)
      .u32(...values);
    if (values.length % 2 === 1) out.zeros(4);
  }
  return out;
}

/** @throws {NotUnderstood} for filters that are none of these. */
export function parseFilterPipeline(from: ByteParser): readonly Filter[] {
  const [version, count] = [from.u8(), from.u8()];
  if (version !== 1 && version !== 2) throw new NotUnderstood(`filter pipeline version ${version}`);
  if (count > 32) from.fail(`${count} filters`);
  if (version === 1) from.skip(6);
  return Array.from({ length: count }, () => {
    const id = from.u16();
    const nameLength = version === 1 || id >= 256 ? from.u16() : 0;
    from.u16();
    const valueCount = from.u16();
    from.skip(version === 1 ? Math.ceil(nameLength / 8) * 8 : nameLength);
    const values = Array.from({ length: valueCount }, () => from.u32());
    if (version === 1 && valueCount % 2 === 1) from.skip(4);
    const name = (Object.keys(numbers) as FilterName[]).find((each) => numbers[each] === id);
    if (name === undefined) throw new NotUnderstood(`filter ${id}`);
    return { name, values };
  });
}
