// Names of weapons as people write them: one weapon, many spellings, in two scripts. The original string is kept; only
// the comparison folds it.

/** Small letters of Cyrillic that print like a Latin one. */
const LOOK_ALIKE: { readonly [cyrillic: string]: string } = {
  а: 'a',
  в: 'b',
  е: 'e',
  ё: 'e',
  з: '3',
  і: 'i',
  ї: 'i',
  й: 'n',
  и: 'n',
  к: 'k',
  м: 'm',
  н: 'h',
  о: 'o',
  р: 'p',
  с: 'c',
  т: 't',
  у: 'y',
  х: 'x',
};

/** The form in which spellings are compared: small letters, no blanks, hyphens or quotes, look-alikes as Latin. */
export function foldSpelling(written: string): string {
  let folded = '';
  for (const letter of written.normalize('NFKC').toLowerCase()) {
    if (/[\s\-‐-―_«»„“”"'’.,()]/u.test(letter)) continue;
    folded += LOOK_ALIKE[letter] ?? letter;
  }
  return folded;
}

interface Spelled {
  readonly types?: readonly string[];
  readonly aliases?: { readonly [language: string]: readonly string[] };
}

/** Which definition each folded spelling belongs to. A spelling of two is nobody's. */
export function spellingTable(definitions: { readonly [id: string]: Spelled }): ReadonlyMap<string, string> {
  const table = new Map<string, string>();
  for (const [id, { types = [], aliases = {} }] of Object.entries(definitions))
    for (const written of [...types, ...Object.values(aliases).flat()]) {
      const folded = foldSpelling(written);
      const owner = table.get(folded);
      table.set(folded, owner === undefined || owner === id ? id : '');
    }
  return table;
}
