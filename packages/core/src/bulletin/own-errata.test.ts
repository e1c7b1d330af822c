import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Night } from '../mission/testing.ts';
import { documentOf } from './document-of.ts';
import { textOf } from './files.ts';
import type { Change, OwnErratum } from './model.ts';
import { LANGUAGES } from './sentences/index.ts';
import { madeOver, publishOn } from './testing.ts';
import { typstOf } from './typst.ts';
import { namedWords, wordsProblem, writtenIn } from './written.ts';

// Words that people wrote are put right as figures are: what was published stays readable, and what takes its place leads to why.

const REMARKS = [
  { section: 'access', lang: 'en', text: 'The north gate was open.' },
  { section: 'access', lang: 'uk', text: 'Північна брама була відчинена.' },
];
const said = (at: 0 | 1, text: string | null) => ({ ...REMARKS[at], text });
const GATE: Change = { figure: 'remark', was: REMARKS[0], is: said(0, 'The south gate was open.') };
const TITLE: Change = { figure: 'title', was: 'A quiet night', is: 'A night of shelling' };
const erratum = (index: number, ...changes: readonly Change[]): OwnErratum => ({
  ...{ index, at: '2026-11-22T09:00:00Z', reason: `reason ${index}`, changes },
});
const draft = { title: 'A quiet night', remarks: REMARKS };
const night = () => new Night().p1().p2().watched().fold();

describe('a bulletin read as it stands after its errata', () => {
  test('shows what was published struck, what takes its place, and leads to the erratum that says why', async () => {
    const made = { ...madeOver(await night(), draft), errata: [erratum(57, GATE), erratum(58, TITLE)] };
    const html = textOf(made, { language: 'en', format: 'html' });
    expect(html).toContain('<del>The north gate was open.</del>');
    expect(html).toContain('<ins>The south gate was open.</ins>');
    expect(html).toContain('href="#erratum-57"');
    expect(html).toContain('<h3 id="erratum-57">');
    expect(html).toContain('reason 57');
    expect(html).toMatch(/<h1>[^<]*A night of shelling<\/h1>/);
    expect(html).toContain('<del>A quiet night</del>');
    // The remark in the other language was not wrong.
    expect(html).toContain('Північна брама була відчинена.');
    expect(html).not.toContain('<del>Північна');
    const { source } = typstOf(documentOf(made, 'en'));
    expect(source).toContain('#strike("\u2068The north gate was open.\u2069")');
    expect(source).toContain('The south gate was open.');
  });

  test('says in each language what was put right, and hides nothing of a remark that was withdrawn', async () => {
    const withdrawn: Change = { figure: 'remark', was: REMARKS[1], is: said(1, null) };
    const made = { ...madeOver(await night(), draft), errata: [erratum(60, withdrawn)] };
    const pages = LANGUAGES.map((language) => textOf(made, { language, format: 'html' }));
    for (const page of pages) {
      expect(page).toContain('<del>Північна брама була відчинена.</del>');
      expect(page).toContain('href="#erratum-60"');
    }
    const notes = pages.map((page) => /href="#erratum-60">([^<]+)</.exec(page)?.[1]);
    expect(new Set(notes).size).toBe(LANGUAGES.length);
  });

  test('the published file is the same whatever was put right since', async () => {
    const made = madeOver(await night(), draft);
    const published = textOf(made, { language: 'en', format: 'html' });
    expect(published).not.toMatch(/<del>|href=/);
    expect(textOf({ ...made, errata: [] }, { language: 'en', format: 'html' })).toBe(published);
  });

  test('what an erratum says is text, and no markup', async () => {
    const hostile = `<script>ran()</script>"'#eval("1") \u202e`;
    const made = {
      ...madeOver(await night(), draft),
      errata: [{ ...erratum(57, { ...GATE, is: said(0, hostile) }), reason: hostile }],
    };
    const html = textOf(made, { language: 'ar', format: 'html' });
    expect(html).not.toContain('<script');
    expect(html.split('&lt;script&gt;').length).toBe(4);
    const { source } = typstOf(documentOf(made, 'ar'));
    expect(source.replace(/"(?:[^"\\]|\\.)*"/g, '""')).not.toContain('eval(');
  });
});

test('the next bulletin tells of it among the corrections, old words and new', async () => {
  const mission = new Night().p1().p2().watched();
  await publishOn(mission, { number: '13/2026', ...draft });
  mission.put('erratum', { bulletin: '13/2026', reason: 'the other gate', changes: [GATE] });
  const html = textOf(madeOver(await mission.fold()), { language: 'en', format: 'html' });
  expect(html).toContain('Remark of the mission [en]: Freedom of movement');
  expect(html).toContain('<del><bdi>The north gate was open.</bdi></del>');
  expect(html).toContain('<bdi>The south gate was open.</bdi>');
  expect(html).toContain('the other gate');
});

