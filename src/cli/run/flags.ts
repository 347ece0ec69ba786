/**
 * The flags of `sluice run`, as commander parses them.
 * Not here: declaring them (cli/run/command).
 * Read next: cli/run/run.
 */
import type { EncodeFlags } from "../options/encode.ts";
import type { ExplainFlags } from "../options/explain.ts";
import type { StoredFlags } from "../options/stored.ts";
import type { TrustFlags } from "../options/trust.ts";

/** The options as commander parses them. */
export interface RunCommandFlags extends EncodeFlags, TrustFlags, StoredFlags, ExplainFlags {
  /** Present, except for explanations. */
  readonly output?: string;
  readonly overwrite?: boolean;
  readonly memory?: string;
  readonly threads?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}
