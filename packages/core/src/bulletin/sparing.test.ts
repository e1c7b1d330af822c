import { describe, expect, test } from 'vitest';
import { type CountingRule, EACH_EXPLOSION, figuresOf } from '../mission/index.ts';
import { at, Night } from '../mission/testing.ts';
import type { Json } from '../record/index.ts';
import { testKey } from '../record/testing.ts';
import { textOf } from './files.ts';
import { radiusOf } from './incidents-in.ts';
import { draftProblem } from './stretch.ts';
import { draftOver, madeOver, publishOn } from './testing.ts';

// What is printed says no more than is known, and gives nobody away.

const CASUALTIES: CountingRule = {
  ...EACH_EXPLOSION,
  rule: 'casualties',
  kinds: ['casualty'],
  exclusions: [],
};
const html = (made: Parameters<typeof textOf>[0]) => textOf(made, { language: 'en', format: 'html' });

/** A night with one casualty on record, and a rule by which these are counted. */
function grave(): Night {
  const night = new Night().p1().p2().watched();
  night.heard('p1', '23:10:00', '23:10:00', 1, { kind: 'casualty' });
  const rule = CASUALTIES as unknown as Json;
  night.log.introduce(testKey('party north'), 'party', 'north');
  night.log.append({ kind: 'counting-rule', by: testKey('party north'), open: rule });
  return night;
}

describe('a figure about few persons', () => {
  test('is in no sum beside which the others stand', async () => {
    const made = madeOver(await grave().fold());
    const shown = made.kinds.filter(({ incidents }) => incidents !== 'suppressed');
    expect(made.kinds.find(({ kind }) => kind === 'casualty')).toMatchObject({ incidents: 'suppressed' });
    expect(made.incidents).toBe(shown.reduce((sum, { incidents }) => sum + Number(incidents), 0));
    expect(made.incidents).toBeGreaterThan(0);
    expect(Object.values(made.statuses).reduce((sum, n) => sum + n, 0)).toBe(made.incidents);
    expect(html(made)).toContain('kinds that are suppressed are not among them');
    // To say that the record has none would be untrue.
    expect(html(made)).toMatch(/id="harm">[^<]*<\/h2>\n<p>Casualty: suppressed\.<\/p>/);
  });

  test('is in no part of its row, in no figures of the entry and in no row of the annex', async () => {
    const state = await grave().fold();
    const draft = { rule: { rule: 'casualties', version: 1 } };
    const made = madeOver(state, draft);
    expect(made.periods[0]).toMatchObject({ shows: { is: 'suppressed' }, classes: {}, apart: {} });
    for (const part of ['notAdded', 'below', 'undetermined'])
      expect(made.periods[0]).not.toHaveProperty(part);
    expect(made.observations).toEqual([]);
    expect(textOf(made, { language: 'en', format: 'csv' }).trim().split('\r\n')).toHaveLength(1);
    const figures = (audience: string) => figuresOf(state, draftOver(state, draft), audience);
    expect(figures('public')).toMatchObject({ count: 'suppressed' });
    for (const part of ['classes', 'apart', 'notAdded', 'absorbed'])
      expect(figures('public')).not.toHaveProperty(part);
    expect(figures('mission')).toMatchObject({ count: { best: 1 } });
  });
});

test('a correction issued while a bulletin waited for its second person stands in the next one', async () => {
  const night = new Night().p1().p2().watched();
  await publishOn(night, { number: '12/2026', from: at('09:00:00'), to: at('12:00:00') });
  // Drafted over what there is; then the correction; then it is agreed to.
  const waiting = draftOver(await night.fold(), {
    number: '13/2026',
    ...{ from: at('18:00:00'), to: at('21:00:00') },
  });
  const changes = [{ figure: 'title', was: 'A', is: 'B' }];
  night.put('erratum', { bulletin: '12/2026', reason: 'a word', changes });
  night.put('bulletin', { ...waiting, figures: {} });
  expect(madeOver(await night.fold()).corrections).toMatchObject([{ bulletin: '12/2026', reason: 'a word' }]);
});

