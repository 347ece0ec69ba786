/**
 * Two connected ends for bytes: libvips reads or writes one and waits there, Node has the other and never waits.
 * Not here: what goes through (run/encoded-stream, run/source/streamed-bytes).
 * Read next: socketpair(2).
 */
import { closeSync } from "node:fs";
import { Socket } from "node:net";
import { native } from "../library/library.ts";

/** By <sys/socket.h>, which Linux and macOS agree on but for the last: macOS has no such flag. */
const [local, byteStream, bothWays] = [1, 1, 2] as const;
const closedInChildren = process.platform === "linux" ? 0o2000000 : 0;

/** Before anybody waits for calls that wait for bytes. */
const open = new Set<ByteChannel>();
let hooked = false;

/**
 * Sockets and not a pipe: libvips duplicates what it is given, and a child process that is started meanwhile inherits
 * the duplicate. The end of a pipe would then come when the child ends; a socket can be shut down.
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

  /** Undefined where the system has none, or no more files can be open. */
  static open(): ByteChannel | undefined {
    const ends = new Int32Array(2);
    const failed = native().socketpair?.(local, byteStream + closedInChildren, 0, ends) ?? -1;
    return failed === 0 ? new ByteChannel(ends[0] as number, ends[1] as number) : undefined;
  }

  private constructor(ours: number, theirs: number) {
    this.descriptor = theirs;
    this.socket = new Socket({ fd: ours, readable: true, writable: true, allowHalfOpen: true });
    // It is told of to whoever writes or reads.
    this.socket.on("error", () => {});
    open.add(this);
    if (!hooked) process.prependListener("exit", closeAll);
    hooked = true;
  }

  /** Resolves when there is room for more: false when nobody reads any more. */
  async write(bytes: Uint8Array): Promise<boolean> {
    if (!this.#isOpen) return false;
    return await new Promise((resolve) => {
      // The callback of a write does not come where the socket is destroyed before; its close does.
      const closed = (): void => resolve(false);
      this.socket.once("close", closed);
      this.socket.write(bytes, (error) => {
        this.socket.off("close", closed);
        resolve(!error);
      });
    });
  }

  /** All bytes were written: libvips' end reads them, and then the end. */
  finish(): void {
    if (this.#isOpen) this.socket.end();
  }

  /** No more bytes come from libvips' end: what waits to be read comes, and then the end. */
  end(): void {
    if (this.#isOpen) native().shutdown?.(this.descriptor, bothWays);
  }

  /** Whoever waits at either end waits no more. */
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
