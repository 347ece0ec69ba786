/**
 * Whether a report page is well-formed: every element closed in its order, every attribute in quotes.
 * Not here: a parser of HTML; it knows what the page writes and nothing more.
 * Read next: test/report/html/page.unit.test.ts.
 */

/** Elements that have no end tag. */
const empty = ["meta", "input"];

/** What is not closed, or closed in the wrong order; with every attribute in quotes, as the page writes them. */
export function faultsOf(page: string): string[] {
  const open: string[] = [];
  const faults: string[] = [];
  const content = page.replace(/^<!doctype html>/, "").replace(/<style>[^<]*<\/style>/, "");
  for (const [tag, end, name = "", attributes = ""] of content.matchAll(
    /<(\/?)([a-z][\w-]*)((?:[^<>"]|"[^"<>]*")*)>/gi,
  )) {
    if (end === "") {
      if (!/^(?:\s+[\w:-]+(?:="[^"]*")?)*\s*\/?$/.test(attributes)) faults.push(tag);
      if (!empty.includes(name) && !attributes.endsWith("/")) open.push(name);
    } else if (open.pop() !== name) faults.push(tag);
  }
  if (content.replaceAll(/<\/?[a-z][\w-]*(?:[^<>"]|"[^"<>]*")*>/gi, "").match(/[<>]/)) faults.push("a stray < or >");
  return [...faults, ...open];
}
