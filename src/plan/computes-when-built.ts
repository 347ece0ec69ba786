/**
 * Which operations compute as soon as they are built, so that they must not run on the caller's thread.
 * Not here: what they hold while they do (plan/memory-class).
 * Read next: run/lowering.
 */
import { type MemoryClass, memoryClasses } from "./memory-class.ts";

/** Operations that stream or create, but compute something when they are built: text is drawn, a mask is measured. */
const others = new Set(["text", "sdf", "tonelut", "buildlut", "invertlut", "matrixinvert", "hist_equal", "scale"]);

/** Whether a call may take long. Every operation that the table of classes does not know may. */
export function computesWhenBuilt(name: string): boolean {
  const known = (memoryClasses as Readonly<Record<string, MemoryClass | undefined>>)[name];
  return known === undefined || known.kind === "whole image" || known.kind === "reduces" || others.has(name);
}
