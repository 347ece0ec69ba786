/**
 * The flags of `sluice apply`, as commander parses them.
 * Not here: declaring them (cli/apply-command).
 * Read next: cli/apply.
 */
import type { EncodeFlags } from "./encode-options.ts";
import type { ExplainFlags } from "./explain-options.ts";
import type { StoredFlags } from "./stored-options.ts";
import type { TrustFlags } from "./trust-options.ts";

/** The options as commander parses them. */
export interface ApplyFlags extends EncodeFlags, TrustFlags, StoredFlags, ExplainFlags {
  /** Several only where they are files. */
  readonly output?: readonly string[];
  readonly name?: string;
  readonly format: readonly string[];
  readonly overwrite?: boolean;
  readonly memory?: string;
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