describe('words that an erratum names', () => {
  const bulletin = { number: '13/2026', ...draft };
  const codeOf = (...changes: readonly Change[]) => wordsProblem(bulletin, [], changes)?.code;

  test('are those that stand after the errata before it, also where these withdrew them', () => {
    const chain = [erratum(57, GATE), erratum(58, { figure: 'remark', was: GATE.is, is: said(0, null) })];
    const [, gate] = writtenIn(bulletin, chain);
    expect(gate?.text).toBeNull();
    expect(gate?.before.map(({ text }) => text)).toEqual([
      'The north gate was open.',
      'The south gate was open.',
    ]);
    expect(wordsProblem(bulletin, chain, [GATE])?.code).toBe('bulletin/differs');
    if (gate === undefined) throw new Error('no remark');
    const back: Change = { figure: 'remark', was: namedWords(gate), is: REMARKS[0] };
    expect(wordsProblem(bulletin, chain, [back])).toBeUndefined();
  });

  test('are refused where nothing changes, where they are not there, and where they are too long or none', () => {
    expect(codeOf(GATE, TITLE)).toBeUndefined();
    expect(codeOf({ ...TITLE, is: TITLE.was })).toBe('bulletin/unchanged');
    expect(codeOf({ ...TITLE, is: ' A quiet night ' })).toBe('bulletin/unchanged');
    expect(codeOf({ ...TITLE, was: 'Another' })).toBe('bulletin/differs');
    expect(codeOf({ figure: 'subject', was: 'Mines', is: 'Flares' })).toBe('bulletin/differs');
    expect(codeOf({ ...TITLE, is: 'x'.repeat(201) })).toBe('bulletin/words');
    expect(codeOf({ ...GATE, is: said(0, 'x'.repeat(4001)) })).toBe('bulletin/words');
    expect(codeOf({ ...GATE, is: said(0, '  ') })).toBe('bulletin/words');
    expect(codeOf({ ...GATE, is: said(1, 'Another language.') })).toBe('bulletin/words');
    expect(codeOf({ ...GATE, is: 'a text alone' })).toBe('bulletin/words');
    expect(codeOf(TITLE, TITLE)).toBe('bulletin/differs');
    const thematic = { number: '1', subject: { says: 'Mines' } };
    expect(wordsProblem(thematic, [], [{ figure: 'subject', was: 'Mines', is: null }])?.code).toBe(
      'bulletin/words',
    );
  });
});

describe('errata that change several words at once', () => {
  const remark = (text: string | null) => ({ section: 'access', lang: 'en', text });
  const change = (was: string, is: string | null): Change => ({
    ...{ figure: 'remark', was: remark(was), is: remark(is) },
  });
  const standing = (texts: readonly string[], ...changes: readonly Change[]) =>
    writtenIn({ remarks: texts.map(remark) as typeof REMARKS }, [erratum(57, ...changes)]).map(
      ({ text }) => text,
    );

  test('are read as they were agreed to: all of them are of what stood before', () => {
    expect(standing(['aaa', 'bbb'], change('aaa', 'bbb'), change('bbb', 'ccc'))).toEqual(['bbb', 'ccc']);
    expect(standing(['aaa', 'bbb'], change('aaa', 'bbb'), change('bbb', 'aaa'))).toEqual(['bbb', 'aaa']);
    expect(standing(['aaa', 'bbb'], change('aaa', 'bbb'), change('bbb', null))).toEqual(['bbb', null]);
    expect(standing(['aaa', 'aaa'], change('aaa', 'bbb'), change('aaa', 'ccc'))).toEqual(['bbb', 'ccc']);
  });

  test('give each remark what its change says, whichever texts they share', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(
        texts,
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', null), { minLength: 5 }),
        (old, next) => {
          const changes = old.flatMap((was, at) => (was === next[at] ? [] : [change(was, next[at] ?? null)]));
          const marked = { number: '1', remarks: old.map(remark) as typeof REMARKS };
          expect(wordsProblem(marked, [], changes)).toBeUndefined();
          const after = standing(old, ...changes);
          // Remarks of one text are told apart by nothing: what each of them becomes is the same all together.
          for (const text of new Set(old)) {
            const of = (list: readonly (string | null)[]) =>
              list
                .filter((_, at) => old[at] === text)
                .map(String)
                .sort();
            expect(of(after)).toEqual(of(old.map((was, at) => (next[at] === undefined ? was : next[at]))));
          }
        },
      ),
    );
  });
});

test('the clock is named by its zone and its offset, by both where it changes within the stretch', async () => {
  const made = madeOver(await night());
  const zone = (offsets: readonly (readonly [number, number])[], language: 'en' | 'ar' = 'en') => {
    const clock = { zone: 'Atlantic/Azores', offsets };
    const pairs = documentOf({ ...made, clock }, language).blocks.find(({ is }) => is === 'pairs');
    return pairs?.is === 'pairs'
      ? pairs.rows.find(([, value]) => value.includes('Atlantic'))?.[1]
      : undefined;
  };
  expect(zone([[0, -3600]])).toBe('Atlantic/Azores (UTC−01:00)');
  const change = Date.parse(made.from) / 1000 + 3600;
  expect(
    zone([
      [0, 0],
      [change, -3600],
    ]),
  ).toMatch(/^Atlantic\/Azores \(UTC\); from .* on UTC−01:00$/);
  expect(zone([[0, -3600]], 'ar')).toContain('UTC−01:00');
});
