/**
 * Reads native memory: pointers, C strings and arrays that a C function returned.
 * Not here: memory that Sluice passes to C; a typed array can be passed as it is.
 * Read next: native/library/declarations.
 */
import koffi from "koffi";
import type { Pointer } from "./declarations.ts";

/** Room for one pointer or size that a C function writes. */
export class OutPointer extends BigUint64Array {
  constructor() {
    super(1);
  }
  get address(): Pointer | null {
    return this[0] === 0n ? null : (this[0] as bigint);
  }
  get size(): number {
    return Number(this[0]);
  }
}

/** Room for one `int` that a C function writes. */
export class OutInt extends Int32Array {
  constructor() {
    super(1);
  }
  get value(): number {
    return this[0] as number;
  }
}

/** A view of native memory, to read and write. Using it after the memory is freed crashes the process. */
export function viewBytes(address: Pointer, length: number): Uint8Array {
  return new Uint8Array(koffi.view(address, length));
}

/** A copy of native memory. */
export function copyBytes(address: Pointer, length: number): Uint8Array {
  if (length === 0) return new Uint8Array(0);
  return viewBytes(address, length).slice();
}

export function copyDoubles(address: Pointer, count: number): number[] {
  return Array.from(new Float64Array(copyBytes(address, count * 8).buffer));
}

export function copyInts(address: Pointer, count: number): number[] {
  return Array.from(new Int32Array(copyBytes(address, count * 4).buffer));
}

/** The pointers of an array of known length. */
export function copyPointers(address: Pointer, count: number): Pointer[] {
  return Array.from(new BigUint64Array(copyBytes(address, count * 8).buffer));
}

/** Writes pointers one after another into native memory. */
export function writePointers(address: Pointer, pointers: readonly Pointer[]): void {
  new BigUint64Array(koffi.view(address, pointers.length * 8)).set(pointers);
}

/** The text at an address, up to its zero byte. */
export function readText(address: Pointer): string {
  return koffi.decode.string(address);
}

/** The address of a typed array's memory. The caller keeps the array alive for as long as C may use it. */
export function addressOf(data: Uint8Array): Pointer {
  return koffi.address(data);
}

/** The 64-bit word at an offset from an address. */
export function readWord(address: Pointer, offset: number): bigint {
  return new BigUint64Array(copyBytes(address + BigInt(offset), 8).buffer)[0] as bigint;
}

/** The 32-bit signed integer at an offset from an address. */
export function readInt(address: Pointer, offset: number): number {
  return new Int32Array(copyBytes(address + BigInt(offset), 4).buffer)[0] as number;
}

/** The double at an offset from an address. */
export function readDouble(address: Pointer, offset: number): number {
  return copyDoubles(address + BigInt(offset), 1)[0] as number;
}
