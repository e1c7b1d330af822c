/** The known word that a misspelt one most likely meant; undefined where none is near. */
export function nearestWord(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.min(3, Math.floor(word.length / 3) + 1);
  for (const one of known.slice(0, 2000)) {
    if (Math.abs(one.length - word.length) >= bestDistance) continue;
    const distance = editDistance(word.slice(0, 80).toLowerCase(), one.slice(0, 80).toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [one, distance];
  }
  return best;
}

/** `; did you mean "calibre"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const nearest = nearestWord(word, known);
  return nearest === undefined ? '' : `; did you mean "${nearest}"?`;
}

/**
 * What may stand in place of an unknown word, the likeliest first: `; did you mean "north"? Known are north, south`.
 * Where none is near, `remedy` comes first; more than `most` known words are not listed.
 */
export function meantInstead(word: string, known: readonly string[], remedy = '', most = 60): string {
  const mend = didYouMean(word, known);
  const listed = known.length > most ? '' : `nown are ${known.join(', ') || 'none'}`;
  if (mend === '') return `${remedy}${listed === '' ? '' : `; k${listed}`}`;
  return `${mend}${listed === '' ? '' : ` K${listed}`}`;
}

/** Letters to insert, delete or replace; two neighbours that changed places count as one. */
function editDistance(a: string, b: string): number {
  let previous: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, (previous[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    [previous, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
