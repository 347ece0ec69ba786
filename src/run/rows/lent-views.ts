/**
 * What becomes of views that are lent: taken back after their turn where that is checked; and loops that are never left
 * are told of.
 * Not here: what is lent (run/streams, run/compute).
 * Read next: docs/guide/streams.md.
 */

import type { Place } from "../../budget/ledger/call-site.ts";

/** A loop's state, which must not refer to its generator: that could then never be seen to be abandoned. */
export interface Loop {
  /** Whether it holds something just now. */
  open: boolean;
  /** Who asked for it. */
  readonly place: Place;
}

const abandoned = new FinalizationRegistry<Loop>(({ open, place }) => {
  if (!open) return;
  process.emitWarning("a loop over strips or tiles was begun and never ended: it keeps its memory and its threads", {
    code: "SLUICE_LEAK",
    detail: place.text,
  });
});

/** Tells of a generator that is collected while it is open. A loop's `break`, `return` and `throw` all end it. */
export function watched<G extends AsyncGenerator>(generator: G, loop: Loop): G {
  abandoned.register(generator, loop);
  return generator;
}

/** Something with samples in memory that is used for others later. */
interface Lent {
  readonly data: ArrayBufferView & { slice(): ArrayBufferView };
}

/** The same with copies, whose memory is taken away after each turn, so that a late use throws. */
export async function* takenBack<L extends Lent>(lent: AsyncGenerator<L, undefined>): AsyncGenerator<L, undefined> {
  for await (const each of lent) {
    const data = each.data.slice();
    try {
      yield { ...each, data };
    } finally {
      takeBack(data);
    }
  }
}

/** Takes a copy's memory away: its length is 0 from now on, and so is that of every other view of it. */
export function takeBack({ buffer }: ArrayBufferView): void {
  if (buffer.byteLength > 0) structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
}
