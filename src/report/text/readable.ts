/**
 * Makes an explanation show itself as text where text is asked for: in a template, by String(), by console.log.
 * Not here: the text (report/text/text).
 * Read next: report/text/text, compose.
 */
import { inspect } from "node:util";
import type { Explanation } from "../../graph/output/explanation.ts";
import { explanationText } from "./text.ts";

/** The same data, frozen; what shows it as text is not enumerable, so that JSON and copies are the data alone. */
export function readable(explanation: Explanation): Explanation {
  const own = {
    toString: { value: () => explanationText(explanation) },
    [inspect.custom]: {
      value: (_: number, { colors = false }: { readonly colors?: boolean | undefined }) =>
        explanationText(explanation, { colour: colors }),
    },
  };
  return Object.freeze(Object.defineProperties({ ...explanation }, own));
}
