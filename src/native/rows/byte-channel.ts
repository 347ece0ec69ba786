/**
 * Two connected sockets for bytes. libvips reads or writes one and blocks on it; Node uses the other without blocking.
 * Not here: the bytes that pass through (run/encoded-stream, run/source/streamed-bytes).
 * Read next: socketpair(2).
 */
import { closeSync } from "node:fs";
import { Socket } from "node:net";
import { native } from "../library/library.ts";

/** From <sys/socket.h>. Linux and macOS agree on all but the last, a flag that macOS does not have. */
const [local, byteStream, bothWays] = [1, 1, 2] as const;
const closedInChildren = process.platform === "linux" ? 0o2000000 : 0;

/** All open channels. At exit they close before the process waits for native calls, since those may wait for bytes. */
const open = new Set<ByteChannel>();
let hooked = false;

/**
 * Sockets, not a pipe: libvips duplicates its descriptor, and a child process that starts meanwhile inherits the
 * duplicate. A pipe would then end only when the child ends; a socket can be shut down.
 */
export class ByteChannel implements Disposable {
  /** Node's end. */
  readonly socket: Socket;
  /** For libvips, which duplicates it. */
  readonly descriptor: number;
  #isOpen = true;

  /** Whether the system has channels. Windows has none. */
  static get isThere(): boolean {
    return native().socketpair !== undefined;
  }

  /** Opens a channel. Undefined if the system has none, or if too many files are open. */
  static open(): ByteChannel | undefined {
    const ends = new Int32Array(2);
    const failed = native().socketpair?.(local, byteStream + closedInChildren, 0, ends) ?? -1;
    return failed === 0 ? new ByteChannel(ends[0] as number, ends[1] as number) : undefined;
  }

  private constructor(ours: number, theirs: number) {
    this.descriptor = theirs;
    this.socket = new Socket({ fd: ours, readable: true, writable: true, allowHalfOpen: true });
    // The reader or writer gets the error from its own call.
    this.socket.on("error", () => {});
    open.add(this);
    if (!hooked) process.prependListener("exit", closeAll);
    hooked = true;
  }

  /** Resolves when there is room for more. False when libvips has stopped reading. */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (!this.#isOpen) return false;
    return await new Promise((resolve) => {
      // If the socket is destroyed first, the write's callback never runs, but the close event does.
      const closed = (): void => resolve(false);
      this.socket.once("close", closed);
      this.socket.write(bytes, (error) => {
        this.socket.off("close", closed);
        resolve(!error);
      });
    });
  }

  /** Call it after the last byte: libvips' end reads the remaining bytes, and then the end of the stream. */
  finish(): void {
    if (this.#isOpen) this.socket.end();
  }

  /** Shuts libvips' end down. Node still reads the buffered bytes, and then the end of the stream. */
  end(): void {
    if (this.#isOpen) native().shutdown?.(this.descriptor, bothWays);
  }

  /** Closes both ends; blocked reads and writes at either end return. */
  [Symbol.dispose](): void {
    if (!this.#isOpen) return;
    this.end();
    this.#isOpen = false;
    open.delete(this);
    closeSync(this.descriptor);
    this.socket.destroy();
  }
}

function closeAll(): void {
  for (const channel of open) channel[Symbol.dispose]();
}
