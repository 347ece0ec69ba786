/**
 * A stretch of addresses that reads as zeros and holds no memory: what stand-ins for images of any size point at.
 * Not here: the stand-ins (native/operation/image-header).
 * Read next: mmap(2), MAP_NORESERVE.
 */
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";

/** Addresses, not memory: the kernel maps one page of zeros wherever it is read. */
const length = 2 ** 40;
const readable = 1;
/** MAP_PRIVATE, MAP_ANONYMOUS and MAP_NORESERVE, by Linux' numbers. */
const privateAnonymous = 0x02 | 0x20 | 0x4000;

let address: Pointer | null | undefined;

/** The address of `size` zeros; undefined where there are no such pages, on other systems than Linux or for too many. */
export function zeroPages(size: number): Pointer | undefined {
  if (address === undefined) {
    const { mmap } = native();
    const mapped = process.platform === "linux" ? mmap?.(null, length, readable, privateAnonymous, -1, 0) : undefined;
    // MAP_FAILED is the largest address there is.
    address = mapped === undefined || mapped === null || mapped >= 2n ** 63n ? null : mapped;
  }
  return address === null || size > length ? undefined : address;
}
