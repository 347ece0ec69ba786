/**
 * Ranges and defaults of output options in words: for the help of the command, the documentation and the comments of types.
 * Not here: the table itself (graph/output/options).
 * Read next: graph/output/options.
 */
import type { OutputFormat } from "./encoding.ts";
import { keepWords, metadataKinds, type OptionKind } from "./option-kinds.ts";
import { type OptionName, optionOf } from "./options.ts";

/** Empty where the type says it all. */
export function rangeText(kind: OptionKind): string {
  switch (kind.type) {
    case "integer":
    case "integers":
    case "number":
      return "only" in kind && kind.only !== undefined ? `${kind.only.join(", ")}.` : `${kind.min} to ${kind.max}.`;
    case "keep":
      return `A list of ${metadataKinds.join(", ")}, or ${keepWords.join(" or ")}.`;
    case "word":
      return `One of ${kind.words.join(", ")}.`;
    default:
      return "";
  }
}

/** One sentence; where formats differ, with what each has. */
export function defaultText(formats: readonly OutputFormat[], name: OptionName): string {
  const defaults = new Map<string, OutputFormat[]>();
  for (const format of formats) {
    const value = optionOf(name, format)?.default;
    if (value === undefined) continue;
    const words = typeof value === "object" ? value.words : String(value);
    defaults.set(words, [...(defaults.get(words) ?? []), format]);
  }
  const [only, ...others] = [...defaults];
  if (only === undefined) return "";
  if (others.length === 0) return `Default: ${only[0]}.`;
  const each = [only, ...others].map(([words, of]) => `${words} for ${of.join(", ")}`);
  return `Default: ${each.join("; ")}.`;
}
