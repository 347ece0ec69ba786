/**
 * Owns the handles of one piece of work and releases them together, in reverse order of creation.
 * Not here: handles that outlive the work; take them out with `release`.
 * Read next: run/thumbnail/resample. (Node 20 has no DisposableStack.)
 */
import { Handle } from "../object/handle.ts";
import { ImageHandle } from "../object/image-handle.ts";
import { letGoInWorker } from "../thread/run-in-worker.ts";
import { type Arguments, callForImage } from "./call.ts";

/** Something that still works in the background, and ends on dispose. */
export interface Stoppable extends AsyncDisposable {
  /** Asks it to end soon. */
  stop(): void;
}

type Kept = Disposable | Stoppable;

export class HandleScope implements Disposable, AsyncDisposable {
  readonly #handles: Kept[] = [];

  /**
   * Takes over a handle, or another scope, and returns it for use within the scope. A scope that keeps a
   * {@link Stoppable} needs `await using`.
   */
  keep<H extends Kept>(handle: H): H {
    this.#handles.push(handle);
    return handle;
  }

  /** Calls an operation. Its image lives as long as this scope. */
  image(name: string, args: Arguments): ImageHandle {
    return this.keep(callForImage(name, args));
  }

  /** The same image for this scope alone, computed on so many threads. */
  ownCopy(image: ImageHandle, threads: number): ImageHandle {
    const own = this.image("copy", { in: image });
    own.setThreads(threads);
    return own;
  }

  /** Transfers a kept handle to the caller, and releases everything else. */
  release<H extends Handle>(handle: H): H {
    const position = this.#handles.indexOf(handle);
    if (position >= 0) this.#handles.splice(position, 1);
    this[Symbol.dispose]();
    return handle;
  }

  /**
   * Releases a pipeline in a worker thread, while this thread continues with the result.
   * @returns a promise that resolves after the release. Undefined if the scope keeps anything but references to images
   * and sources, or if no worker is idle; the caller then disposes of the scope itself.
   */
  letGo(): Promise<void> | undefined {
    const handles = [...this.#handles];
    const last = handles.at(-1);
    if (!(last instanceof ImageHandle) || !handles.every(isOnlyReference)) return undefined;
    const gone = letGoInWorker(() => {
      this.#handles.length = 0;
      const address = last.give();
      // The last image holds the images it is made of until the worker releases it.
      for (const handle of handles.reverse()) handle.dispose();
      return address;
    });
    // Some images use JavaScript's memory, which their handles reference.
    return gone?.then(() => void handles);
  }

  [Symbol.dispose](): void {
    for (const handle of this.#handles.splice(0).reverse()) {
      if (!(Symbol.dispose in handle)) throw new Error("what is still at work has to be waited for");
      handle[Symbol.dispose]();
    }
  }

  /** Stops all background work first, because one piece may wait for another. */
  async [Symbol.asyncDispose](): Promise<void> {
    const handles = this.#handles.splice(0).reverse();
    for (const handle of handles) if ("stop" in handle) handle.stop();
    for (const handle of handles) {
      if (Symbol.asyncDispose in handle) await handle[Symbol.asyncDispose]();
      else handle[Symbol.dispose]();
    }
  }
}

/** Whether dispose releases nothing but the reference. */
function isOnlyReference(kept: Kept): kept is Handle {
  return kept instanceof Handle && kept.dispose === Handle.prototype.dispose;
}
