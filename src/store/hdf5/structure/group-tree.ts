/**
 * Writes the groups of a new file: names, a heap that holds them, and a tree over the sorted names.
 * Not here: reading groups (store/hdf5/structure/group-reader).
 * Read next: store/hdf5/structure/superblock.
 */
import { ByteWriter } from "./byte-writer.ts";
import { messageTypes, objectHeader } from "./object-header.ts";

/** A group by its names: they lead to other groups, or to the addresses of datasets' headers. */
export type GroupContent = Map<string, GroupContent | number>;

export interface GroupAddress {
  readonly header: number;
  readonly tree: number;
  readonly heap: number;
}

/** The maximum links of a leaf, and leaves of a tree node: libhdf5's own defaults. */
export const leafLinks = 8;
export const treeLinks = 32;

/** Writes bytes to the file and returns their address. */
export type AppendBytes = (bytes: Buffer) => Promise<number>;

/** The maximum links of one group, since the tree has one level. */
export const maxLinks = leafLinks * treeLinks;

export async function writeGroup(content: GroupContent, place: AppendBytes): Promise<GroupAddress> {
  const links: { readonly name: Buffer; readonly header: number; readonly group?: GroupAddress }[] = [];
  for (const [name, value] of content) {
    const bytes = Buffer.from(`${name}\0`, "utf8");
    if (typeof value === "number") links.push({ name: bytes, header: value });
    else {
      const group = await writeGroup(value, place);
      links.push({ name: bytes, header: group.header, group });
    }
  }
  links.sort((a, b) => Buffer.compare(a.name, b.name));
  // The heap begins with the empty name, which sorts before all others.
  const names = new ByteWriter().zeros(8);
  const entries = links.map(({ name, header, group }) => {
    const offset = names.length;
    names.bytes(name).pad8();
    return { offset, header, group };
  });
  const nameBytes = names.zeros(Math.max(0, 88 - names.length)).take();
  const heap = await place(localHeap(nameBytes, await place(nameBytes)));
  const keys = [0];
  const leaves: number[] = [];
  for (let first = 0; first < entries.length; first += leafLinks) {
    const own = entries.slice(first, first + leafLinks);
    const leaf = new ByteWriter().text("SNOD").u8(1, 0).u16(own.length);
    for (const { offset, header, group } of own) {
      leaf.u64(offset, header).u32(group === undefined ? 0 : 1, 0);
      if (group === undefined) leaf.zeros(16);
      else leaf.u64(group.tree, group.heap);
    }
    leaves.push(await place(leaf.zeros(8 + 40 * leafLinks - leaf.length).take()));
    keys.push(own.at(-1)?.offset ?? 0);
  }
  const node = new ByteWriter().text("TREE").u8(0, 0).u16(leaves.length).u64(undefined, undefined, 0);
  for (const [index, leaf] of leaves.entries()) node.u64(leaf, keys[index + 1]);
  const tree = await place(node.zeros(24 + 16 * treeLinks + 8 - node.length).take());
  const body = new ByteWriter().u64(tree, heap).take();
  return { header: await place(objectHeader([{ type: messageTypes.symbolTable, body }])), tree, heap };
}

/** The 1 means that the heap has no free space. */
function localHeap(names: Buffer, address: number): Buffer {
  return new ByteWriter().text("HEAP").zeros(4).u64(names.length, 1, address).take();
}
