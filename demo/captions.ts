/**
 * Text as pixels, where the machine has fonts.
 * Not here: where the text goes (demo/contact-sheet).
 * Read next: demo/contact-sheet.
 */
import { hasOperation } from "../src/native/operation/introspect.ts";
import type { Canvas, Colour, Field } from "./field.ts";

export interface CaptionOptions {
  readonly left: number;
  readonly top: number;
  readonly colour: Colour;
  /** Points; 10 is small print. */
  readonly size: number;
  readonly bold?: boolean;
  /** Where lines break. */
  readonly width?: number;
}

/** Without fonts every character becomes the same box, so that a full stop is as high as a letter. */
export function hasFonts(canvas: Canvas): boolean {
  if (!hasOperation("text")) return false;
  const heightOf = (text: string): number => canvas.call("text", { text, font: "sans 40", dpi: 72 }).image.height;
  return heightOf(".") < heightOf("M") / 2;
}

/** A picture with words on it. */
export function withCaption(picture: Field, words: string, options: CaptionOptions): Field {
  if (words === "") return picture;
  const { left, top, colour, size, bold = false, width } = options;
  const text = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const font = `sans ${bold ? "bold " : ""}${size}`;
  // libvips cuts the box down to the ink. With a full-height character, not to be seen, all lines stand equally high.
  const strut = '<span alpha="1">|</span>';
  const mask = picture.canvas.call("text", {
    text: text + strut,
    font,
    dpi: 96,
    ...(width === undefined ? {} : { width }),
  });
  const box = { width: picture.image.width, height: picture.image.height };
  return picture.mix(colour, mask.call("embed", { x: left, y: top, ...box }).times(1 / 255));
}
