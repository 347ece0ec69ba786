/**
 * The width of text in cells of a terminal, and text cut or filled up to a width.
 * Not here: colours, which take no cells and are added afterwards (report/text/ink).
 * Read next: report/text/text.
 */

/** A terminal would execute a line break or an escape sequence. A direction mark would affect text beyond the name. */
const unprintable = /[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Accents and joiners. A terminal draws them over the character before. */
const withoutWidth = /^(?:\p{Mn}|\p{Me}|\p{Cf}|[\ufe00-\ufe0f])$/u;

/** Scripts and pictures that terminals draw two cells wide; the ranges of Unicode's East Asian Width, roughly. */
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}])$/u;

/** Replaces characters that would control the terminal by `?`. */
export function printable(text: string): string {
  return text.replaceAll(unprintable, "?");
}

/**
 * Counts each part of a joined emoji. On terminals that draw it as one, the line comes out shorter; otherwise it would
 * be too long on others.
 */
export function cellWidth(text: string): number {
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

function characterWidth(character: string): number {
  if (character < "\u0300") return 1;
  if (withoutWidth.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

/** Text that is too wide loses its middle: the ends of a path say most. */
export function shortened(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  if (width <= 1) return "…".slice(0, Math.max(0, width));
  const graphemes = graphemesOf(text);
  const tail = fitting(graphemes.toReversed(), Math.ceil((width - 1) / 2)).toReversed();
  const head = fitting(graphemes, width - 1 - cellWidth(tail.join("")));
  return `${head.join("")}…${tail.join("")}`;
}

/** What a reader sees as one character: a letter together with its accents. */
function graphemesOf(text: string): string[] {
  return Array.from(new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text), ({ segment }) => segment);
}

/** As many graphemes from the start as fit. */
function fitting(graphemes: readonly string[], width: number): string[] {
  let left = width;
  const end = graphemes.findIndex((grapheme) => {
    left -= cellWidth(grapheme);
    return left < 0;
  });
  return graphemes.slice(0, end === -1 ? graphemes.length : end);
}

/** Exactly this many cells, filled up on the right or on the left. */
export function filled(text: string, width: number, align: "left" | "right" = "left"): string {
  const short = shortened(text, width);
  const blanks = " ".repeat(Math.max(0, width - cellWidth(short)));
  return align === "left" ? short + blanks : blanks + short;
}

/** Lines of at most this width, broken between words. A longer word is broken inside. */
export function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/).flatMap((each) => pieces(each, width))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (cellWidth(longer) <= width) line = longer;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, width: number): string[] {
  if (cellWidth(word) <= width) return [word];
  const found: string[] = [];
  let rest = graphemesOf(word);
  while (rest.length > 0) {
    // At least one, however narrow the line is.
    const count = Math.max(1, fitting(rest, width).length);
    found.push(rest.slice(0, count).join(""));
    rest = rest.slice(count);
  }
  return found;
}
