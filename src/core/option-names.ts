/**
 * Refuses options that a call does not have: a misspelt one would otherwise be ignored in silence.
 * Not here: the values of options, or those of outputs, which differ by format (graph/output/check-options).
 * Read next: core/errors.
 */
import { UsageError } from "./errors.ts";

/** The names of all options of a type; it does not compile when one is missing. */
export type OptionNames<T> = { readonly [Name in keyof T]-?: true };

/** @throws {UsageError} for a name that there is not, with those that there are. */
export function checkOptionNames<T extends object>(call: string, given: T, names: OptionNames<T>): void {
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(names, name));
  if (unknown === undefined) return;
  throw new UsageError(`${call}: there is no option "${unknown}"`, {
    cure: `${call} takes ${Object.keys(names).join(", ")}.`,
  });
}
