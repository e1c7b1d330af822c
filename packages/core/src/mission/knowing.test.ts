import { describe, expect, test } from 'vitest';
import { anchor, testAgreement } from '../agreement/testing.ts';
import { stateRoot } from './published.ts';
import { incidentWith, type MissionState } from './state.ts';
import { Desk, LAST } from './testing.ts';

const POINT = { place: { type: 'point', at: [-28.05, 42.01], radius: 50 } };
const FIRE = { id: '1', forbid: 'fire', by: 'any party', anchor };

const said = (state: MissionState, key: string) =>
  state.indications
    .get(incidentWith(state, key)?.id ?? '')
    ?.map(({ clause, outcome, missing }) => [clause, outcome, ...(missing === undefined ? [] : [missing])]);

describe('a fact that is recorded late', () => {
  const clauses = [{ ...FIRE, from: { day: 3, after: 'withdrawal-complete' } }];
  const mission = () =>
    new Desk({ clauses, events: { 'withdrawal-complete': { name: 'withdrawal complete' } } });

  test('sets the clocks that run from it, also for what happened before it was recorded', async () => {
    const desk = mission();
    const key = desk.report(1);
    const before = await desk.fold();
    expect(said(before, key)?.[0]?.[1]).toBe('undetermined');
    desk.put('commission', 'fact', { fact: 'withdrawal-complete', at: '2026-11-10T12:00:00Z' });
    const after = await desk.fold();
    expect(said(after, key)).toEqual([['1', 'breach']]);
    expect(after.revised).toMatchObject([
      { because: 'late fact', before: [{ outcome: 'undetermined' }], after: [{ outcome: 'breach' }] },
    ]);
  });

  test('that no agreement names moves nothing', async () => {
    const desk = mission();
    desk.report(1);
    const before = stateRoot(await desk.fold(), 'public');
    desk.put('commission', 'fact', { fact: 'harvest-begun', at: '2026-11-10T12:00:00Z' });
    const state = await desk.fold();
    expect([state.facts.length, stateRoot(state, 'public')]).toEqual([1, before]);
  });

  test('a party states it in its own name alone', async () => {
    const desk = mission();
    desk.put('north', 'fact', { fact: 'withdrawal-complete', at: '2026-11-10T12:00:00Z', by: 'south' });
    const state = await desk.fold();
    expect([state.facts, LAST.get(state)]).toMatchObject([[], [{ why: 'not-entitled' }]]);
  });

  test('put right by one that supersedes it counts as if it had been right', async () => {
    const desk = mission();
    const key = desk.report(1);
    const wrong = desk.put('commission', 'fact', { fact: 'withdrawal-complete', at: '2026-11-19T12:00:00Z' });
    expect(said(await desk.fold(), key)).toEqual([]);
    desk.put(
      'commission',
      'fact',
      { fact: 'withdrawal-complete', at: '2026-11-10T12:00:00Z' },
      { supersedes: desk.target(wrong) },
    );
    const state = await desk.fold();
    expect([state.facts.length, said(state, key)]).toEqual([1, [['1', 'breach']]]);
  });
});

describe('three changes of the law, kept apart', () => {
  const later = { from: '2026-11-22T12:00:00Z', to: '2026-11-22T12:00:00Z' };
  const bulletin = (size: number) => ({
    number: '14/2026',
    type: 'daily',
    from: '2026-11-20T00:00:00Z',
    to: '2026-11-21T00:00:00Z',
    size,
    rule: { rule: 'each-explosion', version: 1 },
  });
  const adopted = (change: object) => testAgreement({ ...change });

  test('an amendment touches what happens from its day on, and nothing before', async () => {
    const desk = new Desk();
    const [before, after] = [desk.report(1), desk.report(2, { occurred: later })];
    desk.put(
      'registrar',
      'agreement',
      adopted({
        version: 2,
        adopted: '2026-11-21',
        clauses: [{ ...FIRE, id: '1a', from: '2026-11-21T00:00' }],
      }),
    );
    const state = await desk.fold();
    expect([said(state, before), said(state, after)]).toEqual([
      [
        ['1', 'breach'],
        ['2', 'breach'],
      ],
      [['1a', 'breach']],
    ]);
    expect(state.revised.map(({ because }) => because)).toEqual(['amendment']);
  });

  test('a correction of our encoding keeps the old indication and names the bulletins that it touches', async () => {
    const desk = new Desk();
    const key = desk.report(1);
    desk.put('duty-1', 'bulletin', bulletin(desk.log.size));
    const correction = desk.put(
      'registrar',
      'agreement',
      adopted({ revision: 2, clauses: [{ ...FIRE, from: '2026-12-01T00:00' }] }),
    );
    const state = await desk.fold();
    expect(said(state, key)).toEqual([]);
    expect(state.revised).toMatchObject([
      {
        index: correction,
        because: 'correction',
        before: [{ clause: '1', revision: 1 }, { clause: '2' }],
        after: [],
      },
    ]);
    expect(state.bulletins.get('14/2026')?.touched).toEqual([correction]);
    desk.put('duty-1', 'erratum', {
      bulletin: '14/2026',
      reason: 'clause 1 was encoded wrongly',
      changes: [{ figure: 'alleged violations', was: 2, is: 0 }],
    });
    expect((await desk.fold()).bulletins.get('14/2026')?.touched).toEqual([]);
  });

  test('a bulletin of another day is not touched', async () => {
    const desk = new Desk();
    desk.report(1, { occurred: later });
    desk.put('duty-1', 'bulletin', bulletin(desk.log.size));
    desk.put(
      'registrar',
      'agreement',
      adopted({ revision: 2, clauses: [{ ...FIRE, from: '2026-12-01T00:00' }] }),
    );
    expect((await desk.fold()).bulletins.get('14/2026')?.touched).toEqual([]);
  });

  test('a revision that is no later than the one on record is no correction', async () => {
    const desk = new Desk();
    const index = desk.put(
      'registrar',
      'agreement',
      adopted({ clauses: [{ ...FIRE, id: '9', from: '2026-11-01T00:00' }] }),
    );
    expect(LAST.get(await desk.fold())).toMatchObject([{ type: 'ignored', index, why: 'duplicate' }]);
  });
});

