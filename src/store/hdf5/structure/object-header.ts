/**
 * Object headers: the list of messages that describes a group or a dataset.
 * Not here: the content of each message (one file each).
 * Read next: store/hdf5/dataset/dataset-header, store/hdf5/structure/group-tree.
 */
import { type ByteParser, broken, NotUnderstood } from "./byte-parser.ts";
import { ByteWriter } from "./byte-writer.ts";
import type { FileBytes } from "./file-bytes.ts";

/** The numbers of the messages; others are skipped. */
export const messageTypes = {
  none: 0x00,
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  fillValue: 0x05,
  externalFiles: 0x07,
  layout: 0x08,
  filterPipeline: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  modificationTime: 0x12,
  attributeInfo: 0x15,
} as const;

export interface Message {
  readonly type: number;
  readonly body: ByteParser;
}

/** A message to write; its length is a multiple of 8 and below {@link maxMessage}. */
export interface NewMessage {
  readonly type: number;
  readonly body: Buffer;
}

/** The maximum bytes of a message, which has 16 bits for its length. */
export const maxMessage = 65_528;

export function objectHeader(messages: readonly NewMessage[]): Buffer {
  const length = messages.reduce((sum, { body }) => sum + 8 + body.length, 0);
  const out = new ByteWriter().u8(1, 0).u16(messages.length).u32(1, length).zeros(4).take();
  const parts = messages.flatMap(({ type, body }) => {
    const constant = type === messageTypes.datatype || type === messageTypes.fillValue ? 1 : 0;
    return [new ByteWriter().u16(type, body.length).u8(constant).zeros(3).take(), body];
  });
  return Buffer.concat([out, ...parts]);
}

/** One read of this size covers most headers; headers state their length. */
const firstRead = 4096;
/** A limit far above any real header; each block has at least a few messages. */
const maxBlocks = 1000;

/** All messages of a header, including its continuation blocks. @throws {NotUnderstood} for headers of version 2. */
export async function readObjectHeader(file: FileBytes, address: number): Promise<readonly Message[]> {
  const what = "an object header";
  const head = await file.structure(what, address, firstRead);
  const version = head.u8();
  if (version === 0x4f) throw new NotUnderstood("object headers of version 2");
  if (version !== 1) head.fail(`its version is ${version}`);
  const count = head.skip(1).u16();
  const length = head.skip(4).u32();
  head.skip(4);
  const messages: Message[] = [];
  const blocks = [{ address: address + 16, length }];
  const seen = new Set<number>();
  for (let block = blocks.shift(); block !== undefined; block = blocks.shift()) {
    if (seen.has(block.address)) throw broken(what, block.address, "it continues itself");
    if (seen.size === maxBlocks) throw broken(what, address, `it has more than ${maxBlocks} parts`);
    seen.add(block.address);
    const body = await file.structure(what, block.address, block.length);
    // A count that is too small hides messages. libhdf5 trusts the count as well.
    while (body.left >= 8 && messages.length < count) {
      const message = oneMessage(body);
      messages.push(message);
      if (message.type === messageTypes.continuation) {
        const next = message.body.address();
        if (next === undefined) throw broken(what, block.address, "it continues nowhere");
        blocks.push({ address: next, length: message.body.u64() });
      }
    }
  }
  if (messages.length < count) throw broken(what, address, `it has ${messages.length} of ${count} messages`);
  return messages;
}

function oneMessage(body: ByteParser): Message {
  const [type, size, flags] = [body.u16(), body.u16(), body.u8()];
  body.skip(3);
  if ((flags & 2) !== 0 && type !== messageTypes.attribute) throw new NotUnderstood("shared messages");
  return { type, body: body.part(`message ${type}`, size) };
}
