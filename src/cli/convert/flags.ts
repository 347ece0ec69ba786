/**
 * The flags of `sluice convert`, as commander parses them.
 * Not here: declaring them (cli/convert/command).
 * Read next: cli/convert/convert.
 */
import type { EncodeFlags } from "../options/encode.ts";
import type { ExplainFlags } from "../options/explain.ts";
import type { StoredFlags } from "../options/stored.ts";
import type { TrustFlags } from "../options/trust.ts";

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
