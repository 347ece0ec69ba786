/**
 * Reads the messages of a dataset's header: its extents, type, layout, filters and attributes.
 * Not here: its values (store/hdf5/own/chunk-reader, store/hdf5/own/contiguous-file).
 * Read next: store/hdf5/own/chunk-reader.
 */
import type { Attribute, Attributes } from "../../chunks/store.ts";
import { parseAttribute } from "../structure/attribute.ts";
import { type ByteParser, broken, NotUnderstood } from "../structure/byte-parser.ts";
import { parseDataspace } from "../structure/dataspace.ts";
import { type Datatype, parseDatatype } from "../structure/datatype.ts";
import type { FileBytes } from "../structure/file-bytes.ts";
import { type Filter, parseFilterPipeline } from "../structure/filter-pipeline.ts";
import { heapObject } from "../structure/global-heap.ts";
import type { FoundDataset } from "../structure/group-reader.ts";
import { type Layout, parseLayout } from "../structure/layout.ts";
import { messageTypes } from "../structure/object-header.ts";

export interface DatasetHeader {
  readonly extents: readonly number[];
  readonly type: Datatype;
  readonly layout: Layout;
  readonly filters: readonly Filter[];
}

/** @throws {NotUnderstood} for a header that only the general reader can read. */
export function datasetHeader({ address, messages }: FoundDataset): DatasetHeader {
  const only = (type: number, name: string): ByteParser => {
    const found = messages.find((message) => message.type === type);
    if (found === undefined) throw broken("a dataset", address, `it has no ${name}`);
    return found.body.again();
  };
  if (messages.some(({ type }) => type === messageTypes.externalFiles)) throw new NotUnderstood("external files");
  const extents = parseDataspace(only(messageTypes.dataspace, "dataspace"));
  const type = parseDatatype(only(messageTypes.datatype, "type"));
  const fill = messages.find((message) => message.type === messageTypes.fillValue)?.body.again();
  if (fill !== undefined) refuseFill(fill);
  const layout = parseLayout(only(messageTypes.layout, "layout"), type.size);
  if (layout.kind === "chunked" && layout.extents.length !== extents.length) {
    throw broken("a dataset", address, `it has ${extents.length} dimensions, and its chunks ${layout.extents.length}`);
  }
  const pipeline = messages.find((message) => message.type === messageTypes.filterPipeline)?.body.again();
  return { extents, type, layout, filters: pipeline === undefined ? [] : parseFilterPipeline(pipeline) };
}

/** Refuses fill values other than zero: only the general reader knows them. */
function refuseFill(fill: ByteParser): void {
  const version = fill.u8();
  if (version === 1 || version === 2) {
    fill.skip(2);
    if (fill.u8() === 0 && version === 2) return;
  } else if (version === 3) {
    if ((fill.u8() & 0x20) === 0) return;
  } else throw new NotUnderstood(`fill value version ${version}`);
  if (fill.left < 4) return;
  const size = fill.u32();
  if (size <= fill.left && fill.bytes(size).some((byte) => byte !== 0)) throw new NotUnderstood("a fill value");
}

/** The attributes that are texts, numbers or lists of numbers. */
export async function attributesOf(file: FileBytes, { messages }: FoundDataset): Promise<Attributes> {
  const found: [name: string, value: Attribute][] = [];
  for (const { type, body } of messages) {
    if (type !== messageTypes.attribute) continue;
    const [name, value] = await parseAttribute(body.again(), (address, index) => heapObject(file, address, index));
    if (value !== undefined) found.push([name, value]);
  }
  return Object.fromEntries(found);
}
