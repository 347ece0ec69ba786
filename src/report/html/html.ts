/**
 * HTML from template literals: whatever is put into one is escaped, unless it is markup itself.
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

/** What a template takes. Nothing is written for `undefined` and `false`. */
export type Content = string | number | Markup | readonly Markup[] | undefined | false;

export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  // The indentation of the source is of no use to a browser.
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

/** Characters that a page may not have, and those that turn the writing round, so that `gpj.exe` reads `exe.jpg`. */
const unwanted = /[\p{Cs}\p{Noncharacter_Code_Point}\u202a-\u202e\u2066-\u2069]|(?![\t\n])\p{Cc}/gu;

/** For text and for attributes in quotes. */
function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? "").replaceAll(unwanted, "\ufffd");
}
