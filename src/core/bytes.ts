/**
 * Sizes of memory and files as a type of their own, read from and written as text with a unit.
 * Not here: limits found on the machine (budget/limit/limits), or which owner holds how much (budget/ledger/ledger).
 * Read next: core/errors.
 */
import { UsageError } from "./errors.ts";

declare const brand: unique symbol;

/** A whole, non-negative number of bytes. Make one with {@link bytes} or {@link parseBytes}. */
export type Bytes = number & { readonly [brand]: "Bytes" };

const units: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/**
 * Brands a number as bytes, rounding up: an estimate may be fractional, a reservation is not.
 * @throws {UsageError} when the number is negative or not finite.
 */
export function bytes(count: number): Bytes {
  if (!Number.isFinite(count) || count < 0) {
    throw new UsageError(`a size must be a finite number of bytes, 0 or more, and is ${count}`, {
      cure: 'Give a size such as "256MB".',
    });
  }
  return Math.ceil(count) as Bytes;
}

/**
 * Reads a size such as `256MB`, `1.5 GiB` or `800 kB`. MB is 10⁶ and MiB is 2²⁰ bytes. A bare number is refused,
 * because its unit would be a guess.
 * @throws {UsageError} when the text is not a number with a unit.
 */
export function parseBytes(text: string): Bytes {
  const match = /^\s*(\d+(?:\.\d+)?)\s*([kmgt]?i?b)\s*$/i.exec(text);
  const unit = units[match?.[2]?.toLowerCase() ?? ""];
  if (match === null || unit === undefined) {
    throw new UsageError(`"${text}" is not a size of memory`, {
      cure: 'Write a number and a unit: "256MB" (10⁶ bytes) or "256MiB" (2²⁰ bytes).',
    });
  }
  return bytes(Number(match[1]) * unit);
}

/** Accepts what the public API accepts: bytes as a number, or text with a unit. */
export function toBytes(size: number | string): Bytes {
  return typeof size === "string" ? parseBytes(size) : bytes(size);
}

/** Writes a size for people, with three significant digits at most: `97.4 MB`, `1.25 GB`. Decimal units. */
export function formatBytes(size: number): string {
  const steps = ["B", "kB", "MB", "GB", "TB"];
  let value = size;
  let step = 0;
  while (value >= 999.5 && step < steps.length - 1) {
    value /= 1000;
    step += 1;
  }
  const digits = step === 0 || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${steps[step]}`;
}

/** The sum of several sizes. */
export function sumBytes(sizes: Iterable<Bytes>): Bytes {
  let total = 0;
  for (const size of sizes) total += size;
  return bytes(total);
}
