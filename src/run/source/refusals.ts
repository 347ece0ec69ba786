/**
 * Refuses headers that claim more pixels, frames or scans than allowed.
 * Not here: memory; the budget judges that with the plan's numbers.
 * Read next: graph/recipe/limits.
 */
import type { CodecFacts } from "../../codec/codec-facts.ts";
import { formatBytes } from "../../core/bytes.ts";
import { LimitError } from "../../core/errors.ts";
import type { SourceHeader } from "../../graph/recipe/header.ts";
import type { InputLimits } from "../../graph/recipe/limits.ts";

/** @throws {LimitError} naming the claim, the limit and the option that raises it. */
export function checkLimits(header: SourceHeader, limits: InputLimits, path: string | undefined): void {
  const claims = [
    { name: "pixels", found: header.width * header.height, allowed: limits.pixels },
    { name: "frames", found: header.pages, allowed: limits.frames },
    { name: "frames", found: counted(header.facts).frames, allowed: limits.frames, counted: true },
    { name: "scans", found: counted(header.facts).scans, allowed: limits.scans, counted: true },
  ];
  for (const { name, found, allowed, counted } of claims) {
    if (found <= allowed) continue;
    throw new LimitError(`it has ${claimed(name, found, allowed, counted)}`, {
      path,
      found,
      allowed,
      cure: `Raise limits.${name} (--max-${name}) if you trust the file.`,
    });
  }
}

/** What was counted in the file itself; libvips says 1 of an animation that is longer than it likes. */
function counted(facts: CodecFacts | undefined): { readonly frames: number; readonly scans: number } {
  const frames = facts?.codec === "gif" ? facts.gif.frames : facts?.codec === "webp" ? facts.webp.frames : 1;
  return { frames, scans: facts?.codec === "jpeg" ? facts.jpeg.scans : 1 };
}

/** Counting ends at the limit: how many there are beyond it is not known. */
function claimed(name: string, found: number, allowed: number, counted = false): string {
  const limit = allowed.toLocaleString("en");
  return counted
    ? `more than ${limit} ${name}, the limit`
    : `${found.toLocaleString("en")} ${name}, and the limit is ${limit}`;
}

/** Before a drawing is opened at all: its parser builds the whole of it. @throws {LimitError} */
export function checkDrawing(loader: string, sizeBytes: number, limits: InputLimits, path: string | undefined): void {
  if (!loader.startsWith("svg") || sizeBytes <= limits.drawing) return;
  const [found, allowed] = [sizeBytes, limits.drawing];
  throw new LimitError(`it is a drawing of ${formatBytes(found)}, and the limit is ${formatBytes(allowed)}`, {
    path,
    found,
    allowed,
    cure: "Raise limits.drawing (--max-drawing) if you trust the file.",
  });
}
