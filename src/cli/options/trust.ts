/**
 * The options of every command that opens images: how much may be wrong with a file, what it may claim, whom to trust.
 * Not here: what the limits guard against (graph/recipe/limits).
 * Read next: run/source/refusals.
 */
import { type Command, Option } from "commander";
import type { OpenOptions } from "../../graph/image/engine.ts";
import { defaultInputLimits, failOnLevels } from "../../graph/recipe/limits.ts";
import { wholeNumber } from "./parse.ts";

export interface TrustFlags {
  readonly failOn: (typeof failOnLevels)[number];
  readonly maxPixels: number;
  readonly maxFrames: number;
  readonly maxScans: number;
  readonly maxDrawing: number;
  readonly untrusted?: boolean;
}

export function addTrustOptions(command: Command): Command {
  const limit = (flag: string, of: string, what: string, name: keyof typeof defaultInputLimits): void => {
    command.option(`${flag} <${of}>`, what, wholeNumber(flag, 1), defaultInputLimits[name]);
  };
  command.addOption(
    new Option("--fail-on <level>", "how much wrong with a file makes it fail; below it, it is degraded")
      .choices(failOnLevels)
      .default("warning"),
  );
  limit("--max-pixels", "number", "refuse larger images", "maxPixels");
  limit("--max-frames", "number", "refuse longer animations", "maxFrames");
  limit("--max-scans", "number", "refuse JPEGs of more scans", "maxScans");
  limit("--max-drawing", "bytes", "refuse larger SVG files", "maxDrawingBytes");
  return command.option("--untrusted", "allow loaders that libvips itself calls untrusted");
}

/** What they say to `open`. */
export function openOptions(flags: TrustFlags): OpenOptions {
  const { failOn, maxPixels, maxFrames, maxScans, maxDrawing: maxDrawingBytes, untrusted = false } = flags;
  return { failOn, limits: { maxPixels, maxFrames, maxScans, maxDrawingBytes }, untrusted };
}
