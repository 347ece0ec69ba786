/**
 * Remembers the call that asked for something, for a warning to show. It captures the stack at once and formats it
 * later.
 * Not here: the warnings (budget/ledger/reservation, run/rows/lent-views).
 * Read next: budget/ledger/reservation.
 */

/** The place of a call. */
export interface CallSite {
  /** The stack of the call, as text. */
  readonly text: string;
}

/**
 * Formatting a stack takes 30 µs, and 100 µs where Node looks up source maps: as long as planning a small job takes. So
 * it waits this long, until a small job has ended and no longer needs it.
 */
const writtenAfterMs = 50;

const unwritten = new Set<CapturedCallSite>();
let isDue = false;

/** A captured stack keeps the objects of its calls alive, for a leak even for ever. Its text does not. */
class CapturedCallSite implements CallSite {
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

/** The call of `method`. Its stack is formatted soon, unless {@link forgetCallSite} comes first. */
export function callSiteOf(method: (...args: never[]) => unknown): CallSite {
  const place = new CapturedCallSite(method);
  unwritten.add(place);
  if (!isDue) setTimeout(writeAll, writtenAfterMs).unref();
  isDue = true;
  return place;
}

/** Call it once the place is no longer needed. */
export function forgetCallSite(place: CallSite): void {
  unwritten.delete(place as CapturedCallSite);
}

function writeAll(): void {
  isDue = false;
  for (const place of unwritten) void place.text;
}
