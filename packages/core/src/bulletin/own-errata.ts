import type { Block } from './document.ts';
import { erratumSaid } from './erratum-said.ts';
import type { Bulletin, Change } from './model.ts';
import type { Saying } from './said.ts';
import type { Written } from './written.ts';

// A bulletin as it stands after its errata: nothing that was published is hidden, and each change leads to what made it.

/** The errata to a bulletin, the first first, each with what it changed; nothing in what is published. */
export function errataOf({ errata = [] }: Bulletin, say: Saying): readonly Block[] {
  if (errata.length === 0) return [];
  return [
    { is: 'heading', id: 'errata', text: say.label('errata') },
    { is: 'paragraph', text: say.label('errataSay') },
    ...errata.flatMap(({ index, at, reason, changes }): readonly Block[] => [
      { is: 'erratum', id: idOf(index), lead: say.label('erratumOf', partsOf(at, index, say)), reason },
      ...changeTables(changes, say),
    ]),
  ];
}

/** What one erratum changes, as tables. */
export function changeTables(changes: readonly Change[], say: Saying): readonly Block[] {
  return tablesOf(
    erratumSaid(say.language, changes, say.name).map((change) => ({ change, beside: [] })),
    [],
    say,
  );
}

interface Row {
  readonly change: ReturnType<typeof erratumSaid>[number];
  /** Of which report, and why: where rows of several stand in one table. */
  readonly beside: readonly string[];
}

/** Rows of errata, figures before words: words are in a direction of their own. */
export function tablesOf(
  rows: readonly Row[],
  beside: readonly ('bulletin' | 'reason')[],
  say: Saying,
): readonly Block[] {
  const [first, ...last] = beside;
  const column = first === undefined ? 0 : 1;
  return [false, true].flatMap((isWords): readonly Block[] => {
    const own = rows.filter(({ change }) => (change.words !== undefined) === isWords);
    if (own.length === 0) return [];
    const names = [...(first === undefined ? [] : [first]), isWords ? ('words' as const) : ('what' as const)];
    const words = [...(isWords ? [column + 1, column + 2] : []), ...last.map((_, at) => column + 3 + at)];
    return [
      {
        is: 'table',
        caption: say.label(isWords ? 'wordsPut' : 'corrections'),
        columns: [...names, 'was' as const, 'is' as const, ...last].map((key) => say.label(key)),
        words,
        // A figure of one digit could not be read any more.
        ...(isWords ? { struck: column + 1 } : {}),
        rows: own.map(({ change: { what, was, is }, beside: [name, ...more] }) => [
          ...(name === undefined ? [] : [name]),
          ...[what, was, is, ...more],
        ]),
      },
    ];
  });
}

/** Words of a person in their place: as they were published, or what stood there struck beside what does. */
export function wordsBlock(
  { text, lang, before }: Written,
  label: string,
  { errata = [] }: Bulletin,
  say: Saying,
): Block {
  const whose = lang === undefined ? {} : { lang };
  return {
    ...{ is: 'corrected', label, ...whose, withdrawn: say.label('withdrawn') },
    before: before.flatMap((one) => one.text ?? []),
    ...(text === null ? {} : { text }),
    notes: before.map(({ erratum }) => {
      const at = errata.find(({ index }) => index === erratum)?.at ?? '';
      return { text: say.label('putRight', partsOf(at, erratum, say)), to: idOf(erratum) };
    }),
  };
}

function partsOf(at: string, index: number, say: Saying): { readonly when: string; readonly n: string } {
  return { when: say.time(at), n: say.number(index) };
}

function idOf(index: number): string {
  return `erratum-${index}`;
}
