/**
 * The operations that `sluice apply` accepts: those of the loaded libvips, and Sluice's own thumbnail.
 * Not here: the library's (native/operation/shape).
 * Read next: cli/steps/read-pipeline.
 */
import { operations } from "../../compose.ts";
import { UsageError } from "../../core/errors.ts";
import type { OperationShape } from "../../graph/recipe/nodes.ts";
import { findOperation, type KnownOperations } from "./read-pipeline.ts";
import { withThumbnail } from "./thumbnail-step.ts";
import { suggestion } from "./words.ts";

export const stepOperations: KnownOperations = withThumbnail(operations);

/** @throws {UsageError} when there is no operation of this name. */
export function shapeNamed(name: string): OperationShape {
  const names = stepOperations.names();
  const found = findOperation(name, names);
  if (found !== undefined) return stepOperations.shape(found);
  throw new UsageError(`there is no operation "${name}"${suggestion(name, names)}`, {
    cure: "`sluice apply --list` shows those of the loaded libvips.",
  });
}
