/**
 * The exit codes of the command: a contract that scripts may rely on.
 * Not here: deciding which one applies.
 * Read next: cli/main.
 */
export const exitCodes = {
  /** All work is done. */
  done: 0,
  /** The work is done, but some images failed. */
  someFailed: 10,
  /** The arguments are wrong, or the plan is impossible: nothing was started. */
  usage: 20,
  /** Ctrl-C. */
  interrupted: 130,
} as const;
