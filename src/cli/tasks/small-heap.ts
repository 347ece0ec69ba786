/**
 * Keeps V8's young generation at its initial size, so that the command's own memory is known at start.
 * Not here: worker threads, whose heaps are limited where they are started (native/thread/run-in-worker).
 * Read next: docs/explanation/memory.md.
 */
import { setFlagsFromString } from "node:v8";

/**
 * The young generation doubles with the surviving objects, up to 16 MB in a batch of some hundred images that needs
 * none of it. Call this after the worker threads have started: V8 resets the factor to 2 whenever it creates a heap. A
 * library must not set flags for the whole process; a command may.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
