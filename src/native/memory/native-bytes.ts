/**
 * Memory outside JavaScript's heap, gone at once when it is disposed of: JavaScript's own stays until a collection.
 * Not here: whether there is room for it; the caller has asked the budget.
 * Read next: run/streams.
 */
import type { Pointer } from "../library/declarations.ts";
import { native } from "../library/library.ts";
import { viewBytes } from "../library/read-memory.ts";

export class NativeBytes implements Disposable {
  readonly #address: Pointer;
  /** In place: a use of them after they are disposed of may end the process. */
  readonly bytes: Uint8Array;

  /** `size` bytes, at least 1, of any content. */
  constructor(size: number) {
    this.#address = native().g_malloc(size) as Pointer;
    this.bytes = viewBytes(this.#address, size);
  }

  [Symbol.dispose](): void {
    native().g_free(this.#address);
  }
}
