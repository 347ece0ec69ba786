/**
 * Which operations compute as soon as they are built, so that they must not run on the caller's thread.
 * Not here: what they hold while they do (plan/access/operation-memory).
 * Read next: run/lowering/lowering.
 */
import { type MemoryClass, memoryClasses } from "./operation-memory.ts";

/** Operations that stream or create, but compute something when they are built: text is drawn, a matrix inverted. */
const others = new Set(["text", "sdf", "tonelut", "buildlut", "invertlut", "matrixinvert"]);

/** Whether a call may take long. Every operation that the table of classes does not know may. */
export function computesWhenBuilt(name: string): boolean {
  const known = (memoryClasses as Readonly<Record<string, MemoryClass | undefined>>)[name];
  if (known === undefined || known.kind === "whole image" || known.kind === "reduces") return true;
  return others.has(name) || (known.kind === "random access" && known.atOnce === true);
}
