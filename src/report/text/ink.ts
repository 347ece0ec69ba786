/**
 * Colours of the text tree by meaning; without colour the text stays as it is.
 * Not here: whether to use colour; the caller knows its terminal.
 * Read next: report/text/text.
 */
import { styleText } from "node:util";

type Format = Parameters<typeof styleText>[0];

/** The meaning of a piece of text. */
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

/** Each kind of memory has its own colour, the same in every stage. */
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

/** Colours a text, or leaves it as it is. */
export interface Ink {
  paint(meaning: keyof typeof formats, text: string): string;
  tag(tag: string, text: string): string;
}

export function inkFor(colour: boolean): Ink {
  if (!colour) return { paint: (_, text) => text, tag: (_, text) => text };
  // The caller has decided already, so the stream and NO_COLOR are not checked again.
  const style = (format: Format, text: string): string => styleText(format, text, { validateStream: false });
  return {
    paint: (meaning, text) => style([formats[meaning]].flat() as Format, text),
    tag: (tag, text) => {
      const format = tagFormats[tag];
      return format === undefined ? text : style(format, text);
    },
  };
}
