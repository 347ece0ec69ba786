/**
 * The contract of a file that is being written, whatever its format.
 * Not here: the files themselves (run/output/output-file, run/output/tiff-file, run/output/store-file).
 * Read next: run/output/output-file.
 */
import type { ImageHandle } from "../../native/object/image-handle.ts";
import type { HandleScope } from "../../native/operation/scope.ts";
import type { Encoding } from "./encode.ts";

/** A file that is being written. Disposed of before it is finished, nothing of it stays. */
export interface OutputFile extends AsyncDisposable {
  /** Writes the image into it; again from the start when it is called again. */
  write(scope: HandleScope, image: ImageHandle, encoding: Encoding): Promise<void>;
  /** Makes it durable and gives it its final name. @returns its size in bytes. */
  finish(): Promise<number>;
}