test('observations inside zones are those of the mission: what a party files moves neither number', async () => {
  const night = new Night().p1().p2().watched();
  const before = madeOver(await night.fold()).inside;
  expect(before.of).toBeGreaterThan(0);
  night.put('source', { source: 'n1', of: 'party', party: 'north', area: 'east', means: ['heard'] });
  for (let minute = 10; minute < 20; minute++)
    night.heard('n1', `22:${minute}:00`, `22:${minute}:00`, 3, { place: FAR });
  const made = madeOver(await night.fold());
  expect(made.observations.some(({ mark }) => mark === 'party north')).toBe(true);
  expect(made.inside).toEqual(before);
});
const FAR = { type: 'point', at: [-27.5, 42.2], radius: 500 };

test('where nobody could observe and no incident is known it says so, and never 0 incidents', async () => {
  const quiet = { from: at('02:00:00'), to: at('05:00:00') };
  const said = html(madeOver(await new Night().p1().watched().fold(), quiet));
  expect(said).toContain('Incidents in the period: not observed: not recorded.');
  const calm = html(madeOver(await new Night().watched().fold()));
  expect(calm).toContain('Incidents in the period: 0.');
});

test('a circle holds 90 % of a long ellipse too: it follows the longer axis, whichever way that lies', () => {
  const long = radiusOf([2000 * 2000, 0, 200 * 200]);
  expect(long).toBe(4292);
  // The same turned by 45 degrees.
  const [mean, apart] = [(2000 * 2000 + 200 * 200) / 2, (2000 * 2000 - 200 * 200) / 2];
  expect(radiusOf([mean, apart, mean])).toBe(long);
  expect(radiusOf([100, 0, 100])).toBe(21);
});

test('a remark is written where a bulletin of its type prints it, or not at all', () => {
  const day = { from: at('00:00:00'), to: at('23:00:00') };
  const why = (type: 'spot' | 'daily' | 'weekly', section: string) =>
    draftProblem({ type, ...day, remarks: [{ section, text: 'Words.', lang: 'en' }] })?.code;
  expect(why('spot', 'summary')).toBe('bulletin/section');
  expect(why('daily', 'weather')).toBe('bulletin/section');
  expect(why('daily', 'trend')).toBe('bulletin/section');
  expect([why('weekly', 'trend'), why('daily', 'summary'), why('spot', 'spot')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('every section that a type has prints its remark, also where nothing else stands in it', async () => {
  const state = await new Night().fold();
  const key = 'spot';
  for (const [type, sections] of [
    ['spot', [key, 'findings', 'access', 'coverage']],
    [
      'weekly',
      'summary findings areas zones kinds weapons harm fire taken facts access coverage corrections trend'.split(
        ' ',
      ),
    ],
  ] as const) {
    const remarks = sections.map((section) => ({ section, text: `Words on ${section}.`, lang: 'en' }));
    const said = html(madeOver(state, { type, remarks }));
    for (const { text } of remarks) expect(said, type).toContain(text);
  }
});

test('weapons stand under their heading for clauses about a zone or a line alone, and the heading states no fact', async () => {
  const made = madeOver(await new Night().p1().fold());
  const row = {
    ...{ id: 'a'.repeat(64), kind: 'presence', from: at('21:00:00'), to: at('21:00:00') },
    ...{ at: [0, 0] as const, radius: 10, count: { min: 1, best: 1, max: 1 }, weapon: { class: 'mortar' } },
    ...{ sources: 1, status: 'alleged', attribution: 'undetermined', finding: 'none', resolution: 'none' },
    ...{ findings: [], indications: [], positions: [] },
  };
  const said = html({ ...made, weapons: [row as never] });
  expect(said).toContain('Weapons: clauses indicated');
  expect(said).not.toContain('beyond withdrawal lines');
});
