/**
 * Words the error for a request that can never be met: what was asked, for whom, what is allowed, who holds the most.
 * Not here: the decision to refuse, which is the ledger's, nor the refusal of a whole plan, which is the planner's.
 * Read next: budget/ledger/ledger.
 */
import { bytes, formatBytes, sumBytes } from "../../core/bytes.ts";
import { BudgetError, type NamedBytes } from "../../core/errors.ts";
import { itemise } from "./itemise.ts";
import type { Holding } from "./reservation.ts";

/** As many terms as a reader still reads in a message. */
const maxTerms = 5;

/**
 * The error for `asked`, given the present holdings. Its `free` is what the budget leaves when only the permanent
 * holdings, those tagged "process", remain.
 */
export function refusal(asked: Holding, allowed: number, holdings: readonly Holding[]): BudgetError {
  const permanent = sumBytes(holdings.filter(({ owner }) => owner.tag === "process").map(({ size }) => size));
  const free = bytes(Math.max(0, allowed - permanent));
  const needed = bytes(asked.size + permanent);
  const largest = itemise(holdings);
  const terms = largest.slice(0, maxTerms).map(named);
  const parts = asked.terms === undefined ? [] : itemise([asked]);
  const listed = parts.map(({ owner, size }) => `${owner.tag} ${formatBytes(size)}`).join(", ");

  const over = `${formatBytes(asked.size - free)} more than can ever be free`;
  const kept = permanent > 0 ? `, of which ${formatBytes(permanent)} stay with the process` : "";
  const more = largest.length > maxTerms ? ` and ${largest.length - maxTerms} more` : "";
  const holders = terms.map(({ name, size }) => `${name} ${formatBytes(size)}`).join(", ");
  return new BudgetError(
    `${named(asked).name} asks for ${formatBytes(asked.size)}${listed && ` (${listed})`}, ${over}: the budget allows ${formatBytes(allowed)}${kept}. ` +
      (holders === "" ? "Nothing is held now." : `Held now: ${holders}${more}.`),
    {
      cure: `Allow at least "${roundUp(needed)}" with memory, --memory or SLUICE_MEMORY, or ask for less.`,
      asked: asked.size,
      free,
      needed,
      terms,
    },
  );
}

function named({ owner, size }: Holding): NamedBytes {
  return { name: `"${owner.name}" (${owner.tag})`, size };
}

/** Text for a size, rounded up: rounded to nearest, the size in the cure could be too small and fail again. */
function roundUp(size: number): string {
  const step = 10 ** Math.max(0, Math.ceil(Math.log10(size + 1)) - 3);
  return formatBytes(Math.ceil(size / step) * step);
}
