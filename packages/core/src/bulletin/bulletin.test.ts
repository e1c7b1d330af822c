import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, idOf, Night, PLACE, reportOf } from '../mission/testing.ts';
import { formatJson, hex, type Json, sha256, utf8 } from '../record/index.ts';
import { isShortFigure, sharesOf } from './columns.ts';
import { documentOf } from './document-of.ts';
import { FORMATS, textOf } from './files.ts';
import { bulletinOf } from './make.ts';
import type { Bulletin } from './model.ts';
import { LANGUAGES, type Language } from './sentences/index.ts';
import { draftOver, madeOver, publishOn } from './testing.ts';

const exactly = (count: number) => ({ min: count, best: count, max: count });
const night = () => new Night().p1().p2().watched();
const DAY = 86_400_000;

describe('the worked case of the field, as bulletins say it', () => {
  test('every line 91, each explosion 51 and 2 flares apart, one shelling with 6 undetermined, one a place and day; 4 of 6 post-hours beside each', async () => {
    const state = await night().fold();
    const answers = ['every-line', 'each-explosion', 'shellings-of-thirty', 'one-per-place-and-day'].map(
      (rule) => {
        const [period] = madeOver(state, { rule: { rule, version: 1 } }).periods;
        return [rule, period?.shows, period?.classes, period?.undetermined] as const;
      },
    );
    const hours = { hours: 4, of: 6 };
    expect(answers).toEqual([
      ['every-line', { is: 'figure', count: exactly(91), ...hours }, {}, undefined],
      ['each-explosion', { is: 'figure', count: exactly(51), ...hours }, { flare: exactly(2) }, undefined],
      [
        'shellings-of-thirty',
        { is: 'figure', count: exactly(1), ...hours },
        { flare: exactly(2) },
        { groups: 1, discharges: exactly(6) },
      ],
      [
        'one-per-place-and-day',
        { is: 'figure', count: exactly(1), ...hours },
        { flare: exactly(2) },
        undefined,
      ],
    ]);
    const html = textOf(madeOver(state), { language: 'en', format: 'html' });
    expect(html).toContain('>51<');
    expect(html).toContain('>4 of 6<');
    expect(html).toContain('power 2');
  });

  test('where nobody could observe it prints "not observed" and the cause, in every language, and never 0', async () => {
    const state = await night().fold();
    const dark = new Date(Date.parse(at('21:00:00')) - 10 * DAY).toISOString();
    const model = madeOver(state, { from: dark, to: new Date(Date.parse(dark) + DAY).toISOString() });
    expect(model.periods[0]?.shows).toEqual({ is: 'not-observed', causes: ['not recorded'] });
    const said = LANGUAGES.map((language) => {
      const table = documentOf(model, language).blocks.find(({ is }) => is === 'table');
      return table?.is === 'table' ? table.rows[0]?.[1] : '';
    });
    expect(said).toEqual([
      'لم يُرصد: غير مسجل',
      'not observed: not recorded',
      'non observé : non consigné',
      'не наблюдали: не записано',
      'не спостерігали: не записано',
    ]);
  });
});

describe('the period before', () => {
  const before = { from: at('18:00:00'), to: at('21:00:00') };

  test('is what the earlier bulletin says after its errata, with the first figure beside it', async () => {
    const mission = night();
    mission.heard('p1', '19:00:00', '19:00:00', 4);
    await publishOn(mission, { number: '13/2026', ...before });
    mission.heard('p1', '20:00:00', '20:00:00', 3);
    // The late report is known and no erratum stands: the published figure stays, and what it comes to now is said.
    const [waiting] = madeOver(await mission.fold()).periods;
    expect(waiting?.before).toMatchObject({
      bulletin: '13/2026',
      shows: { is: 'figure', count: exactly(4) },
      due: exactly(7),
    });
    mission.put('erratum', {
      bulletin: '13/2026',
      reason: 'a report that came late',
      changes: [{ figure: 'count', was: exactly(4), is: exactly(7) }],
    });
    const model = madeOver(await mission.fold());
    expect(model.periods[0]?.before).toMatchObject({
      bulletin: '13/2026',
      shows: { is: 'figure', count: exactly(7) },
      first: exactly(4),
    });
    expect(model.periods[0]?.before).not.toHaveProperty('due');
    expect(model.corrections).toMatchObject([
      { bulletin: '13/2026', changes: [{ was: exactly(4), is: exactly(7) }] },
    ]);
    expect(textOf(model, { language: 'en', format: 'html' })).toContain('7; as in 13/2026; corrected from 4');
  });

  test('a Monday covers its nights one by one, each beside the one before', async () => {
    const state = await night().fold();
    const { periods } = madeOver(state, { from: at('00:00:00'), to: '2026-11-23T00:00:00Z' });
    expect(periods.map(({ from, before: one }) => [from, one?.from])).toEqual([
      ['2026-11-20T00:00:00Z', '2026-11-19T00:00:00Z'],
      ['2026-11-21T00:00:00Z', '2026-11-20T00:00:00Z'],
      ['2026-11-22T00:00:00Z', '2026-11-21T00:00:00Z'],
    ]);
    expect(periods[1]?.before?.shows).toMatchObject({ is: 'figure', count: exactly(51) });
  });

  test('a spot and a thematic report compare nothing; a weekly one has days with intervals', async () => {
    const mission = night();
    const state = await mission.fold();
    const key = [...state.reports.keys()][0] as string;
    const spot = madeOver(state, { type: 'spot', incident: key });
    expect(spot.periods[0]).not.toHaveProperty('before');
    expect(spot.spot?.kind).toBe('burst');
    const thematic = madeOver(state, {
      type: 'thematic',
      subject: { says: 'Flares over the line', kinds: ['flare'] },
    });
    expect(new Set(thematic.observations.map(({ kind }) => kind))).toEqual(new Set(['flare']));
    const weekly = madeOver(state, {
      type: 'weekly',
      from: '2026-11-16T00:00:00Z',
      to: '2026-11-23T00:00:00Z',
    });
    expect(weekly.trend?.days).toHaveLength(7);
    const friday = weekly.trend?.days[4]?.rate;
    expect(friday?.best).toBe(1275);
    expect(friday?.low).toBeLessThan(1275);
    expect(friday?.high).toBeGreaterThan(1275);
    expect(weekly.trend?.days[0]).not.toHaveProperty('rate');
  });
});