describe('an unchecked clause', () => {
  const unchecked = { ...FIRE, from: '2026-11-01T00:00', anchor: { ...anchor, certainty: 'unchecked' } };
  const real = (exercise: boolean) => {
    const desk = new Desk({ clauses: [unchecked] });
    desk.rules({ exercise });
    return { desk, key: desk.report(1) };
  };

  test('shows with its mark in an exercise', async () => {
    const { desk, key } = real(true);
    const state = await desk.fold();
    expect(state.indications.get(key)).toMatchObject([{ clause: '1', certainty: 'unchecked' }]);
  });

  test('is silent in a mission until a person compared it with its source, then also speaks of the past', async () => {
    const { desk, key } = real(false);
    expect((await desk.fold()).indications.get(key)).toEqual([]);
    desk.put('duty-1', 'confirmation', {
      agreement: 'test-north-south',
      clause: '1',
      source: 'the signed original, page 2',
    });
    const state = await desk.fold();
    expect(said(state, key)).toEqual([['1', 'breach']]);
    expect(state.confirmations[0]?.body.by).toBe('duty-1');
  });

  test('of a clause that is not there nothing is confirmed', async () => {
    const { desk } = real(false);
    desk.put('duty-1', 'confirmation', { agreement: 'test-north-south', clause: '7', source: 'page 2' });
    const state = await desk.fold();
    expect([state.confirmations, LAST.get(state)]).toMatchObject([[], [{ why: 'unknown' }]]);
  });
});

describe('lines, by version and by map', () => {
  const line = (longitude: number) => ({
    type: 'LineString',
    coordinates: [
      [longitude, 41],
      [longitude, 43],
    ],
  });
  const clauses = [{ ...FIRE, from: '2026-11-01T00:00', within: '5 km', 'of-line': 'front' }];
  const desk = (lines: object) => new Desk({ clauses, lines: { front: { name: 'the front', ...lines } } });

  test('an incident is judged by the line of its own time, however late that was drawn', async () => {
    const mission = desk({});
    const early = mission.report(1, POINT);
    const late = mission.report(2, {
      ...POINT,
      occurred: { from: '2026-11-22T12:00:00Z', to: '2026-11-22T12:00:00Z' },
    });
    expect(said(await mission.fold(), early)).toEqual([['1', 'undetermined', 'line']]);
    mission.put('registrar', 'line', { line: 'front', from: '2026-11-01T00:00:00Z', geometry: line(-28.05) });
    mission.put('registrar', 'line', { line: 'front', from: '2026-11-21T00:00:00Z', geometry: line(-27) });
    const state = await mission.fold();
    expect([said(state, early), said(state, late)]).toEqual([[['1', 'breach']], []]);
  });

  test('a zone that an entry draws holds from its own time on, until another does', async () => {
    const square = (west: number) => ({
      type: 'Polygon',
      coordinates: [
        [
          [west, 41.9],
          [west + 0.2, 41.9],
          [west + 0.2, 42.1],
          [west, 42.1],
          [west, 41.9],
        ],
      ],
    });
    const mission = new Desk({
      clauses: [{ ...FIRE, from: '2026-11-01T00:00', in: 'strip' }],
      zones: { strip: { name: 'the strip' } },
    });
    const key = mission.report(1, POINT);
    expect(said(await mission.fold(), key)).toEqual([['1', 'undetermined', 'zone']]);
    mission.put('registrar', 'zone', {
      zone: 'strip',
      from: '2026-11-01T00:00:00Z',
      geometry: square(-27),
    });
    expect(said(await mission.fold(), key)).toEqual([]);
    mission.put('registrar', 'zone', {
      zone: 'strip',
      from: '2026-11-15T00:00:00Z',
      geometry: square(-28.15),
    });
    expect(said(await mission.fold(), key)).toEqual([['1', 'breach']]);
    mission.put('registrar', 'zone', {
      zone: 'strip',
      from: '2026-11-21T12:00:00Z',
      geometry: square(-27),
    });
    expect(said(await mission.fold(), key)).toEqual([['1', 'breach']]);
  });

  test('two maps of record that differ: both answers, and neither is chosen', async () => {
    const mission = desk({
      maps: { north: [{ from: '2026-11-01T00:00' }], south: [{ from: '2026-11-01T00:00' }] },
    });
    const key = mission.report(1, POINT);
    for (const [map, longitude] of [
      ['north', -28.05],
      ['south', -27],
    ] as const)
      mission.put('registrar', 'line', {
        line: 'front',
        map,
        from: '2026-11-01T00:00:00Z',
        geometry: line(longitude),
      });
    const state = await mission.fold();
    expect(said(state, key)).toEqual([['1', 'undetermined', 'map of record']]);
    expect(state.indications.get(key)?.[0]?.maps).toMatchObject({
      north: { outcome: 'breach' },
      south: { outcome: 'not-applicable' },
    });
  });

  test('what is no line is refused with its fault', async () => {
    const mission = desk({});
    mission.put('registrar', 'line', {
      line: 'front',
      from: '2026-11-01T00:00:00Z',
      geometry: { type: 'Point', coordinates: [0, 0] },
    });
    expect(LAST.get(await mission.fold())).toMatchObject([
      { why: 'malformed', message: expect.stringContaining('geometry') },
    ]);
  });
});
