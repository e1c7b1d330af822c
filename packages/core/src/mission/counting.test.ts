import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../record/index.ts';
import { testKey } from '../record/testing.ts';
import { countingRuleNamed, countUnder } from './counting.ts';
import { type CountingRule, EACH_EXPLOSION, EVERY_LINE, ONE_A_DAY, SHELLINGS } from './counting-rule.ts';
import { at, foldOf, Night, PLACE, WATCH } from './testing.ts';

// The worked case of the field: post P1 hears 40 mortar bursts 21:00–21:40, 5 at 22:05, 6 at 23:30, and sees 2 flares at
// 21:10. Post P2 hears 38 of the first 40, then loses power at 22:00. Watched 21:00–24:00.

const exactly = (count: number) => ({ min: count, best: count, max: count });
const WITH_FLARES: CountingRule = { ...EACH_EXPLOSION, rule: 'with-flares', exclusions: [] };

describe('the worked case of the field', () => {
  const night = () => new Night().p1().p2().watched();

  test('every line of every report: 91, and 2 of them are flares', async () => {
    expect((await night().count(EVERY_LINE)).count).toEqual(exactly(91));
    const apart = await night().count({ ...EVERY_LINE, exclusions: EACH_EXPLOSION.exclusions });
    expect([apart.count, apart.classes]).toEqual([exactly(89), { flare: exactly(2) }]);
  });

  test('each explosion with overlap removed: 51, and 2 flares in a class of their own; 53 where the rule counts flares', async () => {
    const { count, classes, notAdded } = await night().count(EACH_EXPLOSION);
    expect([count, classes]).toEqual([exactly(51), { flare: exactly(2) }]);
    expect(notAdded).toEqual({ overlap: 1, status: 0 });
    expect((await night().count(WITH_FLARES)).count).toEqual(exactly(53));
  });

  test('51 also when the second post files burst by burst', async () => {
    const burstByBurst = new Night().p1().p2BurstByBurst().watched();
    const { count, classes, notAdded } = await burstByBurst.count(EACH_EXPLOSION);
    expect([count, classes]).toEqual([exactly(51), { flare: exactly(2) }]);
    expect(notAdded.overlap).toBe(38);
  });

  test('thirty or more are one shelling: 1 of 45 bursts; the last 6 are undetermined until the rule says', async () => {
    const { count, undetermined } = await night().count(SHELLINGS);
    expect(count).toEqual(exactly(1));
    expect(undetermined).toEqual({ groups: 1, discharges: exactly(6) });
    const says = (below: 'counts-as-one' | 'not-counted') =>
      night().count({ ...SHELLINGS, threshold: { 'at-least': 30, below } });
    expect((await says('counts-as-one')).count).toEqual(exactly(2));
    expect(await says('not-counted')).toMatchObject({ count: exactly(1), below: { groups: 1 } });
  });

  test('the pause of 25 minutes does not split, one of 20 would', async () => {
    const rule: CountingRule = { ...SHELLINGS, window: { ...SHELLINGS.window, pause: 20 } };
    const { count, undetermined } = await night().count(rule);
    expect([count, undetermined]).toEqual([exactly(1), { groups: 2, discharges: exactly(11) }]);
  });

  test('one a place a local day: 1', async () => {
    expect((await night().count(ONE_A_DAY)).count).toEqual(exactly(1));
  });

  test('beside each stand 4.0 of 6.0 post-hours, the second post lost from 22:00 by power', async () => {
    for (const rule of [EACH_EXPLOSION, SHELLINGS, ONE_A_DAY]) {
      const { coverage } = await night().count(rule);
      expect([coverage.hours, coverage.of]).toEqual([4, 6]);
      expect(coverage.lost).toEqual([
        { cause: 'power', hours: 2, source: 'p2', from: at('22:00:00'), to: '2026-11-21T00:00:00Z' },
      ]);
    }
  });

  test('in any order of arrival it is the same', async () => {
    const forward = await night().count(EACH_EXPLOSION);
    const backward = await new Night().watched().p2().p1().count(EACH_EXPLOSION);
    expect({ ...backward }).toEqual({ ...forward });
  });
});

describe('overlap', () => {
  test('what the best source did not perceive is added from the other', async () => {
    const night = new Night();
    night.heard('p1', '21:00:00', '21:40:00', 40);
    night.heard('p2', '21:05:00', '21:30:00', 30);
    night.heard('p2', '22:30:00', '22:30:00', 3);
    expect((await night.count(EACH_EXPLOSION)).count).toEqual(exactly(43));
  });

  test('at another place the same minute is another explosion', async () => {
    const night = new Night();
    night.heard('p1', '21:00:00', '21:40:00', 40);
    night.heard('p2', '21:00:00', '21:40:00', 38, { place: { ...PLACE, at: [-27.6, 42.4] } });
    expect((await night.count(EACH_EXPLOSION)).count).toEqual(exactly(78));
  });

  test('ranges are summed each with its own kind, or the best alone where the rule says so', async () => {
    const night = new Night();
    night.heard('p1', '21:00:00', '21:10:00', 5, { count: [5, 8] });
    night.heard('p1', '22:00:00', '22:10:00', 3, { count: [3, 3] });
    expect((await night.count(EACH_EXPLOSION)).count).toEqual({ min: 8, best: 8, max: 11 });
    expect((await night.count({ ...EACH_EXPLOSION, ranges: 'best-alone' })).count).toEqual(exactly(8));
  });

  test('never more than every line, never less than the best source alone', () => {
    const report = fc.record({
      source: fc.constantFrom('p1', 'p2', 'p3'),
      minute: fc.integer({ min: 0, max: 170 }),
      length: fc.integer({ min: 0, max: 30 }),
      count: fc.integer({ min: 1, max: 40 }),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 12 }), async (reports) => {
        const night = new Night();
        for (const { source, minute, length, count } of reports) {
          const time = (minutes: number) =>
            new Date(WATCH.from + minutes * 60_000).toISOString().slice(11, 19);
          const end = Math.min(minute + length, 179);
          night.heard(source, time(minute), time(end), count);
        }
        const state = foldOf(await night.read());
        const ask = (rule: CountingRule) =>
          countUnder(state, { rule, ...WATCH, audience: 'public' }).count.best;
        const [each, lines] = [ask(EACH_EXPLOSION), ask(EVERY_LINE)];
        const best = Math.max(
          ...['p1', 'p2', 'p3'].map((source) =>
            reports.filter((one) => one.source === source).reduce((sum, one) => sum + one.count, 0),
          ),
        );
        expect(each).toBeLessThanOrEqual(lines);
        expect(each).toBeGreaterThanOrEqual(Math.min(best, lines));
      }),
      { numRuns: 40 },
    );
  });
});

