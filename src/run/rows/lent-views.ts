/**
 * Checks the use of lent views: with checks on, a view is detached after its turn. Also warns about
 * loops that never end.
 * Not here: lending (run/streams, run/compute).
 * Read next: docs/guide/streams.md.
 */
import type { CallSite } from "../../budget/ledger/call-site.ts";

/** A loop's state. It must not refer to its generator: the collector could then never find the generator abandoned. */
export interface Loop {
  /** Whether the loop holds memory at present. */
  open: boolean;
  /** The call that started the loop. */
  readonly place: CallSite;
}

const abandoned = new FinalizationRegistry<Loop>(({ open, place }) => {
  if (!open) return;
  process.emitWarning("a loop over strips or tiles was begun and never ended: it keeps its memory and its threads", {
    code: "SLUICE_LEAK",
    detail: place.text,
  });
});

/** Warns if a generator is collected while its loop is open. A loop's `break`, `return` and `throw` all close it. */
export function watched<G extends AsyncGenerator>(generator: G, loop: Loop): G {
  abandoned.register(generator, loop);
  return generator;
}

/** Something with samples in memory that is reused later. */
interface Lent {
  readonly data: ArrayBufferView & { slice(): ArrayBufferView };
}

/** The same items with copied samples. Each copy is detached after its turn, so that a late use throws. */
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

/** Detaches a copy's memory: its length becomes 0, and so does that of every other view of it. */
export function takeBack({ buffer }: ArrayBufferView): void {
  if (buffer.byteLength > 0) structuredClone(buffer, { transfer: [buffer as ArrayBuffer] });
}
