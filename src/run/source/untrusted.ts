/**
 * Blocks the loaders that libvips itself calls untrusted, by their own flag.
 * Not here: whether they are to be blocked (compose), or limits on what is loaded (run/source/refusals).
 * Read next: run/source/read-header.
 */
import { UnsupportedError } from "../../core/errors.ts";
import { introspect } from "../../native/operation/introspect.ts";

/**
 * libvips' own global switch would also refuse what Sluice itself needs. SVG is drawn from memory, within limits, and
 * cannot reach other files; by a file's name it could.
 * @throws {UnsupportedError} naming the loader.
 */
export function refuseUntrusted(loader: string, path: string | undefined): void {
  if (loader === "svgload_source" || loader === "svgload_buffer" || !introspect(loader).untrusted) return;
  throw new UnsupportedError(`libvips calls its loader ${loader} untrusted, and those are blocked`, {
    path,
    cure: "Convert the file first, or allow untrusted loaders (--untrusted, configure({ untrusted: true })).",
  });
}
