/**
 * Finds a name in a list of words, in any spelling of its word boundaries, or else the most similar word.
 * Not here: the sentence around a suggestion; each error writes its own.
 * Read next: cli/steps/read-pipeline.
 */

/** The word of the list that the user's word means, exactly or in another spelling. */
export function wordNamed(word: string, words: readonly string[]): string | undefined {
  return words.find((each) => each === word) ?? words.find((each) => sameName(each, word));
}

/** Whether both are the same name, with libvips' underscores, with dashes, or in camelCase. */
function sameName(a: string, b: string): boolean {
  return a === b || bareName(a) === bareName(b);
}

function bareName(name: string): string {
  return name.replaceAll(/[-_]/g, "").toLowerCase();
}

/** Undefined if no word is similar enough for a suggestion. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  // A third of the letters: beyond that it is a different word.
  let min = Math.floor(Math.max(word.length, 3) / 3) + 1;
  let nearest: string | undefined;
  for (const other of words) {
    const distance = editDistance(word.toLowerCase(), other.toLowerCase());
    if (distance >= min) continue;
    [min, nearest] = [distance, other];
  }
  return nearest ?? (word.length > 2 ? longerWord(word.toLowerCase(), words) : undefined);
}

/** A word that begins with the given one, or else one that contains it. */
function longerWord(word: string, words: readonly string[]): string | undefined {
  const beginning = words.find((other) => other.toLowerCase().startsWith(word));
  return beginning ?? words.find((other) => other.toLowerCase().includes(word));
}

/** `; did you mean "sobel"?`, or an empty text. */
export function suggestion(word: string, words: readonly string[]): string {
  const nearest = nearestWord(word, words);
  return nearest === undefined ? "" : `; did you mean "${nearest}"?`;
}

/** The number of letters to insert, remove, replace or swap with their neighbour (Damerau's distance, restricted). */
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
