/**
 * Builds the object header of a new dataset: its size, type, layout, filters and attributes.
 * Not here: reading one (store/hdf5/dataset/dataset-reader).
 * Read next: store/hdf5/dataset/dataset-reader, store/hdf5/structure/attribute.
 */
import { UsageError } from "../../../core/errors.ts";
import type { Attributes, StoredShape } from "../../chunks/store.ts";
import { attributeMessage } from "../structure/attribute.ts";
import { ByteWriter } from "../structure/byte-writer.ts";
import { writeDataspace } from "../structure/dataspace.ts";
import { datatypeOf, writeDatatype } from "../structure/datatype.ts";
import { type Filter, writeFilterPipeline } from "../structure/filter-pipeline.ts";
import { type Layout, writeLayout } from "../structure/layout.ts";
import { maxMessage, messageTypes, type NewMessage, objectHeader } from "../structure/object-header.ts";

/** Sluice's own attributes begin like this; users do not see them. */
export const ownPrefix = "sluice:";
/** The order of the dimensions, in the letters of {@link Axes}. */
export const axesAttribute = `${ownPrefix}axes`;
/** The number of complete rows from the top; only in an interrupted file. */
export const rowsAttribute = `${ownPrefix}rows`;
/** The process that writes the file; only in an unfinished file. */
export const writerAttribute = `${ownPrefix}writer`;

export function imageHeader(
  shape: StoredShape,
  tree: number | undefined,
  filters: readonly Filter[],
  attributes: Attributes,
): Buffer {
  const { width, height, bands, format, chunk } = shape;
  const layout: Layout = { kind: "chunked", tree, extents: [chunk.height, chunk.width, bands] };
  const type = datatypeOf[format];
  const messages: NewMessage[] = [
    ...common([height, width, bands], writeDatatype(new ByteWriter(), type)),
    message(messageTypes.layout, writeLayout(new ByteWriter(), layout, type.size)),
  ];
  if (filters.length > 0) {
    messages.push(message(messageTypes.filterPipeline, writeFilterPipeline(new ByteWriter(), filters)));
  }
  const own = { ...attributes, [axesAttribute]: "yxc" };
  for (const [name, value] of Object.entries(own)) {
    messages.push({ type: messageTypes.attribute, body: attributeMessage(name, value) });
  }
  return objectHeader(messages);
}

/** A contiguous dataset of bytes, for an attribute that is too long for a message. */
export function bytesHeader(length: number, address: number): Buffer {
  const layout: Layout = { kind: "contiguous", address, length };
  const type = datatypeOf.uchar;
  return objectHeader([
    ...common([length], writeDatatype(new ByteWriter(), type)),
    message(messageTypes.layout, writeLayout(new ByteWriter(), layout, type.size)),
  ]);
}

/** Whether an attribute must be a dataset of its own. */
export function isLong(name: string, value: Attributes[string]): boolean {
  const length = typeof value === "string" ? Buffer.byteLength(value) : typeof value === "number" ? 8 : value.length;
  const bytes = value instanceof Uint8Array || typeof value === "string" ? length : length * 8;
  if (bytes + 2 * Buffer.byteLength(name) + 100 <= maxMessage) return false;
  if (value instanceof Uint8Array) return true;
  throw new UsageError(`the attribute ${name} takes ${bytes} bytes, and HDF5 has room for ${maxMessage}`, {
    cure: "Give bytes (Uint8Array) of any length, or a shorter text or list.",
  });
}

function common(extents: readonly number[], type: ByteWriter): NewMessage[] {
  return [
    message(messageTypes.dataspace, writeDataspace(new ByteWriter(), extents, true)),
    message(messageTypes.datatype, type),
    // Version 2: space is allocated as chunks come, no fill value is written, and the fill value is zero.
    message(messageTypes.fillValue, new ByteWriter().u8(2, 3, 2, 1).u32(0)),
  ];
}

function message(type: number, body: ByteWriter): NewMessage {
  return { type, body: body.pad8().take() };
}
