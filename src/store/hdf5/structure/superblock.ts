/**
 * The superblock: the first bytes of a file, with the address of its root group and the end of the file.
 * Not here: the group (store/hdf5/structure/group-tree).
 * Read next: store/hdf5/structure/group-tree.
 */
import { UnsupportedError } from "../../../core/errors.ts";
import { broken, NotUnderstood } from "./byte-parser.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { FileBytes } from "./file-bytes.ts";
import { type GroupAddress, leafLinks, treeLinks } from "./group-tree.ts";

export const superblockBytes = 96;
const signature = Buffer.from("\x89HDF\r\n\x1a\n", "latin1");

/** Version 0, which every HDF5 program reads. */
export function superblock(root: GroupAddress, end: number): Buffer {
  const out = new ByteWriter().bytes(signature).u8(0, 0, 0, 0, 0, 8, 8, 0);
  out.u16(leafLinks / 2, treeLinks / 2).u32(0);
  // Base address, no free space, end of the file, no driver.
  out.u64(0, undefined, end, undefined);
  return out.u64(0, root.header).u32(1, 0).u64(root.tree, root.heap).take();
}

export interface Superblock {
  readonly root: number;
  readonly end: number;
}

/** @throws {NotUnderstood} for a newer superblock. @throws {UnsupportedError} for a file that is not HDF5. */
export async function readSuperblock(file: FileBytes, path: string): Promise<Superblock> {
  const head =
    file.length < superblockBytes ? undefined : await file.structure("the superblock", 0, superblockBytes + 4);
  if (head === undefined || !head.bytes(8).equals(signature)) {
    // The superblock may begin at byte 512, 1024 …: after a user block.
    if (await beginsLater(file)) throw new NotUnderstood("a user block");
    throw new UnsupportedError("it is not an HDF5 file, or was interrupted before anything could be read", {
      path,
      cure: "Check the path, or write the file again.",
    });
  }
  const version = head.u8();
  if (version > 1) throw new NotUnderstood(`superblock version ${version}`);
  const [, , , , offsets, lengths] = Array.from({ length: 6 }, () => head.u8());
  if (offsets !== 8 || lengths !== 8) throw new NotUnderstood(`addresses of ${offsets} bytes`);
  head.skip(1).skip(4).skip(4);
  if (version === 1) head.skip(4);
  const base = head.address();
  if (base !== 0) throw new NotUnderstood("a base address");
  head.skip(8);
  const end = head.u64();
  if (end > file.length) head.fail(`the file should have ${end} bytes, and has ${file.length}: it is truncated`);
  const root = head.skip(8).skip(8).address();
  if (root === undefined) throw broken("the superblock", 0, "there is no root group");
  return { root, end };
}

async function beginsLater(file: FileBytes): Promise<boolean> {
  for (let at = 512; at + 8 <= file.length && at <= 2 ** 26; at *= 2) {
    if ((await file.structure("the superblock", at, 8)).bytes(8).equals(signature)) return true;
  }
  return false;
}
