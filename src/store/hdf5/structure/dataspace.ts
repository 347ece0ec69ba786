/**
 * Dataspace messages: the number of values in each dimension.
 * Not here: which dimension is which (store/hdf5/dataset/axes).
 * Read next: store/hdf5/structure/attribute, store/hdf5/structure/layout.
 */
import { type ByteParser, NotUnderstood } from "./byte-parser.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** No dimensions mean one value. With `fixed`, it also writes the maximum extents, as libhdf5 does for datasets. */
export function writeDataspace(out: ByteWriter, extents: readonly number[], fixed = false): ByteWriter {
  out.u8(1, extents.length, fixed ? 1 : 0, 0).zeros(4);
  out.u64(...extents);
  return fixed ? out.u64(...extents) : out;
}

/** The extents: an empty list for a single value, and `[0]` for no value at all. */
export function parseDataspace(from: ByteParser): readonly number[] {
  const [version, rank, flags] = [from.u8(), from.u8(), from.u8()];
  if (version !== 1 && version !== 2) throw new NotUnderstood(`dataspace version ${version}`);
  if (rank > 32) from.fail(`an array of ${rank} dimensions`);
  if ((flags & 2) !== 0) throw new NotUnderstood("a permuted dataspace");
  const kind = from.u8();
  if (version === 1) from.skip(4);
  const extents = Array.from({ length: rank }, () => from.u64());
  return version === 2 && kind === 2 ? [0] : extents;
}
