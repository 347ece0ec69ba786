/**
 * Refuses headers that claim more pixels, frames or scans than allowed.
 * Not here: memory; the budget judges that with the plan's numbers.
 * Read next: graph/limits.
 */
import { LimitError } from "../core/errors.ts";
import type { SourceHeader } from "../graph/header.ts";
import type { InputLimits } from "../graph/limits.ts";

/** @throws {LimitError} naming the claim, the limit and the option that raises it. */
export function checkLimits(header: SourceHeader, limits: InputLimits, path: string | undefined): void {
  const scans = header.facts?.codec === "jpeg" ? header.facts.jpeg.scans : 0;
  const claims = [
    { name: "pixels", found: header.width * header.height, allowed: limits.pixels },
    { name: "frames", found: header.pages, allowed: limits.frames },
    { name: "scans", found: scans, allowed: limits.scans },
  ];
  for (const { name, found, allowed } of claims) {
    if (found <= allowed) continue;
    throw new LimitError(`it has ${name === "scans" ? "more than " : ""}${claimed(name, found, allowed)}`, {
      path,
      found,
      allowed,
      cure: `Raise limits.${name} (--max-${name}) if you trust the file.`,
    });
  }
}

function claimed(name: string, found: number, allowed: number): string {
  const limit = allowed.toLocaleString("en");
  return name === "scans" ? `${limit} scans, the limit` : `${found.toLocaleString("en")} ${name}, and the limit is ${limit}`;
}
