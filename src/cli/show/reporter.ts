/**
 * Shows a batch while it runs: a bar on a terminal, lines elsewhere, JSON for programs.
 * Not here: the events (batch/events).
 * Read next: cli/show/progress-bar, cli/show/plain-lines.
 */
import type { BatchEvent, BatchSummary } from "../../batch/events.ts";

export interface Reporter {
  /** `memoryNow` is the measured size in bytes. */
  show(event: BatchEvent, memoryNow: number): void;
  note(text: string): void;
  finish(summary: BatchSummary): void;
}

export interface ReporterFlags {
  readonly json?: boolean;
  readonly quiet?: boolean;
  /**
   * False if the command itself writes lines to stdout during the run, which a moving bar would tear
   * apart. Default true.
   */
  readonly bar?: boolean;
}
