import fc from 'fast-check';
import { expect, test } from 'vitest';
import { PUBLIC } from '../record/index.ts';
import { PARTNERS } from './audiences.ts';
import type { CoverageCell } from './coverage-cell.ts';
import { coverageTable } from './coverage-table.ts';
import type { Incident } from './incident.ts';
import type { CoverageEntry } from './observation-forms.ts';
import { newMissionState } from './state.ts';
import { MISSION } from './views.ts';

// What a table of coverage may never do: print a 0 where nobody could observe, leave a cell empty, or tell anyone outside
// the mission who observes, or what is watched now.

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const OTHERS = [PUBLIC, PARTNERS, 'north', 'south'];
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();

interface Given {
  readonly entries: readonly (Omit<CoverageEntry, 'id' | 'from' | 'to'> & {
    readonly from: number;
    readonly to: number;
    readonly audience?: string;
  })[];
  readonly now?: number;
  readonly rules?: object;
}

function stateWith({ entries, now = 1000, rules = {} }: Given) {
  const state = newMissionState();
  state.at = NOON + now * HOUR;
  state.rules = { ...state.rules, ...rules };
  for (const [index, { audience = PUBLIC, from, to, ...body }] of entries.entries()) {
    const entry = { id: `c${index}`, ...body, from: at(from), to: at(to) } as CoverageEntry;
    state.coverage.set(`${audience} c${index}`, { index, at: 0, audience, body: entry });
  }
  return state;
}

const asked = (audience: string, by: 'day' | 'hour' = 'hour') => ({
  audience,
  by,
  from: NOON,
  to: NOON + 6 * HOUR,
});
const NONE: readonly Incident[] = [];

const entry = fc.record({
  area: fc.constantFrom('hill', 'river'),
  source: fc.constantFrom('post-1', 'post-2'),
  state: fc.constantFrom('observing', 'not', 'summed'),
  cause: fc.constantFrom('power', 'night', 'access', 'jammed'),
  means: fc.constantFrom('seen', 'heard'),
  hours: fc.constantFrom(0, 1),
  of: fc.constantFrom(1, 3),
  from: fc.integer({ min: -3, max: 6 }),
  audience: fc.constantFrom(PUBLIC, MISSION, 'north'),
  long: fc.integer({ min: 1, max: 5 }),
});

function allCells(table: ReturnType<typeof coverageTable>): readonly CoverageCell[] {
  const rows = [table.all, ...table.areas, ...table.areas.flatMap(({ sources }) => sources)];
  return rows.flatMap(({ cells, over }) => [...cells, over]);
}

test('no cell counts 0 where nobody could observe, whatever is on record, for whoever asks', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { maxLength: 8 }),
      fc.constantFrom(MISSION, ...OTHERS),
      fc.integer({ min: -2, max: 60 }),
      (entries, audience, now) => {
        const given = entries.map(({ long, ...one }) => ({ ...one, to: one.from + long }) as never);
        const table = coverageTable(stateWith({ entries: given, now }), asked(audience), NONE);
        for (const { incidents, hours = 0, observed } of allCells(table)) {
          if (hours === 0) expect(incidents).toBeUndefined();
          if (incidents === 0) expect(['whole', 'part']).toContain(observed);
          if (observed === 'none') expect(hours).toBe(0);
        }
        for (const { cells } of table.areas) expect(cells).toHaveLength(table.periods.length);
      },
    ),
  );
});

test('what the mission alone recorded changes nothing that others are answered', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 6 }), fc.constantFrom(...OTHERS), (entries, audience) => {
      const given = entries.map(({ long, ...one }) => ({ ...one, to: one.from + long }) as never);
      const secret = { area: 'hidden', source: 'post-9', state: 'not', cause: 'power', means: 'seen' };
      const more = { ...secret, from: 0, to: 4, audience: MISSION } as never;
      const without = coverageTable(stateWith({ entries: given }), asked(audience), NONE);
      const beside = coverageTable(stateWith({ entries: [...given, more] }), asked(audience), NONE);
      expect(JSON.stringify(beside)).toBe(JSON.stringify(without));
      expect(without.interruptions).toEqual([]);
      expect(without.areas.flatMap(({ sources }) => sources)).toEqual([]);
    }),
  );
});

test('each hour says for itself what was watched, and why not', () => {
  const row = { area: 'hill', source: 'post-1', means: 'seen', audience: MISSION } as const;
  const entries = [
    { ...row, state: 'observing', from: 0, to: 2 },
    { ...row, state: 'not', cause: 'jammed', from: 2, to: 3.5 },
    { ...row, state: 'observing', from: 3.5, to: 4 },
  ] as const;
  const table = coverageTable(stateWith({ entries, now: 5.5 }), asked(MISSION), NONE);
  expect(table.areas[0]?.cells).toEqual([
    { observed: 'whole', hours: 1, of: 1, incidents: 0 },
    { observed: 'whole', hours: 1, of: 1, incidents: 0 },
    { observed: 'none', hours: 0, of: 1, lost: { jammed: 1 } },
    { observed: 'part', hours: 0.5, of: 1, lost: { jammed: 0.5 }, incidents: 0 },
    { observed: 'not recorded' },
    { observed: 'not recorded' },
  ]);
  expect(table.areas[0]?.sources.map(({ source }) => source)).toEqual(['post-1']);
  expect(table.interruptions).toMatchObject([{ source: 'post-1', cause: 'jammed', area: 'hill' }]);
});

