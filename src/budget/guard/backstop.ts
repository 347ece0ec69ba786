/**
 * Watches the gauge while work runs. While more is measured than is allowed, the ledger grants nothing new.
 * Not here: measuring (budget/measure/gauge), or the queue that has to wait (budget/ledger/ledger).
 * Read next: budget/ledger/ledger, docs/explanation/memory.md.
 */
import { type Bytes, formatBytes } from "../../core/bytes.ts";
import type { Term } from "../../core/term.ts";
import type { Gate, Ledger } from "../ledger/ledger.ts";
import type { Holding } from "../ledger/reservation.ts";
import type { Gauge } from "../measure/gauge.ts";

/** More was measured than is allowed: a projection was too low, or the program itself has grown since its start. */
export interface Overrun {
  readonly allowed: Bytes;
  readonly measured: Bytes;
  readonly reserved: Bytes;
  /** The latest holding, with its projected size. It is the process itself where nothing else runs. */
  readonly latest: Holding | undefined;
  /** The largest term of the latest holding: where to look first. */
  readonly term: Term | undefined;
}

export interface BackstopOptions {
  /** Gives freed memory back to the kernel. This alone may end the overrun. */
  readonly relieve: () => void;
  /** Called once when an overrun begins. The overrun ends when less is measured than is allowed. */
  readonly onOverrun?: ((overrun: Overrun) => void) | undefined;
  /** Time between two readings while work runs. Default: 50. */
  readonly intervalMs?: number | undefined;
}

/**
 * Projections keep the budget; the backstop is for a projection that is wrong. It stops new work and cannot take memory
 * back. When nothing runs, it still lets one request at a time pass, since waiting would not help.
 */
export class Backstop implements Gate {
  readonly #ledger: Ledger;
  readonly #gauge: Gauge;
  readonly #options: BackstopOptions;
  #isOver = false;
  #timer: NodeJS.Timeout | undefined;

  /** Registers itself as the ledger's gate. */
  constructor(ledger: Ledger, gauge: Gauge, options: BackstopOptions) {
    this.#ledger = ledger;
    this.#gauge = gauge;
    this.#options = options;
    ledger.guardedBy(this);
  }

  mayGrant(): boolean {
    return !this.#isOver;
  }

  /** The timer does not keep Node alive, and ends with the work. */
  granted(): void {
    if (this.#ledger.reserved <= this.#ledger.permanent) return;
    this.#timer ??= setInterval(() => this.#look(), this.#options.intervalMs ?? 50).unref();
  }

  #look(): void {
    const { allowed, reserved, permanent } = this.#ledger;
    const wasOver = this.#isOver;
    let { measured } = this.#gauge.now();
    if (measured > allowed && !wasOver) {
      this.#options.relieve();
      measured = this.#gauge.now().measured;
    }
    this.#isOver = measured > allowed;
    if (this.#isOver && !wasOver) this.#tell(measured);
    if (reserved <= permanent) this.#stop();
    if (wasOver && !this.#isOver) this.#ledger.wake();
  }

  #stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #tell(measured: Bytes): void {
    const { allowed, reserved } = this.#ledger;
    const holdings = this.#ledger.holdings();
    const latest = holdings.findLast(({ owner }) => owner.tag !== "process") ?? holdings[0];
    const term = latest?.terms?.toSorted((a, b) => b.size - a.size)[0];
    const overrun: Overrun = Object.freeze({ allowed, measured, reserved, latest, term });
    process.emitWarning(describe(overrun), { code: "SLUICE_OVERRUN" });
    this.#options.onOverrun?.(overrun);
  }
}

function describe({ allowed, measured, reserved, latest, term }: Overrun): string {
  const numbers = `${formatBytes(measured)} measured, ${formatBytes(allowed)} allowed, ${formatBytes(reserved)} reserved`;
  const part = term === undefined ? "" : `, most of it ${formatBytes(term.size)} for ${term.name} (${term.tag})`;
  const suspect =
    latest === undefined
      ? "nothing of it by Sluice"
      : `"${latest.owner.name}" came last and was projected to hold ${formatBytes(latest.size)}${part}`;
  return `more memory is used than is allowed: ${numbers}; ${suspect}. Nothing new begins until it is less.`;
}
