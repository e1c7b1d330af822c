import type { Block } from './document.ts';
import { erratumSaid } from './erratum-said.ts';
import type { Bulletin, Change } from './model.ts';
import type { Saying } from './said.ts';
import { isWritten, type Written } from './written.ts';

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
    { beside: [], figures: 'figuresPut' },
    say,
  );
}

/** Beside figures as they were published: which errata put some of them right. A figure of one digit cannot be read where it is struck. */
export function figuresMarked({ errata = [] }: Bulletin, say: Saying): readonly Block[] {
  const notes = errata
    .filter(({ changes }) => changes.some(({ figure }) => !isWritten(figure)))
    .map(({ index, at }) => ({
      text: say.label('figuresPutBy', partsOf(at, index, say)),
      to: idOf(index),
    }));
  return notes.length === 0 ? [] : [{ is: 'marks', notes }];
}

interface Row {
  readonly change: ReturnType<typeof erratumSaid>[number];
  /** Of which report, and why: where rows of several stand in one table. */
  readonly beside: readonly string[];
}

interface Told {
  /** Columns of what stands beside a change: the first before it, others behind it. */
  readonly beside: readonly ('bulletin' | 'reason')[];
  /** What the table of figures is called. */
  readonly figures: 'corrections' | 'figuresPut';
}

/** Rows of errata, figures before words: words are in a direction of their own. */
export function tablesOf(rows: readonly Row[], { beside, figures }: Told, say: Saying): readonly Block[] {
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
        caption: say.label(isWords ? 'wordsPut' : figures),
        columns: [...names, 'was' as const, 'is' as const, ...last].map((key) => say.label(key)),
        words,
        // A figure of one digit could not be read any more.
        ...(isWords ? { struck: { column: column + 1, rows: struckIn(own) } } : {}),
        rows: own.map(({ change: { what, was, is }, beside: [name, ...more] }) => [
          ...(name === undefined ? [] : [name]),
          ...[what, was, is, ...more],
        ]),
      },
    ];
  });
}

/** Rows in which words were taken away: where none stood, there is nothing to strike. */
function struckIn(rows: readonly Row[]): readonly number[] {
  return rows.flatMap(({ change }, at) => (change.words?.none === 'was' ? [] : [at]));
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
    ...{ was: say.label('was'), now: say.label('is') },
    before: before.flatMap((one) => one.text ?? []),
    ...(text === null ? {} : { text }),
    notes: before.map(({ erratum }) => {
      const at = errata.find(({ index }) => index === erratum)?.at ?? '';
      return { text: say.label('putRight', partsOf(at, erratum, say)), to: idOf(erratum) };
    }),
  };
}

/** An erratum may come years later, when the clock of the bulletin is not known any more: then its time is in UTC. */
function partsOf(at: string, index: number, say: Saying): { readonly when: string; readonly n: string } {
  // A number of an entry is an address: no thousands are set apart.
  return { when: say.timeOrUtc(at), n: say.kept(String(index)) };
}

function idOf(index: number): string {
  return `erratum-${index}`;
}
