/**
 * A reservation: bytes of the budget that one owner holds until it disposes of them.
 * Not here: who may reserve how much and when, nor any memory itself; this is a promise about memory, not an
 * allocation.
 * Read next: budget/ledger/ledger, budget/ledger/call-site.
 */
import { type Bytes, bytes, formatBytes } from "../../core/bytes.ts";
import { UsageError } from "../../core/errors.ts";
import type { MemoryTag, Term } from "../../core/term.ts";
import { type CallSite, forgetCallSite } from "./call-site.ts";

/** Who the memory is for, in words that a reader of an error message knows: a file, a worker. */
export interface Owner {
  readonly name: string;
  readonly tag: MemoryTag;
  /** The worker thread that asked; undefined for the thread that has the ledger. */
  readonly thread?: number | undefined;
}

/** An owner and the bytes it holds. */
export interface Holding {
  readonly owner: Owner;
  readonly size: Bytes;
  /** The parts of these bytes, where a plan names them; see `itemise`. */
  readonly terms?: readonly Term[] | undefined;
}

/** The ledger's own record. It must never refer to the reservation, or the finaliser could never see a leak. */
export interface Entry extends Holding {
  readonly id: number;
  size: Bytes;
  terms: readonly Term[] | undefined;
  /** The call that asked. */
  readonly place: CallSite;
  /** Books the new size; a reservation only ever asks for a smaller one. */
  resize(size: Bytes): void;
}

/** A copy for others to read. */
export function holdingOf({ owner, size, terms }: Holding): Holding {
  return { owner, size, ...(terms && { terms }) };
}

const leaks = new FinalizationRegistry<Entry>(({ owner, size, place }) => {
  if (size === 0) return; // Disposed of.
  process.emitWarning(
    `${formatBytes(size)} reserved for "${owner.name}" (${owner.tag}) were never released: hold the reservation with "using"`,
    { code: "SLUICE_LEAK", detail: place.text },
  );
});

/**
 * Made by `Ledger.reserve`. Hold it with `using` for as long as the memory is in use. When a reservation is garbage
 * collected without having been disposed, a process warning with the code `SLUICE_LEAK` names the owner and the place
 * that asked. Its bytes stay reserved, because the memory behind them may still be in use.
 */
export class Reservation implements Disposable, Holding {
  readonly owner: Owner;
  readonly #entry: Entry;

  constructor(entry: Entry) {
    this.owner = entry.owner;
    this.#entry = entry;
    leaks.register(this, entry);
  }

  /** Bytes held now; 0 once disposed. */
  get size(): Bytes {
    return this.#entry.size;
  }

  /** The parts of these bytes, as long as they are known. */
  get terms(): readonly Term[] | undefined {
    return this.#entry.terms;
  }

  /**
   * Gives back the bytes above `size`. A reservation cannot grow: more memory is a new reservation, which waits its
   * turn. `terms` name the parts that remain; without them, the parts are no longer known.
   * @throws {UsageError} when `size` is larger than what is held.
   */
  shrinkTo(size: Bytes, terms?: readonly Term[]): void {
    if (bytes(size) > this.size) {
      throw new UsageError(
        `the reservation for "${this.owner.name}" (${this.owner.tag}) holds ${this.size} bytes and cannot grow to ${size}`,
        { cure: "Reserve all that a step can need in one request, before the step begins." },
      );
    }
    if (size < this.size || terms !== undefined) this.#entry.terms = terms;
    this.#resize(bytes(size));
  }

  /** Gives everything back. A second call does nothing. */
  dispose(): void {
    this.#resize(bytes(0));
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #resize(size: Bytes): void {
    if (size === 0) forgetCallSite(this.#entry.place);
    this.#entry.resize(size);
  }
}
