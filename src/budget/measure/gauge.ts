/**
 * Reads how much memory the kernel says this process and its children use: *measured*, to compare with *projected*.
 * Not here: sampling over time (budget/measure/peak-meter), or what happens on an overrun (budget/guard/backstop).
 * Read next: budget/measure/child-processes, budget/measure/proc-file.
 */
import { join } from "node:path";
import { type Bytes, bytes, sumBytes } from "../../core/bytes.ts";
import { DisposedError } from "../../core/errors.ts";
import { ChildProcesses } from "./child-processes.ts";
import { memoryIn, type ProcessMemory, ProcFile, tellsAnonymous } from "./proc-file.ts";

export interface MemoryReading {
  /**
   * What `measured` counts. "unreclaimable": anonymous and shared memory in RAM, what a budget counts; "rss":
   * everything in RAM, file pages included, where the system gives no better number. Swapped pages are in neither.
   */
  readonly kind: "unreclaimable" | "rss";
  readonly measured: Bytes;
  /**
   * File pages in RAM, which the kernel can drop, not part of `measured`; `undefined` where `measured` includes them.
   */
  readonly fileBacked: Bytes | undefined;
  /** The number of counted processes, this one included; `undefined` where its children cannot be found. */
  readonly processes: number | undefined;
}

export interface Gauge {
  /** What is used now. */
  now(): MemoryReading;
  /**
   * The highest use at one time since each process began. Kernels keep this number for the whole RSS only, and for each
   * process by itself, so the sum is an upper bound.
   */
  peak(): MemoryReading;
}

export interface ProcessGaugeOptions {
  /** Put before the path of /proc, for tests. Default: `/`. */
  readonly root?: string | undefined;
}

/**
 * The gauge of this process with all of its threads and children. On Linux from 4.5 it keeps files open until it is
 * disposed; elsewhere it reads the RSS of this process alone. The kernel counts in batches: a reading can be off by
 * some hundred kB a thread or core. Memory that processes share counts in each of them.
 * @throws {DisposedError} from `now` and `peak` once it is disposed.
 */
export function processGauge({ root = "/" }: ProcessGaugeOptions = {}): Gauge & Disposable {
  const status = orUndefined(() => new ProcFile(join(root, "/proc/self/status")));
  if (status !== undefined && tellsAnonymous(status.read() ?? "")) {
    return new TreeGauge(
      status,
      orUndefined(() => new ChildProcesses(root)),
    );
  }
  status?.[Symbol.dispose]();
  return rssGauge;
}

/** Undefined where there is no /proc (macOS, Windows), where it is not readable, or where the kernel lacks a file. */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

const rssGauge: Gauge & Disposable = {
  now: () => rssReading(process.memoryUsage.rss()),
  peak: () => rssReading(process.resourceUsage().maxRSS * 1024),
  [Symbol.dispose]() {},
};

function rssReading(rss: number, processes?: number): MemoryReading {
  return { kind: "rss", measured: bytes(rss), fileBacked: undefined, processes };
}

class TreeGauge implements Gauge, Disposable {
  readonly #own: ProcFile;
  readonly #children: ChildProcesses | undefined;

  constructor(own: ProcFile, children: ChildProcesses | undefined) {
    this.#own = own;
    this.#children = children;
  }

  now(): MemoryReading {
    const all = this.#read();
    return {
      kind: "unreclaimable",
      measured: sumBytes(all.map(({ unreclaimable }) => bytes(unreclaimable))),
      fileBacked: sumBytes(all.map(({ fileBacked }) => bytes(fileBacked))),
      processes: this.#children && all.length,
    };
  }

  peak(): MemoryReading {
    const all = this.#read();
    const highest = sumBytes(all.map(({ highWater }) => bytes(highWater)));
    return rssReading(highest, this.#children && all.length);
  }

  [Symbol.dispose](): void {
    this.#own[Symbol.dispose]();
    this.#children?.[Symbol.dispose]();
  }

  #read(): ProcessMemory[] {
    const status = this.#own.read();
    if (status === undefined) {
      throw new DisposedError("the gauge of this process was disposed", { cure: "Keep it in scope while it is read." });
    }
    return [memoryIn(status), ...(this.#children?.memory() ?? [])];
  }
}
