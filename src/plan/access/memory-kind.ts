/**
 * The kinds of need for memory that an operation can have, how one is written down, and each in words.
 * Not here: which operation has which (plan/access/operation-memory).
 * Read next: plan/access/operation-memory.
 */
import type { OperationArguments } from "../../graph/recipe/nodes.ts";

/** An operation's needs, as far as its name tells. "The image" is the one it is called on, and any other input. */
export type MemoryClass = (
  | {
      /** Rows go through in order, and each is forgotten soon after. */
      readonly kind: "streams";
      /** The neighbours that a pixel needs, in words. */
      readonly halo: string;
    }
  | {
      /** The image has to be in memory or on disk, though the operation itself holds little. */
      readonly kind: "random access";
      /** How it reads, in words. */
      readonly reads: string;
      /** Reads when it is called already, to decide what it will do. */
      readonly atOnce?: true;
    }
  | {
      /** The operation itself holds what is named, whole. */
      readonly kind: "whole image";
      readonly holds: string;
    }
  | {
      /** Reads the image once, in order, when it is called, and keeps only what is named. */
      readonly kind: "reduces";
      readonly to: string;
    }
  | {
      /** Has no input, and computes its pixels as they are asked for. */
      readonly kind: "creates";
    }
) & { readonly except?: MemoryException };

/** Arguments with which an operation belongs to another class. */
export interface MemoryException {
  /** In words, to follow "where". */
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

/** The class in one sentence, for people; it follows "Memory: ". */
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
