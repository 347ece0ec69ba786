/**
 * Owns the handles of one piece of work and releases them together, last made first.
 * Not here: handles that outlive the work; take them out with `release`.
 * Read next: run/thumbnail/resample. (Node 20 has no DisposableStack.)
 */
import { Handle } from "../object/handle.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { letGoInWorker } from "../thread/run-in-worker.ts";
import { type Arguments, callForImage } from "./call.ts";

/** Something that is still at work, and ends when it is disposed of. */
export interface Stoppable extends AsyncDisposable {
  /** Lets it end soon. */
  stop(): void;
}

type Kept = Disposable | Stoppable;

export class HandleScope implements Disposable, AsyncDisposable {
  readonly #handles: Kept[] = [];

  /**
   * Takes over a handle, or another scope, and gives it back for use within the scope. One that keeps what is still at
   * work has to be disposed of with `await using`.
   */
  keep<H extends Kept>(handle: H): H {
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

  /**
   * Releases a pipeline in a worker thread, while this one goes on with what came out of it.
   * @returns what resolves when that is done. Undefined where there is more than references to images and sources, or no
   * worker is idle: then all of it is still to be disposed of.
   */
  letGo(): Promise<void> | undefined {
    const handles = [...this.#handles];
    const last = handles.at(-1);
    if (!(last instanceof ImageHandle) || !handles.every(isOnlyReference)) return undefined;
    const gone = letGoInWorker(() => {
      this.#handles.length = 0;
      const address = last.give();
      // The last image holds what it is made of until the worker comes to it.
      for (const handle of handles.reverse()) handle.dispose();
      return address;
    });
    // Some are made of memory of JavaScript, which they keep.
    return gone?.then(() => void handles);
  }

  [Symbol.dispose](): void {
    for (const handle of this.#handles.splice(0).reverse()) {
      if (!(Symbol.dispose in handle)) throw new Error("what is still at work has to be waited for");
      handle[Symbol.dispose]();
    }
  }

  /** All that is at work is told to stop first: one may wait for another. */
  async [Symbol.asyncDispose](): Promise<void> {
    const handles = this.#handles.splice(0).reverse();
    for (const handle of handles) if ("stop" in handle) handle.stop();
    for (const handle of handles) {
      if (Symbol.asyncDispose in handle) await handle[Symbol.asyncDispose]();
      else handle[Symbol.dispose]();
    }
  }
}

/** Whether nothing but its reference is released when it is disposed of. */
function isOnlyReference(kept: Kept): kept is Handle {
  return kept instanceof Handle && kept.dispose === Handle.prototype.dispose;
}
