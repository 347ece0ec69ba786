/**
 * A range of addresses that reads as zeros and holds no memory. Stand-ins for images of any size point at it.
 * Not here: the stand-ins (native/operation/image-header).
 * Read next: mmap(2), MAP_NORESERVE.
 */
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";

/** Bytes of address space, not of memory: the kernel maps one shared page of zeros for every read. */
const length = 2 ** 40;
const readable = 1;
/** MAP_PRIVATE, MAP_ANONYMOUS and MAP_NORESERVE, by Linux' numbers. */
const privateAnonymous = 0x02 | 0x20 | 0x4000;

let address: Pointer | null | undefined;

/** The address of `size` zeros. Undefined outside Linux, and when `size` exceeds the range. */
export function zeroPages(size: number): Pointer | undefined {
  if (address === undefined) {
    const { mmap } = native();
    const mapped = process.platform === "linux" ? mmap?.(null, length, readable, privateAnonymous, -1, 0) : undefined;
    // MAP_FAILED is the largest address of all.
    address = mapped === undefined || mapped === null || mapped >= 2n ** 63n ? null : mapped;
  }
  return address === null || size > length ? undefined : address;
}
