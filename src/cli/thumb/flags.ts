/**
 * The flags of `sluice thumb`, as commander parses them.
 * Not here: declaring them (cli/thumb/command).
 * Read next: cli/thumb/thumb.
 */
import type { crops, fits } from "../../graph/recipe/thumbnail.ts";
import type { EncodeFlags } from "../options/encode.ts";
import type { ExplainFlags } from "../options/explain.ts";
import type { StoredFlags } from "../options/stored.ts";
import type { TrustFlags } from "../options/trust.ts";

/** The options as commander parses them. */
export interface ThumbFlags extends EncodeFlags, TrustFlags, StoredFlags, ExplainFlags {
  /** Present, except for explanations. */
  readonly output?: string;
  readonly size: readonly string[];
  readonly fit: (typeof fits)[number];
  readonly crop: (typeof crops)[number];
  readonly enlarge?: boolean;
  readonly pages: "first" | "all";
  readonly format: readonly string[];
  readonly name?: string;
  readonly overwrite?: boolean;
  readonly memory?: string;
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
