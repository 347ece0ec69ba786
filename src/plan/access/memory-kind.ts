/**
 * The memory classes of operations, functions to write them down, and their words.
 * Not here: which operation has which class (plan/access/operation-memory).
 * Read next: plan/access/operation-memory.
 */
import type { OperationArguments } from "../../graph/recipe/nodes.ts";

/** The memory needs of an operation. "The image" is the receiver, and any other input. */
export type MemoryClass = (
  | {
      /** Rows go through in order, and each is released soon after. */
      readonly kind: "streams";
      /** The neighbours that a pixel needs, in words. */
      readonly halo: string;
    }
  | {
      /** The image must be in memory or on disk, although the operation itself holds little. */
      readonly kind: "random access";
      /** The reading pattern, in words. */
      readonly reads: string;
      /** It reads the image already when it is called, to decide what to do. */
      readonly atOnce?: true;
    }
  | {
      /** The operation itself holds the named things whole. */
      readonly kind: "whole image";
      readonly holds: string;
    }
  | {
      /** It reads the image once, in order, when it is called, and keeps only the named result. */
      readonly kind: "reduces";
      readonly to: string;
    }
  | {
      /** It has no input, and computes its pixels on demand. */
      readonly kind: "creates";
    }
) & { readonly except?: MemoryException };

/** Arguments that move an operation to another class. */
export interface MemoryException {
  /** The condition in words, to follow "where". */
  readonly where: string;
  readonly holds: (args: OperationArguments) => boolean;
  readonly instead: MemoryClass;
}

export const streams = (halo: string): MemoryClass => ({ kind: "streams", halo });
export const randomAccess = (reads: string, when?: "atOnce"): MemoryClass => ({
  kind: "random access",
  reads,
  ...(when === undefined ? {} : { atOnce: true }),
});
export const whole = (holds: string): MemoryClass => ({ kind: "whole image", holds });
export const reduces = (to: string): MemoryClass => ({ kind: "reduces", to });
export const creates: MemoryClass = { kind: "creates" };
export const pointwise = streams("none");

export const except = (
  usually: MemoryClass,
  where: string,
  holds: MemoryException["holds"],
  instead: MemoryClass = pointwise,
): MemoryClass => ({ ...usually, except: { where, holds, instead } });

/** The class in one sentence for readers; it follows "Memory: ". */
export function describeMemory(memory: MemoryClass): string {
  const { except } = memory;
  const where = except === undefined ? "" : `; where ${except.where}, ${describeMemory(except.instead)}`;
  return `${words(memory)}${where}`;
}

function words(memory: MemoryClass): string {
  switch (memory.kind) {
    case "streams":
      return memory.halo === "none" ? "streams" : `streams, with a halo of ${memory.halo}`;
    case "random access":
      return `reads ${memory.reads}, so an image that can only be read in order is held or put on disk first`;
    case "whole image":
      return `holds ${memory.holds}`;
    case "reduces":
      return `reads the image once, in order, and keeps ${memory.to}`;
    case "creates":
      return "computes its pixels as they are asked for";
  }
}
