/**
 * The ledger's sums in shared memory, where every thread of the process can read them at once.
 * Not here: who holds what; only the thread with the ledger knows, and only that thread writes the sums except `freed`.
 * Read next: budget/ledger/ledger, budget/guard/freed-memory.
 */
import { type Bytes, bytes } from "../../core/bytes.ts";

/** The budget; the reserved bytes; their permanent part; and the bytes given back that may still be resident. */
const cells = ["allowed", "reserved", "permanent", "freed"] as const;
type Cell = (typeof cells)[number];

export class SharedCounts {
  /** Send this to another thread, which makes its own `SharedCounts` from it. */
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

  /** Reads the value and sets it to 0. */
  take(cell: Cell): Bytes {
    return bytes(Number(Atomics.exchange(this.#cells, cells.indexOf(cell), 0n)));
  }
}
