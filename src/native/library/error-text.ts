/**
 * Reads libvips' error buffer, one text for the whole process, and turns it into readable lines.
 * Not here: deciding whether something failed; only return values do that, since concurrent failures share the buffer.
 * Read next: native/operation/call, run/admission/failure.
 */
import { native } from "./library.ts";
import { readText } from "./read-memory.ts";

/** Takes the text that libvips wrote since the last call, and empties the buffer. */
export function takeErrorText(): string {
  const functions = native();
  const address = functions.vips_error_buffer_copy();
  if (address === null) return "";
  const text = readText(address);
  functions.g_free(address);
  return text;
}

/** The distinct lines of an error text, without blank ones and without libvips' internal class prefixes. */
export function errorLines(text: string): string[] {
  const lines = text
    .split("\n")
    .map((line) => line.trim().replace(/^(?:vips2?\w+|Vips\w+): (?=\S)/, ""))
    .filter((line) => line !== "");
  return [...new Set(lines)];
}
