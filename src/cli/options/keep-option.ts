/**
 * Reads `--keep`: which metadata is carried over.
 * Not here: checking the words; the options of the encoder are checked together (graph/output/encoding).
 * Read next: cli/thumb/command.
 */
import type { EncodeOptions, MetadataKind } from "../../graph/output/encoding.ts";

/** `all`, `none`, or kinds with commas between them. */
export function parseKeep(text: string): NonNullable<EncodeOptions["keep"]> {
  return text === "all" || text === "none" ? text : (text.split(",") as MetadataKind[]);
}
