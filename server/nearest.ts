/** Finds what somebody probably meant to write. */

/** The candidate that takes the fewest edits to reach, if that is few for what is not a common beginning. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const prefix = commonPrefix([word, ...candidates]);
  let best: { candidate: string; edits: number } | undefined;
  for (const candidate of candidates) {
    const edits = editDistance(word, candidate);
    if (!best || edits < best.edits) best = { candidate, edits };
  }
  return best && best.edits <= Math.max(2, (word.length - prefix) / 3) ? best.candidate : undefined;
}

/** Levenshtein's distance, one row at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}

function commonPrefix(words: readonly string[]): number {
  const [first = ''] = words;
  let length = 0;
  while (length < first.length && words.every((word) => word[length] === first[length])) length++;
  return length;
}
