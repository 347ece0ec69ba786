/**
 * Keeps V8's young generation as small as it is at start: what the command holds for good is then known at start.
 * Not here: worker threads, whose heaps are limited where they are started (native/thread/run-in-worker).
 * Read next: docs/explanation/memory.md.
 */
import { setFlagsFromString } from "node:v8";

/**
 * The young generation doubles with what survives, up to 16 MB in a batch of some hundred images, which needs none of it.
 * To be called when the worker threads are there: V8 puts the factor back to 2 whenever it makes a heap. A library must
 * not set flags for the whole process; a command may.
 */
export function keepHeapSmall(): void {
  setFlagsFromString("--semi-space-growth-factor=1");
}
