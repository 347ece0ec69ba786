/**
 * The flags of `sluice run`, as commander parses them.
 * Not here: declaring them (cli/run-command).
 * Read next: cli/run.
 */
import type { ExplainFlags } from "./explain-options.ts";
import type { StoredFlags } from "./stored-options.ts";
import type { TrustFlags } from "./trust-options.ts";

/** The options as commander parses them. */
export interface RunCommandFlags extends TrustFlags, StoredFlags, ExplainFlags {
  /** There unless it is only to be explained. */
  readonly output?: string;
  readonly overwrite?: boolean;
  readonly memory?: string;
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
