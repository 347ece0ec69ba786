/**
 * Reads global heaps, where other programs store the texts of their attributes.
 * Not here: writing any; Sluice's own texts have a fixed length.
 * Read next: store/hdf5/structure/attribute.
 */
import type { FileBytes } from "./file-bytes.ts";

/** One object of a collection. @throws {DecodeError} when there is no object with that number. */
export async function heapObject(file: FileBytes, address: number, index: number): Promise<Buffer> {
  const what = "a global heap";
  const head = (await file.structure(what, address, 16)).signature("GCOL");
  if (head.u8() !== 1) head.fail("its version is not 1");
  const size = head.skip(3).u64();
  const heap = (await file.structure(what, address, size)).skip(16);
  while (heap.left >= 16) {
    const found = heap.u16();
    const length = heap.skip(6).u64();
    // Number 0 is free space, up to the end.
    if (found === 0) break;
    const object = heap.bytes(length);
    if (found === index) return object;
    heap.align8();
  }
  return heap.fail(`it has no object ${index}`);
}
