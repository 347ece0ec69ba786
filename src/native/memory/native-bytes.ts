/**
 * Memory outside JavaScript's heap, freed at once on dispose. JavaScript's own memory stays until a garbage collection.
 * Not here: whether there is room for it; the caller has reserved it in the budget.
 * Read next: run/streams.
 */
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { viewBytes } from "../library/read-memory.ts";

export class NativeBytes implements Disposable {
  readonly #address: Pointer;
  /** A view in place. Using it after dispose may crash the process. */
  readonly bytes: Uint8Array;

  /** Allocates `size` bytes, at least 1, and leaves them uninitialised. */
  constructor(size: number) {
    this.#address = native().g_malloc(size) as Pointer;
    this.bytes = viewBytes(this.#address, size);
  }

  [Symbol.dispose](): void {
    native().g_free(this.#address);
  }
}
