/**
 * The files in a ZIP, by name, for archives that libvips writes without compression.
 * Not here: ZIPs of more than 4 GB, or compressed ones.
 * Read next: test/operations/foreign/special.test.ts.
 */

/** Signatures of an entry in the list at the end of a ZIP, and of the header before each file. */
const [listed, before] = [0x02014b50, 0x04034b50];

/** The contents by name, as the list at the end has them. */
export function zipEntries(bytes: Uint8Array): Map<string, Uint8Array> {
  const zip = Buffer.from(bytes);
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  const count = zip.readUInt16LE(end + 10);
  const found = new Map<string, Uint8Array>();
  for (let entry = 0, at = zip.readUInt32LE(end + 16); entry < count; entry += 1) {
    if (zip.readUInt32LE(at) !== listed) throw new Error("the list of the ZIP is broken");
    const [method, length] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [name, extra, comment] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset)) as [
      number,
      number,
      number,
    ];
    const start = zip.readUInt32LE(at + 42);
    if (method !== 0 || zip.readUInt32LE(start) !== before) throw new Error("the ZIP is compressed, or broken");
    const content = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
    found.set(zip.toString("utf8", at + 46, at + 46 + name), zip.subarray(content, content + length));
    at += 46 + name + extra + comment;
  }
  return found;
}
