import { expect, test } from 'vitest';
import { parseShape } from '../base/index.ts';
import { PUBLIC } from '../record/index.ts';
import { PARTNERS } from './audiences.ts';
import { coverageMap } from './coverage-map.ts';
import { type CoverageEntry, coverageForm } from './observation-forms.ts';
import { newMissionState } from './state.ts';
import { MISSION } from './views.ts';

const HOUR = 3_600_000;
const NOON = Date.parse('2026-11-20T12:00:00Z');
const at = (hours: number): string => new Date(NOON + hours * HOUR).toISOString();
const DAY = { from: NOON, to: NOON + 4 * HOUR };

function stateWith(...rows: readonly (Partial<CoverageEntry> & { readonly for?: string })[]) {
  const state = newMissionState();
  state.at = NOON + 1000 * HOUR;
  for (const [index, { for: audience = MISSION, ...row }] of rows.entries()) {
    const body = { id: `c${index}`, area: 'hill', state: 'observing', from: at(0), to: at(4), ...row };
    state.coverage.set(`${audience} c${index}`, { index, at: 0, audience, body: body as CoverageEntry });
  }
  return state;
}

const post = {
  source: 'post-1',
  means: 'seen',
  at: [-28, 42],
  sees: { type: 'point', at: [-28, 42], radius: 5000 },
};
const summed = { for: PUBLIC, state: 'summed', hours: 2, of: 4, causes: { night: 2 } } as const;

test('a post stands where its entry says, with what came of the stretch', () => {
  const map = coverageMap(
    stateWith(
      { ...post, to: at(3) } as never,
      { ...post, state: 'not', cause: 'power', from: at(3) } as never,
    ),
    { ...DAY, audience: MISSION },
  );
  expect(map.sites).toEqual([
    {
      ...{ source: 'post-1', area: 'hill', means: ['seen'], at: [-28, 42], sees: post.sees },
      over: { observed: 'part', hours: 3, of: 4, lost: { power: 1 } },
    },
  ]);
  expect(map.unplaced).toBe(0);
});

test('a source that the record names has its name beside its handle', () => {
  const state = stateWith(post as never);
  state.sources.set('post-1', { source: 'post-1', of: 'mission', name: 'Post 1' });
  expect(coverageMap(state, { ...DAY, audience: MISSION }).sites).toMatchObject([
    { source: 'post-1', name: 'Post 1' },
  ]);
});

test('a patrol stands where it was last', () => {
  const state = stateWith({ ...post, from: at(2), at: [-27, 42] } as never, { ...post, to: at(2) } as never);
  const [site] = coverageMap(state, { ...DAY, audience: MISSION }).sites;
  expect(site?.at).toEqual([-27, 42]);
});

test('a source of which nobody wrote where it stood is counted, not drawn', () => {
  const map = coverageMap(stateWith({ source: 'post-2' }, post as never), { ...DAY, audience: MISSION });
  expect([map.sites.length, map.unplaced]).toEqual([1, 1]);
});

test('nobody outside the mission learns who stands where: they are shown areas', () => {
  const state = stateWith(post as never, summed);
  for (const audience of [PUBLIC, PARTNERS, 'north', 'south']) {
    const map = coverageMap(state, { ...DAY, audience });
    expect([map.sites, map.unplaced]).toEqual([[], 0]);
    expect(map.areas).toEqual([
      { area: 'hill', over: { observed: 'part', hours: 2, of: 4, lost: { night: 2 } } },
    ]);
    expect(JSON.stringify(map)).not.toMatch(/post-1|-28/);
  }
});

test('what is watched now is held back from others until the delay of the rules is over', () => {
  const state = stateWith(summed);
  state.at = NOON + 5 * HOUR;
  expect(coverageMap(state, { ...DAY, audience: PUBLIC })).toMatchObject({ areas: [], delay: 24 });
});

test('a sum that says where anyone stood is refused, and says why', () => {
  const row = { id: 'c', area: 'hill', from: at(0), to: at(4), state: 'summed', hours: 1, of: 2 };
  expect(parseShape(coverageForm, row, 'mission/entry').ok).toBe(true);
  const read = parseShape(coverageForm, { ...row, at: [-28, 42] }, 'mission/entry');
  expect(read.ok ? '' : read.refusal.message).toContain('a sum tells nobody where anyone stood');
});
