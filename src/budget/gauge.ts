/**
 * Reads how much memory the kernel says this process uses: *measured*, as set beside *projected* in every report.
 * Not here: sampling over time (budget/peak-meter), or other processes; an executor child reads its own gauge.
 * Read next: budget/peak-meter, proc_pid_status(5).
 */
import { closeSync, openSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { type Bytes, bytes } from "../core/bytes.ts";
import { DisposedError } from "../core/errors.ts";

export interface MemoryReading {
  /**
   * What `measured` counts. "unreclaimable": anonymous and shared memory in RAM, what a budget counts; "rss": everything
   * in RAM, file pages included, where the system tells no better. Swapped pages are in neither.
   */
  readonly kind: "unreclaimable" | "rss";
  readonly measured: Bytes;
  /** File pages in RAM, which the kernel can drop, beside `measured`; `undefined` where they are part of it. */
  readonly fileBacked: Bytes | undefined;
}

export interface Gauge {
  /** What is used now. */
  now(): MemoryReading;
  /** The most that was used at once since the process began. Kernels keep it for the whole RSS only: an upper bound. */
  peak(): MemoryReading;
}

export interface ProcessGaugeOptions {
  /** Put before the path of /proc, for tests. Default: `/`. */
  readonly root?: string | undefined;
}

/**
 * The gauge of this process, all of its threads included. On Linux from 4.5 it keeps a file open until it is disposed;
 * elsewhere it reads the RSS. The kernel counts in batches: a reading can be off by some hundred kB a thread or core.
 * @throws {DisposedError} from `now` and `peak` once it is disposed.
 */
export function processGauge(options: ProcessGaugeOptions = {}): Gauge & Disposable {
  const path = join(options.root ?? "/", "/proc/self/status");
  try {
    const text = readFileSync(path, "latin1");
    if (text.includes("RssAnon:")) return new StatusGauge(path, text.length);
  } catch {
    // No /proc (macOS, Windows), or one that may not be read.
  }
  return rssGauge;
}

const rssGauge: Gauge & Disposable = {
  now: () => rssReading(process.memoryUsage.rss()),
  peak: () => rssReading(process.resourceUsage().maxRSS * 1024),
  [Symbol.dispose]() {},
};

function rssReading(rss: number): MemoryReading {
  return { kind: "rss", measured: bytes(rss), fileBacked: undefined };
}

/**
 * A reading takes 10 µs with the file kept open and one buffer reused, 25 µs with readFileSync (2 cores, Linux 6.18):
 * 0.1 % of a core at 100 a second. statm takes 2 µs but counts shared memory as file pages; smaps_rollup is exact and
 * takes 1 ms.
 */
class StatusGauge implements Gauge, Disposable {
  readonly #buffer: Buffer;
  #file: number | undefined;

  constructor(path: string, length: number) {
    // With room to grow: the numbers do, and a user in thousands of groups has a long line of them before the sizes.
    this.#buffer = Buffer.alloc(length + 1024);
    this.#file = openSync(path, "r");
  }

  now(): MemoryReading {
    const status = this.#read();
    const measured = field(status, "RssAnon") + field(status, "RssShmem");
    return { kind: "unreclaimable", measured: bytes(measured), fileBacked: bytes(field(status, "RssFile")) };
  }

  peak(): MemoryReading {
    return rssReading(field(this.#read(), "VmHWM"));
  }

  [Symbol.dispose](): void {
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #read(): string {
    if (this.#file === undefined) {
      throw new DisposedError("the gauge of this process was disposed", { cure: "Keep it in scope while it is read." });
    }
    const length = readSync(this.#file, this.#buffer, 0, this.#buffer.length, 0);
    return this.#buffer.toString("latin1", 0, length);
  }
}

/** A line such as `RssAnon:	   1240 kB`, in bytes. The kernel's kB are 1024 bytes. */
function field(status: string, name: string): number {
  const start = status.indexOf(`\n${name}:`) + name.length + 2;
  return Number.parseInt(status.slice(start, start + 32), 10) * 1024;
}
