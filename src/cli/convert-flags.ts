/**
 * The flags of `sluice convert`, as commander parses them.
 * Not here: declaring them (cli/convert-command).
 * Read next: cli/convert.
 */
import type { EncodeFlags } from "./encode-options.ts";
import type { ExplainFlags } from "./explain-options.ts";
import type { StoredFlags } from "./stored-options.ts";
import type { TrustFlags } from "./trust-options.ts";

/** The options as commander parses them. */
export interface ConvertFlags extends EncodeFlags, TrustFlags, StoredFlags, ExplainFlags {
  readonly format?: string;
  readonly pages: "first" | "all";
  readonly resume?: boolean;
  readonly overwrite?: boolean;
  readonly add?: boolean;
  readonly memory?: string;
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