describe('a bulletin by its input', () => {
  test('what comes later changes nothing: the same entries give the same bytes', async () => {
    const mission = night();
    const draft = draftOver(await mission.fold());
    const files = async () => {
      const entries = (await mission.read()).slice(0, draft.size);
      const { foldOf } = await import('../mission/testing.ts');
      const made = bulletinOf(foldOf(entries), draft, 'public');
      if (!made.ok) throw new Error(made.refusal.message);
      return LANGUAGES.flatMap((language) =>
        FORMATS.flatMap((format) => (format === 'pdf' ? [] : [textOf(made.value, { language, format })])),
      );
    };
    const first = await files();
    mission.heard('p1', '22:00:00', '22:00:00', 9);
    expect(await files()).toEqual(first);
    const grown = madeOver(await mission.fold());
    expect(grown.periods[0]?.shows).toMatchObject({ count: exactly(60) });
  });

  test('another number of entries, a rule that is nowhere, an end before the beginning: refused', async () => {
    const state = await night().fold();
    const refusedBy = (change: object) => {
      const made = bulletinOf(state, draftOver(state, change), 'public');
      return made.ok ? 'made' : made.refusal.code;
    };
    expect(refusedBy({ size: state.size - 1 })).toBe('bulletin/input');
    expect(refusedBy({ rule: { rule: 'nowhere', version: 1 } })).toBe('bulletin/rule');
    expect(refusedBy({ to: at('20:00:00') })).toBe('bulletin/stretch');
    expect(refusedBy({})).toBe('made');
  });

  test('words of a person stand in their section, marked, in their language, and as text', async () => {
    const state = await night().fold();
    const remarks = [{ section: 'summary', text: '<script>alert(1)</script> «тихо»', lang: 'uk' }];
    const html = textOf(madeOver(state, { remarks }), { language: 'ar', format: 'html' });
    expect(html).toContain('<p lang="uk" dir="auto">&lt;script&gt;alert(1)&lt;/script&gt; «тихо»</p>');
    expect(html).not.toContain('<script');
    expect(html).toContain('<html lang="ar" dir="rtl">');
  });

  test('whatever a source writes, a table has as many columns, and no cell is a formula', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 40 })
      .filter((text) => text.trim() === text && !/[\p{C}\p{Z}]/u.test(text));
    return fc.assert(
      fc.asyncProperty(name, async (place) => {
        const mission = new Night();
        mission.file(
          reportOf({ id: idOf(77), source: 'p1', place: { ...PLACE, type: 'named', name: `=${place}` } }),
        );
        const state = await mission.fold();
        const csv = textOf(madeOver(state), { language: 'en', format: 'csv' });
        expect(csv).not.toMatch(/(^|,)[=+@]/m);
        expect(csv.endsWith('\r\n')).toBe(true);
        const json = JSON.parse(textOf(madeOver(state), { language: 'en', format: 'geojson' })) as {
          readonly features: readonly { readonly geometry: { readonly coordinates: readonly number[] } }[];
        };
        expect(json.features.length).toBeGreaterThan(0);
      }),
      { numRuns: 12 },
    );
  });
});

