/**
 * Owns the handles of one piece of work and releases them together, last made first.
 * Not here: handles that outlive the work; take them out with `release`.
 * Read next: run/thumbnail-pipeline. (Node 20 has no DisposableStack.)
 */
import type { Handle } from "./handle.ts";
import type { ImageHandle } from "./image-handle.ts";
import { type Arguments, callForImage } from "./operation.ts";

export class HandleScope implements Disposable {
  readonly #handles: Disposable[] = [];

  /** Takes over a handle, or another scope, and gives it back for use within the scope. */
  keep<H extends Disposable>(handle: H): H {
    this.#handles.push(handle);
    return handle;
  }

  /** Calls an operation whose image lives as long as this scope. */
  image(name: string, args: Arguments): ImageHandle {
    return this.keep(callForImage(name, args));
  }

  /** Hands a kept handle over to the caller, and releases everything else. */
  release<H extends Handle>(handle: H): H {
    const position = this.#handles.indexOf(handle);
    if (position >= 0) this.#handles.splice(position, 1);
    this[Symbol.dispose]();
    return handle;
  }

  [Symbol.dispose](): void {
    for (const handle of this.#handles.splice(0).reverse()) handle[Symbol.dispose]();
  }
}
