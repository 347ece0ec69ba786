/**
 * Finds the word of a list that a name stands for, in whichever way its parts are joined.
 * Not here: words that are only similar (cli/steps/nearest-word).
 * Read next: cli/steps/read-pipeline.
 */

/** The word of a list that a user's word names, exactly or spelled in another way. */
export function wordNamed(word: string, words: readonly string[]): string | undefined {
  return words.find((each) => each === word) ?? words.find((each) => sameName(each, word));
}

/** The same name in libvips' underscores, with dashes, or in camelCase. */
function sameName(a: string, b: string): boolean {
  return a === b || bareName(a) === bareName(b);
}

function bareName(name: string): string {
  return name.replaceAll(/[-_]/g, "").toLowerCase();
}
