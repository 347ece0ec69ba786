/**
 * Layout messages: where a dataset's values are stored, contiguous or in chunks.
 * Not here: the index of chunks (store/hdf5/write/chunk-tree).
 * Read next: store/hdf5/write/chunk-tree, store/hdf5/dataset/dataset-header.
 */
import { type ByteParser, NotUnderstood } from "./byte-parser.ts";
import type { ByteWriter } from "./byte-writer.ts";

export type Layout =
  | { readonly kind: "contiguous"; readonly address: number | undefined; readonly length: number }
  /** `extents` of a chunk, in values; the tree is undefined while there is no chunk. */
  | { readonly kind: "chunked"; readonly tree: number | undefined; readonly extents: readonly number[] };

/** `size` is the size of a value in bytes. HDF5 stores it as one more dimension. */
export function writeLayout(out: ByteWriter, layout: Layout, size: number): ByteWriter {
  if (layout.kind === "contiguous") return out.u8(3, 1).u64(layout.address, layout.length).pad8();
  return out
    .u8(3, 2, layout.extents.length + 1)
    .u64(layout.tree)
    .u32(...layout.extents, size)
    .pad8();
}

/** @throws {NotUnderstood} for older and newer layout versions, and for values inside the header. */
export function parseLayout(from: ByteParser, size: number): Layout {
  const [version, kind] = [from.u8(), from.u8()];
  if (version !== 3) throw new NotUnderstood(`layout version ${version}`);
  if (kind === 1) return { kind: "contiguous", address: from.address(), length: from.u64() };
  if (kind !== 2) throw new NotUnderstood(`layout class ${kind}`);
  const rank = from.u8();
  if (rank < 2 || rank > 33) from.fail(`chunks of ${rank - 1} dimensions`);
  const tree = from.address();
  const extents = Array.from({ length: rank }, () => from.u32());
  if (extents.pop() !== size) from.fail(`its values do not have ${size} bytes`);
  if (extents.includes(0)) from.fail("a chunk without values");
  return { kind: "chunked", tree, extents };
}
