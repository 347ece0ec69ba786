/**
 * Gives the memory of bytes back at once, which JavaScript would keep until it collects them: tens of megabytes of chunks.
 * Not here: memory outside of JavaScript (native/memory/native-bytes).
 * Read next: store/chunks/chunked-store.
 */
import { MessageChannel, type MessagePort } from "node:worker_threads";

/** Small buffers are parts of one that Node keeps. */
const least = 16_384;

let nobody: MessagePort | undefined;

/**
 * The bytes, and all others of the same buffer, are gone: nobody may use them any more. A buffer is sent to a port that
 * nobody listens to, which is how JavaScript takes one away; 2 µs each, and 30 MB less in a loop over chunks.
 */
export function letGo({ buffer }: Uint8Array): void {
  if (buffer.byteLength < least || !(buffer instanceof ArrayBuffer)) return;
  try {
    nobody ??= deafPort();
    nobody.postMessage(null, [buffer]);
  } catch {
    // Memory of WebAssembly cannot be taken away; it is not JavaScript's to collect either.
  }
}

/** As {@link letGo}, unless `next` was made in place. */
export function letGoOf(bytes: Uint8Array, next: Uint8Array): void {
  if (bytes.buffer !== next.buffer) letGo(bytes);
}

function deafPort(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  return port1;
}
