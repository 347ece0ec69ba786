/**
 * Setting metadata: a node that changes fields and nothing else.
 * Not here: reading fields (run/compute), or which of them libvips writes into files.
 * Read next: graph/recipe/nodes.
 */
import { UsageError } from "../../core/errors.ts";
import { headerOf } from "./node.ts";
import type { MetadataNode, MetadataValue, RecipeNode } from "./nodes.ts";

/** @throws {UsageError} for a value of another kind, or a page height that does not divide the image. */
export function metadataNode(
  input: RecipeNode,
  fields: Readonly<Record<string, MetadataValue | undefined>>,
): MetadataNode {
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || isMetadata(value)) continue;
    throw new UsageError(`metadata ${name}: expected a number, a text, a Uint8Array or an array of whole numbers`, {
      cure: "Convert the value first.",
    });
  }
  const pageHeight = fields["page-height"];
  const { height, pages } = headerOf(input);
  if (pageHeight !== undefined && !isDivisor(pageHeight, height * pages)) {
    throw new UsageError(
      `page-height is ${String(pageHeight)}, and ${height * pages} rows are not pages of that height`,
      {
        cure: "Give a whole number that divides the height.",
      },
    );
  }
  return Object.freeze({ kind: "metadata", input, fields: Object.freeze({ ...fields }) });
}

function isMetadata(value: unknown): value is MetadataValue {
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value === "string") return !value.includes("\0");
  return value instanceof Uint8Array || (Array.isArray(value) && value.every((each) => Number.isSafeInteger(each)));
}

function isDivisor(value: MetadataValue, rows: number): boolean {
  return typeof value === "number" && value >= 1 && rows % value === 0;
}
