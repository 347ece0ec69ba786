/**
 * Readers of options that may be given several times, with several values in each, or whole.
 * Not here: which options those are (cli/thumb/command, cli/apply/command).
 * Read next: cli/thumb/command.
 */

/** Values with commas between them. What is given takes the place of `usual`, the option's default. */
export function listed(usual: readonly string[] = []) {
  return (text: string, before: readonly string[] = usual): readonly string[] => [
    ...(before === usual ? [] : before),
    ...text.split(",").map((part) => part.trim()),
  ];
}

/** One value each time, such as a path, which may have commas in it. */
export function repeated(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}
