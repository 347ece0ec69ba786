/**
 * Describes in words what an argument accepts, for errors and for help.
 * Not here: reading a value (cli/steps/value).
 * Read next: graph/recipe/nodes, cli/apply/operation-help.
 */
import type { ArgumentShape } from "../../graph/recipe/nodes.ts";

/** Continues a sentence after `must be`: `a number from 0 to 1000`. */
export function expectedOf({ kind, range, values = [] }: ArgumentShape): string {
  switch (kind) {
    case "int":
    case "double":
      return `a ${kind === "int" ? "whole " : ""}number${rangeInWords(range)}`;
    case "boolean":
      return "true or false";
    case "enum":
    case "interpolate":
      return values.length > 0 ? `one of ${values.join(", ")}` : "a word";
    case "flags":
      return `words of ${values.join(", ")}, with : between them`;
    case "ints":
    case "doubles":
      return `one or more ${kind === "ints" ? "whole " : ""}numbers, such as 1,2,3`;
    case "image":
      return "an image: @ and its path, or numbers for one of a single colour";
    case "images":
      return "images: @ and a path for each";
    case "string":
      return "text";
    case "blob":
    case "source":
    case "target":
      return "left out: a command line has no value of this kind";
  }
}

/** A limit above this number is only the range of the number's type, so it is not mentioned. */
const hugeNumber = 1e8;

function rangeInWords(range: ArgumentShape["range"]): string {
  if (range === undefined) return "";
  const { minimum, maximum } = range;
  const [from, to] = [minimum > -hugeNumber, maximum < hugeNumber];
  if (from) return to ? ` from ${minimum} to ${maximum}` : `, ${minimum} or more`;
  return to ? `, ${maximum} or less` : "";
}
