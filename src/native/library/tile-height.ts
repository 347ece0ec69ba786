/**
 * Sets how many rows libvips works on at a time. libvips offers only a command-line option for this.
 * Not here: when fewer rows are better (compose), or what each row costs (plan/cost/tile-lines).
 * Read next: plan/cost/tile-lines, docs/explanation/memory.md.
 */
import koffi from "koffi";
import { defaultTileHeight } from "../../plan/cost/tile-lines.ts";
import type { Pointer } from "./declarations.ts";
import { native } from "./library.ts";

/** As the library has it: one number for the process, which it does not give back. */
let height: number = defaultTileHeight;

/** The height of tiles that libvips computes. */
export function tileHeight(): number {
  return height;
}

/**
 * Sets the tile height for the whole process; caches and sinks hold several tiles. Other users of the same library
 * compute the same pixels, on as many rows. Call it before anything is computed; libvips starts with 128.
 * @returns whether the library accepted it.
 */
export function setTileHeight(rows: number): boolean {
  const { vips_add_option_entries: addEntries, ...glib } = native();
  const { g_option_group_new, g_option_context_new, g_option_context_set_main_group } = glib;
  const { g_option_context_parse, g_option_context_free } = glib;
  const group = g_option_group_new("vips", "", "", null, null) as Pointer;
  addEntries(group);
  const context = g_option_context_new(null) as Pointer;
  // The context owns the group from here on.
  g_option_context_set_main_group(context, group);
  const words = ["sluice", `--vips-tile-height=${rows}`].map((word) => Buffer.from(`${word}\0`));
  const list = BigUint64Array.from([...words.map((word) => koffi.address(word)), 0n]);
  const count = Int32Array.of(words.length);
  const taken = g_option_context_parse(context, count, BigUint64Array.of(koffi.address(list)), null);
  g_option_context_free(context);
  if (taken !== 0) height = rows;
  return taken !== 0;
}
