/**
 * Prints the values of a pipeline as lines on stdout: a path, a tab and the value, in the order of the inputs.
 * Not here: failures and the summary, which go to stderr (cli/show/plain-lines).
 * Read next: batch/events.
 */
import type { BatchEvent, ValueEvent } from "../../batch/events.ts";
import { printable } from "../../report/text/cells.ts";

/** Prints each value as soon as all inputs before it are finished. */
export function valueLines(inputs: readonly string[]): (event: BatchEvent) => void {
  const finished = new Map<string, ValueEvent | undefined>();
  let next = 0;
  return (event) => {
    if (event.kind === "planned" || event.kind === "progress") return;
    finished.set(event.input, event.kind === "value" ? event : undefined);
    for (let input = inputs[next]; input !== undefined && finished.has(input); input = inputs[next]) {
      const found = finished.get(input);
      if (found !== undefined) process.stdout.write(`${printable(input)}\t${valueText(found.value)}\n`);
      finished.delete(input);
      next += 1;
    }
  };
}

/** `12.5`, `1,2,3`, or `left=1 top=2` for several values. */
function valueText(value: ValueEvent["value"]): string {
  if (typeof value !== "object") return printable(String(value));
  if (isList(value)) return Array.from(value).join(",");
  return Object.entries(value)
    .map(([name, each]) => `${name}=${valueText(each)}`)
    .join(" ");
}

function isList(value: ValueEvent["value"]): value is Uint8Array | readonly number[] {
  return Array.isArray(value) || value instanceof Uint8Array;
}
