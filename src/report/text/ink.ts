/**
 * Colours of the text tree by their meaning, and the same meanings without any colour.
 * Not here: whether there is to be colour; the caller knows its terminal.
 * Read next: report/text/text.
 */
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** What a piece of text means to the reader. */
const formats = {
  heading: "bold",
  faint: "dim",
  number: "bold",
  good: "green",
  warning: "yellow",
  bad: ["bold", "red"],
  frame: "dim",
  measured: "bold",
  process: "dim",
} as const satisfies Readonly<Record<string, Format>>;

/** Each kind of memory has its colour, the same in every stage. */
const tagFormats: Readonly<Record<string, Format>> = {
  decoder: "blue",
  "line cache": "cyan",
  "thread buffers": "magenta",
  sink: "yellow",
  encoder: "blueBright",
  pixels: "green",
  kernel: "greenBright",
  "scratch index": "yellowBright",
};

/** Puts colour on a text, or leaves it as it is. */
export interface Ink {
  paint(meaning: keyof typeof formats, text: string): string;
  tag(tag: string, text: string): string;
}

export function inkFor(colour: boolean): Ink {
  if (!colour) return { paint: (_, text) => text, tag: (_, text) => text };
  // The caller has decided: not this stream's nature, nor NO_COLOR.
  const style = (format: Format, text: string): string => styleText(format, text, { validateStream: false });
  return {
    paint: (meaning, text) => style([formats[meaning]].flat() as Format, text),
    tag: (tag, text) => {
      const format = tagFormats[tag];
      return format === undefined ? text : style(format, text);
    },
  };
}
