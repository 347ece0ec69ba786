/**
 * Splits the holdings by the plan's terms, so that every byte of the ledger has an owner and a tag.
 * Not here: the terms' sizes (plan/), or who holds what (budget/ledger/ledger).
 * Read next: budget/ledger/reservation, core/term.
 */
import { bytes } from "../../core/bytes.ts";
import type { MemoryTag } from "../../core/term.ts";
import type { Holding } from "./reservation.ts";

/**
 * One item for each owner and tag, largest first. Terms of one tag are added up. Bytes that no term explains stay under
 * the owner's own tag, so that the items add up to the holdings.
 */
export function itemise(holdings: readonly Holding[]): Holding[] {
  return holdings.flatMap(split).sort((a, b) => b.size - a.size);
}

function split({ owner, size, terms = [] }: Holding): Holding[] {
  const sizes = new Map<MemoryTag, number>();
  let left: number = size;
  for (const term of terms) {
    // Sizes are rounded up one by one, and a reservation may have shrunk since.
    const part = Math.min(left, term.size);
    left -= part;
    add(sizes, term.tag, part);
  }
  if (left > 0) add(sizes, owner.tag, left);
  return Array.from(sizes, ([tag, part]) => ({ owner: { name: owner.name, tag }, size: bytes(part) }));
}

function add(sizes: Map<MemoryTag, number>, tag: MemoryTag, size: number): void {
  sizes.set(tag, (sizes.get(tag) ?? 0) + size);
}