describe('by area', () => {
  const AREAS = { p1: 'east', p2: 'east', p3: 'west', n1: 'west', s1: 'east' } as const;
  type Source = keyof typeof AREAS;
  const twoAreas = () => {
    const night = new Night();
    night.put('source', { source: 'p3', of: 'mission', area: 'west', means: ['heard'] });
    night.put('source', { source: 'n1', of: 'party', party: 'north', area: 'west', means: ['heard'] });
    night.put('source', { source: 's1', of: 'party', party: 'south', area: 'east', means: ['heard'] });
    return night;
  };

  test('what posts of two areas and a party heard counts in one area, and beside none', async () => {
    const night = twoAreas();
    night.heard('p1', '21:00:00', '21:40:00', 40);
    night.heard('p3', '21:00:00', '21:40:00', 38);
    night.heard('n1', '21:05:00', '21:30:00', 61);
    const state = foldOf(await night.read());
    const ask = (area?: string) =>
      countUnder(state, {
        ...{ rule: EACH_EXPLOSION, ...WATCH, audience: 'public' },
        ...(area === undefined ? {} : { area }),
      });
    expect([ask(), ask('east'), ask('west')].map(({ count, apart }) => [count.best, apart])).toEqual([
      [40, {}],
      [40, {}],
      [0, {}],
    ]);
    // Nothing is counted there, and yet it was not silent.
    expect(ask('west').notAdded.overlap).toBe(2);
  });

  test('no area is above the whole, and together they are the whole', () => {
    const report = fc.record({
      source: fc.constantFrom(...(Object.keys(AREAS) as Source[])),
      minute: fc.integer({ min: 0, max: 60 }),
      length: fc.integer({ min: 0, max: 30 }),
      count: fc.integer({ min: 1, max: 40 }),
    });
    return fc.assert(
      fc.asyncProperty(fc.array(report, { minLength: 1, maxLength: 10 }), async (reports) => {
        const night = twoAreas();
        for (const { source, minute, length, count } of reports) {
          const time = (minutes: number) =>
            new Date(WATCH.from + minutes * 60_000).toISOString().slice(11, 19);
          night.heard(source, time(minute), time(minute + length), count);
        }
        const state = foldOf(await night.read());
        for (const rule of [EACH_EXPLOSION, EVERY_LINE]) {
          const query = { rule, ...WATCH, audience: 'public' };
          const figuresOf = ({ count, apart }: ReturnType<typeof countUnder>) =>
            ['', 'party north', 'party south'].map((mark) =>
              mark === '' ? count.best : (apart[mark]?.best ?? 0),
            );
          const whole = figuresOf(countUnder(state, query));
          const [east, west] = ['east', 'west'].map((area) =>
            figuresOf(countUnder(state, { ...query, area })),
          );
          expect(whole).toEqual(whole.map((_, at) => (east?.[at] ?? 0) + (west?.[at] ?? 0)));
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('a rule as data', () => {
  test('a party puts its own on record, and any count is asked again under it', async () => {
    const night = new Night().p1().p2();
    night.log.introduce(testKey('party north'), 'party', 'north');
    const rule = { ...EVERY_LINE, rule: 'north-every-line', says: 'Each line counts.' };
    night.log.append({ kind: 'counting-rule', by: testKey('party north'), open: rule as unknown as Json });
    const state = foldOf(await night.read());
    const named = countingRuleNamed(state, 'north-every-line');
    expect(named && countUnder(state, { rule: named, ...WATCH, audience: 'public' }).count).toEqual(
      exactly(91),
    );
  });

  test('the same name and version with another text is refused', async () => {
    const night = new Night().p1();
    night.log.introduce(testKey('party north'), 'party', 'north');
    for (const says of ['Each line counts.', 'Something else.'])
      night.log.append({
        kind: 'counting-rule',
        by: testKey('party north'),
        open: { ...EVERY_LINE, rule: 'mine', says } as unknown as Json,
      });
    expect(countingRuleNamed(foldOf(await night.read()), 'mine')?.says).toBe('Each line counts.');
  });

  test('heavy fire absorbs small arms in one group, and says how many', async () => {
    const night = new Night();
    night.heard('p1', '21:00:00', '21:20:00', 35, { kind: 'mortar-fire' });
    night.heard('p1', '21:10:00', '21:15:00', 20, { kind: 'small-arms-fire', weapon: { class: 'rifle' } });
    expect(await night.count(SHELLINGS)).toMatchObject({ count: exactly(1), absorbed: exactly(20) });
  });
});
