/**
 * Makes an explanation turn into readable text in a template, by String(), and by console.log.
 * Not here: the text (report/text/text).
 * Read next: report/text/text, compose.
 */
import { inspect } from "node:util";
import type { Explanation } from "../../graph/output/explanation.ts";
import { explanationText } from "./text.ts";

/**
 * The same data, frozen. The methods that make text are not enumerable, so that JSON and copies contain only the data.
 */
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
