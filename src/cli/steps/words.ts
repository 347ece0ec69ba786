/**
 * Finds the word of a list that a name stands for, in whichever way its parts are joined, or else the most similar one.
 * Not here: the sentence around a suggestion; each error writes its own.
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

/** Undefined where nothing is near enough to be worth a suggestion. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  // A third of the letters: more than that is another word.
  let least = Math.floor(Math.max(word.length, 3) / 3) + 1;
  let nearest: string | undefined;
  for (const other of words) {
    const distance = editDistance(word.toLowerCase(), other.toLowerCase());
    if (distance >= least) continue;
    [least, nearest] = [distance, other];
  }
  return nearest ?? (word.length > 2 ? longerWord(word.toLowerCase(), words) : undefined);
}

/** One that begins with the word, or else one that has it anywhere. */
function longerWord(word: string, words: readonly string[]): string | undefined {
  const beginning = words.find((other) => other.toLowerCase().startsWith(word));
  return beginning ?? words.find((other) => other.toLowerCase().includes(word));
}

/** `; did you mean "sobel"?`, or nothing. */
export function suggestion(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words);
  return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
}

/** Letters to insert, remove, replace or swap with their neighbour (Damerau's distance, restricted). */
export function editDistance(a: string, b: string): number {
  let [beforeLast, last]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const differs = a[row - 1] === b[column - 1] ? 0 : 1;
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      current[column] = Math.min(
        at(last, column) + 1,
        at(current, column - 1) + 1,
        at(last, column - 1) + differs,
        swapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] as number;
}
