/**
 * An explanation as JSON: the object as it is, with keys in a fixed order, so that two explanations can
 * be compared as text.
 * Not here: which lines a command writes (cli/tasks/explain-all).
 * Read next: graph/output/explanation.
 */
import type { Explanation } from "../graph/output/explanation.ts";

/** In each object: first what it is, then the plan, then the measurements. Other keys come last, sorted. */
const order = [
  ...[
    "tag",
    "name",
    "codec",
    "width",
    "height",
    "bands",
    "format",
    "pixelFormat",
    "pages",
    "sizeBytes",
    "loaded",
    "told",
  ],
  ...[
    "inputs",
    "steps",
    "output",
    "outputs",
    "threads",
    "allowed",
    "process",
    "projected",
    "measured",
    "size",
    "scratch",
  ],
  ...["stages", "terms", "choices", "step", "what", "before", "after", "refusal", "message", "cure"],
  ...["run", "elapsedMs", "peak", "samples"],
];
const places: ReadonlyMap<string, number> = new Map(order.map((key, place) => [key, place]));

/** One line, or several if an indentation is given. */
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
