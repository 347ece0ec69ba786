/**
 * Where something was asked for, for a warning to show: the stack is kept as it is captured, and written as text later.
 * Not here: the warnings (budget/ledger/reservation, run/rows/lent-views).
 * Read next: budget/ledger/reservation.
 */

/** A caller. */
export interface Place {
  /** The stack of the call, as text. */
  readonly text: string;
}

/**
 * Writing a stack takes 30 µs, and 100 µs where Node looks up source maps: as long as planning a small job. So it is
 * left until this much later, when a small job has come to its end and nobody wants to know.
 */
const writtenAfterMs = 50;

const unwritten = new Set<CallerPlace>();
let isDue = false;

/** The stack that is captured keeps the objects of its calls alive: of something lost, for ever. Text does not. */
class CallerPlace implements Place {
  #trace: { readonly stack: string } | undefined;
  #text = "";

  constructor(method: (...args: never[]) => unknown) {
    const trace = { stack: "" };
    Error.captureStackTrace(trace, method);
    this.#trace = trace;
  }

  get text(): string {
    if (this.#trace === undefined) return this.#text;
    const { stack } = this.#trace;
    this.#text = stack.slice(stack.indexOf("\n") + 1);
    this.#trace = undefined;
    unwritten.delete(this);
    return this.#text;
  }
}

/** Who called `method`. It is written soon, unless it is forgotten before. */
export function placeOf(method: (...args: never[]) => unknown): Place {
  const place = new CallerPlace(method);
  unwritten.add(place);
  if (!isDue) setTimeout(writeAll, writtenAfterMs).unref();
  isDue = true;
  return place;
}

/** To be told once nobody will ask for it. */
export function forgetPlace(place: Place): void {
  unwritten.delete(place as CallerPlace);
}

function writeAll(): void {
  isDue = false;
  for (const place of unwritten) void place.text;
}
