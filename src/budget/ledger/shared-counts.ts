/**
 * The ledger's sums where every thread of the process can read them at once, in shared memory.
 * Not here: who holds what; only the thread with the ledger knows, and it alone writes all but `freed`.
 * Read next: budget/ledger/ledger, budget/guard/freed-memory.
 */
import { type Bytes, bytes } from "../../core/bytes.ts";

/** What may be handed out, what is, what of that is for good, and what was given back and may still be resident. */
const cells = ["allowed", "reserved", "permanent", "freed"] as const;
type Cell = (typeof cells)[number];

export class SharedCounts {
  /** To be sent to another thread, which makes a `SharedCounts` of its own of it. */
  readonly buffer: SharedArrayBuffer;
  readonly #cells: BigInt64Array;

  constructor(buffer = new SharedArrayBuffer(cells.length * BigInt64Array.BYTES_PER_ELEMENT)) {
    this.buffer = buffer;
    this.#cells = new BigInt64Array(buffer);
  }

  get(cell: Cell): Bytes {
    return bytes(Number(Atomics.load(this.#cells, cells.indexOf(cell))));
  }

  set(cell: Cell, size: number): void {
    Atomics.store(this.#cells, cells.indexOf(cell), BigInt(size));
  }

  add(cell: Cell, size: number): Bytes {
    const before = Atomics.add(this.#cells, cells.indexOf(cell), BigInt(size));
    return bytes(Number(before) + size);
  }

  /** Leaves 0 behind. */
  take(cell: Cell): Bytes {
    return bytes(Number(Atomics.exchange(this.#cells, cells.indexOf(cell), 0n)));
  }
}