describe('as it is read', () => {
  test('a bulletin of an exercise says so first, in each of the five languages', async () => {
    const state = await night().fold();
    const withExercise = (exercise: boolean) =>
      madeOver({ ...state, rules: { ...state.rules, exercise } } as typeof state);
    const made = withExercise(true);
    const first = LANGUAGES.map((language) => {
      const [banner] = documentOf(made, language).blocks;
      const html = textOf(made, { language, format: 'html' });
      expect(html).toContain(`<html lang="${language}"`);
      return banner?.is === 'banner' && html.includes(banner.text) ? banner.text : '';
    });
    expect(new Set(first).size).toBe(LANGUAGES.length);
    expect(first).not.toContain('');
    expect(documentOf(withExercise(false), 'en').blocks.some(({ is }) => is === 'banner')).toBe(false);
  });

  test('a thematic one says that the figures of the rule are of all that it counts', async () => {
    const state = await night().fold();
    const subject = { says: 'Flares over the line', kinds: ['flare' as const] };
    const said = (made: Parameters<typeof textOf>[0]) => textOf(made, { language: 'en', format: 'html' });
    const words = 'are of everything that it counts, not of the subject alone';
    expect(said(madeOver(state, { type: 'thematic', subject }))).toContain(words);
    expect(said(madeOver(state))).not.toContain(words);
  });

  test('no column is narrower than its longest word or figure, and only words of people take their own direction', async () => {
    const made = madeOver(await night().fold());
    for (const language of LANGUAGES)
      for (const block of documentOf(made, language).blocks) {
        if (block.is !== 'table') continue;
        const shares = sharesOf(block.columns, block.rows, 100);
        for (const row of block.rows)
          for (const [at, cell] of row.entries())
            if (isShortFigure(cell)) expect(shares[at], `${language}: ${cell}`).toBeGreaterThan(cell.length);
      }
    const html = textOf(made, { language: 'ar', format: 'html' });
    expect(html).not.toContain('<td dir');
    expect(html).toContain('<td class="n" data-of="العدد">51</td>');
  });
});

// The bytes of one bulletin, pinned. Where a word or a rule of printing changes, published bulletins come out otherwise:
// raise EDITION with the hash, and say so in NEWS.md. The version of the fold is printed too.
test('where no finding was adopted in the stretch it says so, and where those on its own incidents stand', async () => {
  const made = madeOver(await new Night().p1().p2().watched().fold());
  const said = (bulletin: Bulletin, language: Language) =>
    JSON.stringify(documentOf(bulletin, language).blocks);
  expect(said(made, 'en')).toContain('No finding was adopted in this period."');
  const told = {
    ...{
      id: 'e'.repeat(64),
      number: 'INC-7',
      kind: 'burst',
      from: made.from,
      to: made.to,
      at: [0, 0],
      radius: 1,
    },
    ...{ count: { min: 1, best: 1, max: 1 }, sources: 1, status: 'alleged', attribution: 'undetermined' },
    ...{ finding: 'none', findings: [], resolution: 'open', indications: [] },
    positions: [{ by: 'north', on: 'status', stance: 'contests', says: 'not ours' }],
  } as unknown as Bulletin['taken'][number];
  expect(said({ ...made, taken: [told] }, 'en')).toContain('stand under “Incidents taken up”: INC-7.');
  for (const language of LANGUAGES)
    expect(said({ ...made, taken: [told] }, language).split('INC-7').length, language).toBe(3);
});

test('a daily report says how areas are to the whole, by what its rule counts', async () => {
  const state = await new Night().p1().p2().watched().fold();
  const said = (rule: string) =>
    JSON.stringify(documentOf(madeOver(state, { rule: { rule, version: 1 } }), 'en').blocks);
  expect(said('each-explosion')).toContain('counted once, in the area');
  expect(said('shellings-of-thirty')).toContain('areas may come to more than the whole');
});

test('edition 5 writes these bytes', async () => {
  const mission = night();
  mission.heard('p1', '19:00:00', '19:00:00', 4);
  await publishOn(mission, { number: '13/2026', from: at('18:00:00'), to: at('21:00:00') });
  const state = await mission.fold();
  const made = madeOver(state, { remarks: [{ section: 'access', text: 'None asked.', lang: 'en' }] });
  const { statement: _root, input: _input, ...model } = made;
  const files = LANGUAGES.flatMap((language) =>
    FORMATS.flatMap((format) => (format === 'pdf' ? [] : [textOf(made, { language, format })])),
  );
  const hash = (text: string) => hex(sha256(utf8(text))).slice(0, 16);
  expect([hash(formatJson(model as unknown as Json)), hash(files.join('\n'))]).toMatchInlineSnapshot(`
    [
      "994d1a0b1ec6172c",
      "028b44386989e4c3",
    ]
  `);
});
