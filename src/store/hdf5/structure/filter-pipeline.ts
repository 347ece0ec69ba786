/**
 * Filter pipeline messages: the filters that were applied to a chunk's bytes, in order.
 * Not here: applying them (store/hdf5/structure/packing).
 * Read next: store/hdf5/structure/packing.
 */
import { type ByteParser, NotUnderstood } from "./byte-parser.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** HDF5's own filters, and h5py's, by their numbers. */
const numbers = { deflate: 1, shuffle: 2, fletcher32: 3, lzf: 32_000 } as const;
export type FilterName = keyof typeof numbers;

export interface Filter {
  readonly name: FilterName;
  /** The level of deflate; the sample size for shuffle; nothing for a checksum. */
  readonly values: readonly number[];
}

/**
 * Always writes the names: libhdf5 1.10 reads files without them, but its h5repack and h5copy then overrun a buffer.
 */
export function writeFilterPipeline(out: ByteWriter, filters: readonly Filter[]): ByteWriter {
  out.u8(1, filters.length).zeros(6);
  for (const { name, values } of filters) {
    const length = Math.ceil((name.length + 1) / 8) * 8;
    // A chunk may skip an optional filter. libhdf5 makes deflate and shuffle optional, but not a checksum.
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

/** @throws {NotUnderstood} for other filters. */
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
