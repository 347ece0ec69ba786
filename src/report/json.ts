/**
 * An explanation as JSON: the object as it is, its keys in one order, so that two of them can be compared as text.
 * Not here: which lines a command writes (cli/explain).
 * Read next: graph/explanation.
 */
import type { Explanation } from "../graph/explanation.ts";

/** From what is to be done to what came of it; keys that are not listed come after these, sorted. */
const order = [
  ...["inputs", "steps", "output", "threads", "allowed", "process", "projected", "scratch"],
  ...["stages", "choices", "refusal", "run"],
  ...["tag", "step", "what", "before", "after", "message", "cure"],
  ...["name", "codec", "width", "height", "bands", "format", "pixelFormat", "pages", "sizeBytes", "loaded", "told"],
  ...["size", "measured", "terms", "elapsedMs", "peak", "samples"],
];
const places: ReadonlyMap<string, number> = new Map(order.map((key, place) => [key, place]));

/** One line, or several where an indentation is given. */
export function explanationJson(explanation: Explanation, indent?: number): string {
  return JSON.stringify(explanation, (_, value: unknown) => ordered(value), indent);
}

function ordered(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1)));
}

function placeOf(key: string): number {
  return places.get(key) ?? order.length;
}
