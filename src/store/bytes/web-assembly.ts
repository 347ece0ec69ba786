/**
 * What is used of WebAssembly, by types: neither TypeScript's library for Node nor Node's own types have it whole.
 * Not here: the modules.
 * Read next: store/bytes/quick-deflate.
 */

/** Memory that threads share; its size is fixed. */
export interface SharedMemory {
  readonly buffer: SharedArrayBuffer;
}

interface MemoryOptions {
  readonly initial: number;
  readonly maximum: number;
  readonly shared: true;
}

interface WebAssemblyNames {
  readonly Memory: new (options: MemoryOptions) => SharedMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

export const { Memory, Module, Instance, validate } = (globalThis as unknown as { WebAssembly: WebAssemblyNames })
  .WebAssembly;

const pageBytes = 65_536;

/** Memory of at least so many bytes, all zeros. */
export function sharedMemory(size: number): SharedMemory {
  const pages = Math.ceil(size / pageBytes);
  return new Memory({ initial: pages, maximum: pages, shared: true });
}
