/**
 * Frees the memory of bytes at once. JavaScript would keep it until garbage collection: tens of megabytes of chunks.
 * Not here: memory outside of JavaScript (native/memory/native-bytes).
 * Read next: store/chunks/chunked-store.
 */
import { MessageChannel, type MessagePort } from "node:worker_threads";

/** Smaller buffers are parts of a pool that Node keeps. */
const min = 16_384;

let nobody: MessagePort | undefined;

/**
 * Detaches the buffer of the bytes: neither they nor other views of it can be used any more. JavaScript detaches a
 * buffer when it is posted, so it goes to a port without a listener. This takes 2 µs, and saves 30 MB in a loop over
 * chunks.
 */
export function letGo({ buffer }: Uint8Array): void {
  if (buffer.byteLength < min || !(buffer instanceof ArrayBuffer)) return;
  try {
    nobody ??= deafPort();
    nobody.postMessage(null, [buffer]);
  } catch {
    // Memory of WebAssembly cannot be detached, and garbage collection does not free it either.
  }
}

/** As {@link letGo}, unless `next` shares the buffer. */
export function letGoOf(bytes: Uint8Array, next: Uint8Array): void {
  if (bytes.buffer !== next.buffer) letGo(bytes);
}

function deafPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
