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

  test('names a subject that was put right as it stands; as it was, it stands struck alone', async () => {
    const subject = { says: 'Quadcopters', kinds: ['uav-flight'] } as const;
    const put = erratum(57, { figure: 'subject', was: 'Quadcopters', is: 'Flares' });
    const made = { ...madeOver(await night(), { type: 'thematic', subject }), errata: [put] };
    const html = textOf(made, { language: 'en', format: 'html' });
    expect(html).toMatch(/<dt>Subject<\/dt><dd><bdi>Flares \(/);
    expect(html.replaceAll('<del>Quadcopters</del>', '').match(/Quadcopters/g)).toHaveLength(1);
    expect(html).toContain('<del><bdi>Quadcopters</bdi></del>');
  });

  test('leaves figures as they were published, says so, and marks them beside the summary', async () => {
    const count = (best: number) => ({ min: best, best, max: best });
    const put = erratum(1234, { figure: 'count', was: count(51), is: count(60) });
    const made = { ...madeOver(await night(), draft), errata: [put] };
    for (const language of LANGUAGES) {
      const { blocks } = documentOf(made, language);
      const at = blocks.findIndex((block) => block.is === 'heading' && block.id === 'summary');
      const marks = blocks.slice(at).find(({ is }) => is === 'marks');
      expect(marks).toMatchObject({ notes: [{ to: 'erratum-1234', text: expect.stringContaining('1234') }] });
      const captions = blocks.flatMap((block) => (block.is === 'table' ? [block.caption] : []));
      expect(new Set(captions).size, language).toBe(captions.length);
    }
    const html = textOf(made, { language: 'en', format: 'html' });
    expect(html).toContain('Figures stand below as they were published');
    expect(html).toContain('<caption>Figures put right</caption>');
    expect(html.match(/Corrections since the last issue/g)).toHaveLength(1);
    expect(typstOf(documentOf(made, 'en')).source).toContain('#link(label("erratum-1234")');
    // Where words alone were wrong, no figure is marked.
    const words = documentOf({ ...made, errata: [erratum(57, GATE)] }, 'en').blocks;
    expect(words.some(({ is }) => is === 'marks')).toBe(false);
  });

  test('strikes no words where none stood, and says before and after in words, too', async () => {
    const chain = [
      erratum(57, { figure: 'title', was: 'A quiet night', is: null }),
      erratum(58, { figure: 'title', was: null, is: 'A night of shelling' }),
    ];
    const made = { ...madeOver(await night(), draft), errata: chain };
    const html = textOf(made, { language: 'en', format: 'html' });
    expect(html).not.toMatch(/<del>(<bdi>)?withdrawn/);
    expect(html).toContain('<p class="put">Was</p><p dir="auto"><del>A quiet night</del></p>');
    expect(html).toContain('<p class="put">Is</p><p dir="auto"><ins>A night of shelling</ins></p>');
    const { source } = typstOf(documentOf(made, 'en'));
    expect(source).not.toMatch(/strike\("[^"]*withdrawn/);
    expect(source.indexOf('"Was"')).toBeLessThan(source.indexOf('#strike('));
  });

  test('tells of an erratum that comes years later in UTC: by then the clock of the bulletin is not known', async () => {
    const late = { ...erratum(57, GATE), at: '2028-07-01T12:00:00Z' };
    const clock = { zone: 'Atlantic/Azores', offsets: [[0, -3600]] as const };
    const made = { ...madeOver(await night(), draft), clock };
    const html = textOf({ ...made, errata: [late] }, { language: 'en', format: 'html' });
    expect(html).toContain('1 July 2028, 12:00 UTC');
    const soon = textOf({ ...made, errata: [erratum(57, GATE)] }, { language: 'en', format: 'html' });
    expect(soon).toContain('22 November 2026, 08:00,');
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

test('the clock is named by both offsets where it changes before the cut-off or an erratum, as the times there do', async () => {
  const made = madeOver(await night(), draft);
  const clock = {
    zone: 'Atlantic/Azores',
    offsets: [
      [0, 0],
      [Date.parse('2026-11-21T01:00:00Z') / 1000, -3600],
    ],
  } as const;
  const times = { from: '2026-11-20T00:00:00Z', to: '2026-11-21T00:00:00Z', cutoff: '2026-11-21T00:30:00Z' };
  const head = (more: Partial<typeof made>) =>
    textOf({ ...made, ...times, issued: times.cutoff, clock, ...more }, { language: 'en', format: 'html' });
  const BOTH = /<dd><bdi>Atlantic\/Azores \(UTC\); from 21 November 2026, 00:00 on UTC−01:00</;
  expect(head({})).toMatch(/<dd><bdi>Atlantic\/Azores \(UTC\)</);
  expect(head({ cutoff: '2026-11-21T07:00:00Z' })).toMatch(BOTH);
  expect(head({ issued: '2026-11-21T07:00:00Z' })).toMatch(BOTH);
  expect(head({ errata: [erratum(57, GATE)] })).toMatch(BOTH);
});