test('the mission is told what the record calls a source, and nobody else learns by it which one watched', () => {
  const row = { area: 'hill', source: 'post-1', audience: MISSION, from: 0, to: 2 } as const;
  const state = stateWith({ entries: [{ ...row, state: 'not', cause: 'power' }] });
  const access = { id: 'a', area: 'hill', from: at(0), to: at(1), answer: 'denied', source: 'post-1' };
  state.access.set('public a', { index: 1, at: 0, audience: PUBLIC, body: access as never });
  state.sources.set('post-1', { source: 'post-1', of: 'mission', name: 'Post 1' });
  const table = coverageTable(state, asked(MISSION), NONE);
  const named = { source: 'post-1', name: 'Post 1' };
  expect(table.areas[0]?.sources).toMatchObject([named]);
  expect(table.interruptions).toMatchObject([named]);
  expect(table.access).toMatchObject([named]);
  for (const audience of OTHERS) {
    const told = coverageTable(state, asked(audience), NONE);
    expect(told.access).toHaveLength(1);
    expect(JSON.stringify(told)).not.toMatch(/post.1/i);
  }
});

test('outside the mission a day must be over before any of it is shown, and it says that it is held back', () => {
  const sum = { area: 'hill', state: 'summed', hours: 4, of: 6, from: 0, to: 6 } as const;
  const seen = (now: number) =>
    coverageTable(stateWith({ entries: [sum], now }), asked('north', 'day'), NONE);
  expect(seen(29.9).all.over).toEqual({ observed: 'held back' });
  expect(seen(30).all.over).toMatchObject({ observed: 'part', hours: 4, of: 6, incidents: 0 });
  expect(seen(-1).all.over).toEqual({ observed: 'to come' });
  expect([seen(30).delay, coverageTable(stateWith({ entries: [] }), asked(MISSION)).delay]).toEqual([
    24,
    undefined,
  ]);
});

test('a share of a sum over a longer time says that it is one', () => {
  const sum = { area: 'hill', state: 'summed', hours: 4, of: 6, from: 0, to: 6 } as const;
  const table = coverageTable(stateWith({ entries: [sum] }), asked(PUBLIC), NONE);
  expect(table.areas[0]?.cells[0]).toMatchObject({ hours: 0.667, of: 1, spread: true });
  expect(table.areas[0]?.over.spread).toBeUndefined();
});

test('days begin where the days of the sums do, so that none has hours of its neighbour', () => {
  const day = (n: number, source?: string) => ({
    ...{ area: 'hill', from: 24 * n - 12, to: 24 * n + 12 },
    ...(source === undefined
      ? ({ state: 'summed', hours: 4, of: 6 } as const)
      : ({ state: 'observing', source, audience: MISSION } as const)),
  });
  const west = { clock: 'Atlantic/Azores', 'clock-offsets': [[0, -3600]], parties: [] };
  const tableFor = (audience: string, entries: Given['entries'], offset = 0) => {
    const state = stateWith({ entries });
    state.agreements.push({ agreement: west } as never);
    const from = NOON - 12 * HOUR + offset;
    return coverageTable(state, { audience, by: 'day', from, to: from + 48 * HOUR }, NONE);
  };
  const table = tableFor(PUBLIC, [day(0), day(1)]);
  expect([table.clock, table.agreed, table.periods.length]).toEqual(['UTC', 'Atlantic/Azores', 2]);
  for (const cell of table.areas[0]?.cells ?? []) expect(cell).toMatchObject({ hours: 4, of: 6 });
  for (const cell of table.areas[0]?.cells ?? []) expect(cell.spread).toBeUndefined();
  // Whoever reads the sources can be told by the agreement's own clock.
  const own = tableFor(MISSION, [day(0, 'post-1'), day(1, 'post-1')], HOUR);
  expect([own.clock, own.agreed]).toEqual(['Atlantic/Azores', undefined]);
  // So can everyone where the sums are those of the agreement's days.
  const shifted = [day(0), day(1)].map((one) => ({ ...one, from: one.from + 1, to: one.to + 1 }));
  expect(tableFor(PUBLIC, shifted, HOUR).clock).toBe('Atlantic/Azores');
});

test('where there are too many incidents to count, no cell has a number of them', () => {
  const sum = { area: 'hill', state: 'summed', hours: 4, of: 6, from: 0, to: 6 } as const;
  const table = coverageTable(stateWith({ entries: [sum] }), asked(PUBLIC));
  expect(table.counted).toBeUndefined();
  expect(allCells(table).some((cell) => cell.incidents !== undefined)).toBe(false);
});
