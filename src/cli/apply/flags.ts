/**
 * The flags of `sluice apply`, as commander parses them.
 * Not here: declaring them (cli/apply/command).
 * Read next: cli/apply/apply.
 */
import type { EncodeFlags } from "../options/encode.ts";
import type { ExplainFlags } from "../options/explain.ts";
import type { StoredFlags } from "../options/stored.ts";
import type { TrustFlags } from "../options/trust.ts";

/** The options as commander parses them. */
export interface ApplyFlags extends EncodeFlags, TrustFlags, StoredFlags, ExplainFlags {
  /** Several are allowed only if they are files. */
  readonly output?: readonly string[];
  readonly name?: string;
  readonly format: readonly string[];
  readonly overwrite?: boolean;
  readonly memory?: string;
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
