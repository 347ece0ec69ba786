/**
 * Finds the operations that compute as soon as they are built, so that they must not run on the caller's thread.
 * Not here: how much memory they hold meanwhile (plan/access/operation-memory).
 * Read next: run/lowering/lowering.
 */
import { type MemoryClass, memoryClasses } from "./operation-memory.ts";

/** Operations that stream or create, but compute something when they are built: they draw text, or invert a matrix. */
const others = new Set(["text", "sdf", "tonelut", "buildlut", "invertlut", "matrixinvert"]);

/** Whether a call may take long. An operation without a known memory class may. */
export function computesWhenBuilt(name: string): boolean {
  const known = (memoryClasses as Readonly<Record<string, MemoryClass | undefined>>)[name];
  if (known === undefined || known.kind === "whole image" || known.kind === "reduces") return true;
  return others.has(name) || (known.kind === "random access" && known.atOnce === true);
}
