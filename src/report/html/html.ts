/**
 * HTML from template literals: escapes every value, unless it is markup itself.
 * Not here: what the page says (report/html/page).
 * Read next: report/html/page.
 */

/** Text that is HTML already. Only {@link html} and {@link joined} make it. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** The values that a template accepts. `undefined` and `false` write nothing. */
export type Content = string | number | Markup | readonly Markup[] | undefined | false;

export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  // A browser does not need the indentation of the source.
  const parts = strings.map((part) => part.replaceAll(/\s*\n\s*/g, "\n"));
  return new Markup(parts.map((part, index) => part + (index < values.length ? written(values[index]) : "")).join(""));
}

function written(value: Content): string {
  if (value === undefined || value === false) return "";
  if (value instanceof Markup) return value.text;
  return typeof value === "object" ? value.map(({ text }) => text).join("") : escaped(String(value));
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/**
 * Characters that HTML does not allow, and marks that reverse the direction of text, which could make
 * `gpj.exe` read `exe.jpg`.
 */
const unwanted = /[\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]|(?![\t\n])\p{Cc}/gu;

/** Escapes text, and attribute values in quotes. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "").replaceAll(unwanted, "\ufffd");
}
