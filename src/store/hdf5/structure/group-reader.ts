/**
 * Reads groups of the old format, a tree of names: the links of one group, and all datasets below it.
 * Not here: groups of the new format, which the general reader reads.
 * Read next: store/hdf5/structure/object-header, store/hdf5/dataset/dataset-reader.
 */
import { broken, NotUnderstood } from "./byte-parser.ts";
import type { FileBytes } from "./file-bytes.ts";
import { type Message, messageTypes, readObjectHeader } from "./object-header.ts";

export interface Link {
  readonly name: string;
  /** The address of the object header. */
  readonly address: number;
}

const what = "a group";
/** Limits for a file's claims; real files have far less. */
const maxLinks = 100_000;
const maxNames = 16_000_000;

/** The links of a group, from its header's messages. @throws {NotUnderstood} when it has the new format. */
export async function linksOf(file: FileBytes, messages: readonly Message[]): Promise<readonly Link[]> {
  const table = messages.find(({ type }) => type === messageTypes.symbolTable)?.body.again();
  if (table === undefined) throw new NotUnderstood("a group of the new kind");
  const [tree, heap] = [table.address(), table.address()];
  if (tree === undefined || heap === undefined) throw broken(what, table.start, "it leads nowhere");
  const names = await heapNames(file, heap);
  const links: Link[] = [];
  await readTree(file, tree, undefined, names, links);
  return links;
}

/** Whether the messages belong to a group. */
export function isGroup(messages: readonly Message[]): boolean {
  return messages.some(({ type }) => type === messageTypes.symbolTable || type === messageTypes.linkInfo);
}

async function heapNames(file: FileBytes, address: number): Promise<{ at(offset: number): string }> {
  const head = (await file.structure("the names of a group", address, 32)).signature("HEAP");
  const size = head.skip(4).u64();
  const start = head.skip(8).address();
  if (start === undefined || size > maxNames) head.fail(`names of ${size} bytes`);
  const bytes = (await file.structure("the names of a group", start as number, size)).bytes(size);
  return {
    at: (offset) => {
      const end = offset < size ? bytes.indexOf(0, offset) : -1;
      if (end < 0) throw broken("the names of a group", start as number, `there is no name at ${offset}`);
      return bytes.toString("utf8", offset, end);
    },
  };
}

async function readTree(
  file: FileBytes,
  address: number,
  level: number | undefined,
  names: { at(offset: number): string },
  links: Link[],
): Promise<void> {
  const head = (await file.structure(what, address, 24)).signature("TREE");
  if (head.u8() !== 0) head.fail("its tree is not one of names");
  const own = head.u8();
  if (level !== undefined && own !== level) head.fail(`its level is ${own} instead of ${level}`);
  const count = head.u16();
  if (count === 0 && level !== undefined) head.fail("a node is empty");
  const body = await file.structure(what, address + 24, count * 16);
  for (let child = 0; child < count; child += 1) {
    const below = body.skip(8).address();
    if (below === undefined) throw broken(what, body.offset, "a node leads nowhere");
    if (own > 0) await readTree(file, below, own - 1, names, links);
    else await readLeaf(file, below, names, links);
  }
}

async function readLeaf(
  file: FileBytes,
  address: number,
  names: { at(offset: number): string },
  links: Link[],
): Promise<void> {
  const head = (await file.structure(what, address, 8)).signature("SNOD");
  const count = head.skip(2).u16();
  if (count === 0) head.fail("a leaf is empty");
  const body = await file.structure(what, address + 8, count * 40);
  for (let entry = 0; entry < count; entry += 1) {
    const name = names.at(body.u64());
    const header = body.address();
    const cache = body.u32();
    body.skip(20);
    // Soft links and links to other files have no object header. The general reader follows them.
    if (cache === 2 || header === undefined) throw new NotUnderstood("a soft link");
    if (name === "" || links.length === maxLinks) body.fail(name === "" ? "a link has no name" : "too many links");
    // Names are sorted, so this finds a leaf that comes twice.
    if (links.length > 0 && Buffer.compare(Buffer.from(links.at(-1)?.name ?? ""), Buffer.from(name)) >= 0) {
      body.fail("names are not in order");
    }
    links.push({ name, address: header });
  }
}

/** A dataset, with the names of its groups and its own name. */
export interface FoundDataset {
  readonly names: readonly string[];
  readonly address: number;
  readonly messages: readonly Message[];
}

/** All datasets below a group. Groups that are linked twice, or contain themselves, are visited once. */
export async function findDatasets(file: FileBytes, root: number): Promise<readonly FoundDataset[]> {
  const found: FoundDataset[] = [];
  const seen = new Set<number>();
  const waiting = [{ names: [] as readonly string[], address: root }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { names, address } = next;
    if (seen.has(address)) continue;
    seen.add(address);
    const messages = await readObjectHeader(file, address);
    if (isGroup(messages)) {
      const links = await linksOf(file, messages);
      waiting.push(...links.map((link) => ({ names: [...names, link.name], address: link.address })).reverse());
    } else if (messages.some(({ type }) => type === messageTypes.layout)) found.push({ names, address, messages });
    if (seen.size > maxLinks) throw broken(what, root, `there are more than ${maxLinks} objects`);
  }
  return found;
}
